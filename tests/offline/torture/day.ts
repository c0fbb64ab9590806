import { DAY_MS } from '../../../src/core/china-time.ts';
import { seeded } from '../../../src/core/seeded.ts';
import type { Toll } from '../../torture/one-run.ts';
import { NOW, person } from '../../core/casework/memory-world.ts';
import { Door } from './door.ts';
import { Road } from './road.ts';
import type * as tabletModule from './tablet.ts';
import type { Finding } from './tablet.ts';

export type Tablet = typeof tabletModule;

export interface Run {
  readonly seed: number;
  readonly findings: number;
  readonly photos: number;
  readonly toll: Toll;
}

const ME = 'inspector';
const URL = 'http://tablet.test';
const SOURCES = ['source000000001', 'source000000002', 'source000000003'];
const PLACE = { lng: 113.6, lat: 34.81, accuracyM: 8, by: 'gps', reason: '' } as const;
const STEPS = 12;
const ROUNDS = 40;
const ROUND_MS = 5 * 60_000;
const MANY_MOMENTS = 30;

/** One tablet's bad day in memory; the same for the same seed. `door` and `harm` are there to see that the figures can be other than 0. */
export async function runDay(
  tablet: Tablet,
  seed: number,
  door: Door = new Door(NOW),
  harm: (tablet: Tablet) => Promise<void> = async () => undefined,
): Promise<Run> {
  const real = { now: Date.now, random: Math.random, fetch: globalThis.fetch };
  try {
    return await new Day(tablet, door, seed).live(harm);
  } finally {
    Date.now = real.now;
    Math.random = real.random;
    globalThis.fetch = real.fetch;
  }
}

class Day {
  private readonly tablet: Tablet;
  private readonly door: Door;
  private readonly road: Road;
  private readonly random: () => number;
  private readonly seed: number;
  /** What was begun: all that may ever arrive. */
  private readonly begun: Finding[] = [];
  /** What the device said is safe: all that must arrive. */
  private readonly safe: Finding[] = [];
  private readonly falselyConfirmed = new Set<string>();
  private shift: number;
  private token = '';

  constructor(tablet: Tablet, door: Door, seed: number) {
    this.tablet = tablet;
    this.door = door;
    this.seed = seed;
    this.random = seeded(seed);
    this.road = new Road(door, seeded(seed + 1));
    this.shift = this.pick([0, 0, DAY_MS, -DAY_MS]);
  }

  async live(harm: (tablet: Tablet) => Promise<void>): Promise<Run> {
    const { tablet, road } = this;
    Date.now = () => this.door.now + this.shift;
    Math.random = this.random;
    globalThis.fetch = ((url: string, init: RequestInit) => road.fetch(url, init)) as typeof fetch;
    road.alive = () => tablet.fate.lives();
    // Whatever the device writes down as confirmed has to be with the server at this moment.
    tablet.fate.wrote = (table, { id, state }) => {
      const known = this.door.has(table === 'items' ? 'events' : 'photos', id);
      if (state === 'confirmed' && !known) this.falselyConfirmed.add(id);
    };
    await tablet.clear();
    this.signIn();
    road.roughness = 0.3 + 0.5 * this.random();
    for (let step = 0; step < STEPS; step++) {
      this.door.now += ROUND_MS;
      await this.step(step);
    }
    await harm(tablet);
    road.roughness = 0;
    await this.settle();
    return this.reckon();
  }

  private async step(step: number): Promise<void> {
    const chance = this.random();
    if (step === 0 || chance < 0.34) await this.record(step);
    else if (chance < 0.6) await this.send();
    else if (chance < 0.78) await this.dies(step);
    else if (chance < 0.84) await this.onFullDisk(() => (chance < 0.81 ? this.record(step) : this.send()));
    else if (chance < 0.88) await this.wearsOut();
    else if (chance < 0.91) await this.tablet.reopen();
    else if (chance < 0.94) await Promise.all([this.send(), this.send()]);
    else if (chance < 0.96) this.shift = this.pick([0, DAY_MS, -DAY_MS]);
    else await this.road.arrive();
  }

  private async record(step: number): Promise<void> {
    const [finding, entries] = this.tablet.find(
      this.pick(SOURCES),
      PLACE,
      this.random,
      `${this.seed}-${step}`,
    );
    this.begun.push(finding);
    if ((await this.outlived(this.tablet.keep(ME, entries))) === true) this.safe.push(finding);
  }

  private async send(): Promise<void> {
    await this.outlived(this.tablet.send(ME, Date.now));
  }

  /** The tab goes in the middle of something. */
  private async dies(step: number): Promise<void> {
    this.tablet.fate.killAfter(1 + Math.floor(this.random() * MANY_MOMENTS));
    if (this.random() < 0.3) await this.record(step);
    await this.send();
    await this.tablet.reopen();
  }

  private async onFullDisk(work: () => Promise<void>): Promise<void> {
    this.tablet.fate.full = true;
    await work();
    this.tablet.fate.full = false;
  }

  /** The token is not good any more; the device hears of it when it sends, and its person signs in again. */
  private async wearsOut(): Promise<void> {
    this.door.tokens.clear();
    await this.send();
    if (this.random() < 0.5) this.tablet.signOut();
    await this.send();
    this.signIn();
  }

  private signIn(): void {
    const part = (value: object): string => btoa(JSON.stringify(value)).replace(/=/g, '');
    const exp = Math.floor(this.door.now / 1000) + 14 * 86_400;
    this.token = `${part({ alg: 'HS256' })}.${part({ id: ME, exp, type: 'auth' })}.${this.door.now}`;
    this.door.tokens.set(this.token, person('inspector', ME));
    this.tablet.signIn(URL, ME, this.token);
  }

  private async settle(): Promise<void> {
    await this.road.arrive();
    for (let round = 0; round < ROUNDS; round++) {
      this.door.now += ROUND_MS;
      await this.send();
      await this.tablet.answerRefused();
      if ((await this.tablet.open()) === 0) return;
    }
  }

  private async reckon(): Promise<Run> {
    const { door, safe, begun } = this;
    const problems = door.world.all('problems');
    const sent = (list: readonly Finding[]) => list.flatMap((each) => each.events);
    const taken = (list: readonly Finding[]) => list.flatMap((each) => each.photos);
    const lost =
      safe.filter((each) => !problems.some((row) => row.id === each.problem)).length +
      sent(safe).filter((id) => !door.has('events', id)).length +
      taken(safe).filter((each) => !door.has('photos', each.id)).length;
    const strangers =
      door.log.filter((each) => !sent(begun).includes(each.id)).length +
      [...door.photos.keys()].filter((id) => !taken(begun).some((each) => each.id === id)).length;
    const notes = new Set(problems.map((row) => row['note']));
    const doubled =
      strangers +
      (door.log.length - new Set(door.log.map((each) => each.id)).size) +
      (problems.length - notes.size) +
      miscounted(door);
    const photosDiffering = [...door.photos.values()].filter(
      (each) => taken(begun).find((photo) => photo.id === each.id)?.sha256 !== each.kept,
    ).length;
    const unequalDevices = (await this.tablet.open()) > 0 ? 1 : 0;
    return {
      seed: this.seed,
      findings: safe.length,
      photos: taken(safe).length,
      toll: { lost, doubled, falselyConfirmed: this.falselyConfirmed.size, photosDiffering, unequalDevices },
    };
  }

  /** What came of it while the tab lived; null when it died before. */
  private outlived<T>(work: Promise<T>): Promise<T | null> {
    return Promise.race([work, this.tablet.fate.gone.then(() => null)]);
  }

  private pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)]!;
  }
}

/** Sources whose count of open problems is not that of their problems: something was applied twice. */
function miscounted({ world }: Door): number {
  const open = (source: string): number =>
    world.all('problems').filter((row) => row['source'] === source && Number(row['openSince']) > 0).length;
  return world.all('sources').filter((row) => Number(row['openProblems'] ?? 0) !== open(row.id)).length;
}
