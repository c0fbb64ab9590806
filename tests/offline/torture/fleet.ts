import { IDBFactory } from 'fake-indexeddb';
import Dexie from 'dexie';
import { vi } from 'vitest';
import { canonicalJson } from '../../../src/core/canonical-json.ts';
import type { Author, Row } from '../../../src/core/casework/act.ts';
import type { EventDraft, EventType } from '../../../src/core/casework/events.ts';
import type { Held } from '../../../src/core/casework/foresee.ts';
import { DAY_MS } from '../../../src/core/china-time.ts';
import { seeded } from '../../../src/core/seeded.ts';
import { NOW, person } from '../../core/casework/memory-world.ts';
import type { Toll } from '../../torture/one-run.ts';
import type { Tablet } from './day.ts';
import { Door } from './door.ts';
import { Road } from './road.ts';

const GROUP = 'group0000000000';
const TABLETS = 5;
/** What everybody may have on the screen. */
const COLLECTIONS = ['tasks', 'sources', 'problems'] as const;
const PLACE = { lng: 113.6, lat: 34.81, accuracyM: 8, by: 'gps', reason: '' } as const;
const STEP_MS = 60_000;
const ROUNDS = 60;
const KINDS_OF_EDIT = 10;

export interface FleetRun {
  readonly edits: number;
  /** Events that came back because somebody else had been there, and were let be. */
  readonly asked: number;
  readonly toll: Pick<Toll, 'lost' | 'doubled' | 'falselyConfirmed' | 'photosDiffering' | 'unequalDevices'>;
}

/** Five tablets and the office, each with a database and a connection of its own. The last one is the office's. */
export async function makeFleet(): Promise<readonly Tablet[]> {
  const all: Tablet[] = [];
  for (let n = 0; n <= TABLETS; n++) {
    Dexie.dependencies.indexedDB = new IDBFactory() as never;
    vi.resetModules();
    all.push(await import('./tablet.ts'));
  }
  return all;
}

/** Runs `edits` edits by all of them over shared and own rows, on bad roads, until nothing waits any more. `harm` is there to see it fail. */
export async function runFleet(
  fleet: readonly Tablet[],
  seed: number,
  edits: number,
  harm: (tablet: Tablet) => Promise<unknown> = async () => undefined,
): Promise<FleetRun> {
  const real = { now: Date.now, random: Math.random, fetch: globalThis.fetch };
  try {
    return await new Fleet(fleet, seed).work(edits, harm);
  } finally {
    Date.now = real.now;
    Math.random = real.random;
    globalThis.fetch = real.fetch;
  }
}

/** One device with the person at it. */
interface Member {
  readonly author: Author;
  readonly tablet: Tablet;
  readonly road: Road;
  readonly shift: number;
  readonly rows: Map<string, Row>;
}

class Fleet {
  private readonly door: Door;
  private readonly random: () => number;
  private readonly members: readonly Member[];
  private readonly safe: EventDraft[] = [];
  private readonly photos = new Map<string, string>();
  private readonly falselyConfirmed = new Set<string>();
  private edits = 0;
  private serial = 0;
  private now = 0;

  constructor(fleet: readonly Tablet[], seed: number) {
    const sources = [1, 2, 3, 4].map((n) => ({
      id: `source00000000${n}`,
      kind: 'unnamed',
      name: `甲${n}`,
      state: 'active',
      cell: 'cell',
      town: 'town',
      lng: 113.6,
      lat: 34.81,
      profile: {},
      openProblems: 0,
      rev: 1,
    }));
    this.random = seeded(seed);
    this.door = new Door(NOW, { sources });
    this.members = fleet.map((tablet, n) => {
      const office = n === fleet.length - 1;
      const id = office ? 'office' : `tablet${n}`;
      const author = person(office ? 'dispatcher' : 'inspector', id, { group: office ? '' : GROUP });
      const road = new Road(this.door, seeded(seed * 10 + n));
      road.alive = () => tablet.fate.lives();
      return { author, tablet, road, shift: this.pick([0, 0, DAY_MS, -DAY_MS]), rows: new Map() };
    });
  }

  async work(edits: number, harm: (tablet: Tablet) => Promise<unknown>): Promise<FleetRun> {
    Date.now = () => this.door.now + this.now;
    Math.random = this.random;
    globalThis.fetch = ((url: string, init: RequestInit) =>
      this.members[Number(new URL(url).hostname.split('.')[0])]!.road.fetch(url, init)) as typeof fetch;
    for (const [n, member] of this.members.entries()) await this.begin(n, member);
    while (this.edits < edits) {
      this.door.now += STEP_MS;
      await this.step(this.pick(this.members));
    }
    for (const { road } of this.members) road.roughness = 0;
    for (const { road } of this.members) await road.arrive();
    for (const member of this.members) await this.settle(member);
    for (const { tablet } of this.members) await harm(tablet);
    return this.reckon();
  }

  private async begin(n: number, { tablet, author, road }: Member): Promise<void> {
    await tablet.clear();
    const token = `${btoa('{}')}.${btoa(JSON.stringify({ id: author.id, exp: NOW }))}.${n}`;
    this.door.tokens.set(token, author);
    tablet.signIn(`http://${n}.test`, author.id, token);
    road.roughness = 0.1 + 0.5 * this.random();
    tablet.fate.wrote = (table, { id, state }) => {
      if (state !== 'confirmed') return;
      if (!this.door.has(table === 'items' ? 'events' : 'photos', id) && !this.isAsGood(id))
        this.falselyConfirmed.add(id);
    };
  }

  /** Two who accept or start one task: the second finds done what it wanted. */
  private isAsGood(id: string): boolean {
    const type = this.safe.find((each) => each.id === id)?.type;
    return type === 'task.accepted' || type === 'task.started';
  }

  private async step(member: Member): Promise<void> {
    this.now = member.shift;
    const chance = this.random();
    if (chance < 0.5) await this.edit(member);
    else if (chance < 0.62) await this.pull(member);
    else if (chance < 0.9) await this.outlived(member, member.tablet.send(member.author.id, Date.now));
    else if (chance < 0.95) await this.dies(member);
    else await member.road.arrive();
  }

  private async dies(member: Member): Promise<void> {
    member.tablet.fate.killAfter(1 + Math.floor(this.random() * 12));
    await this.outlived(member, member.tablet.send(member.author.id, Date.now));
    await member.tablet.reopen();
  }

  private async edit(member: Member): Promise<void> {
    if (member.author.id === 'office') return this.decide(member);
    const what = Math.floor(this.random() * KINDS_OF_EDIT);
    const source = this.pick(this.rowsOf(member, 'sources'));
    const task = this.pick(this.rowsOf(member, 'tasks').filter((each) => each['state'] !== 'cancelled'));
    if (what < 3 && source) {
      const [finding, entries] = member.tablet.find(source.id, PLACE, this.random, String(++this.serial));
      if (!(await member.tablet.keep(member.author.id, entries))) return;
      this.safe.push(...entries.map((each) => each.draft));
      this.edits += entries.length;
      for (const { id, sha256 } of finding.photos) this.photos.set(id, sha256);
    } else if (what < 6 && source) await this.keep(member, 'source.updated', source, this.change());
    else if (what < 9 && task) await this.onTask(member, task);
    else
      await this.keep(member, 'source.registered', null, {
        kind: 'unnamed',
        name: '',
        place: PLACE,
        note: '',
      });
  }

  private async onTask(member: Member, task: Row): Promise<void> {
    const targets = task['targets'] as readonly { readonly source: string }[];
    const result = this.pick(['found', 'nothing', 'locked'] as const);
    const visit = { source: this.pick(targets)!.source, result, at: Date.now(), place: PLACE, note: '门锁' };
    const chance = this.random();
    if (chance < 0.15) await this.keep(member, 'task.accepted', task, {});
    else if (chance < 0.25) await this.keep(member, 'task.started', task, {});
    else if (chance < 0.93) await this.keep(member, 'task.visited', task, visit);
    else await this.keep(member, 'task.done', task, { note: '' });
  }

  private async decide(member: Member): Promise<void> {
    const problem = this.pick(this.rowsOf(member, 'problems').filter((each) => each['state'] === 'found'));
    const source = this.pick(this.rowsOf(member, 'sources'));
    const task = this.pick(this.rowsOf(member, 'tasks').filter((each) => each['state'] === 'sent'));
    const chance = this.random();
    if (chance < 0.35 && problem) {
      const deadlineAt = this.door.now + 3 * DAY_MS;
      const payload = { unit: 'unit00000000000', orderNo: '', deadlineAt, note: '' };
      await this.send(member, 'problem.assigned', problem, payload);
    } else if (chance < 0.5 && problem) await this.send(member, 'problem.voided', problem, { reason: 'r' });
    else if (chance < 0.75 && source) await this.send(member, 'source.updated', source, this.change());
    else if (chance < 0.8 && task) await this.send(member, 'task.recalled', task, { reason: 'r' });
    else await this.sendTask(member);
  }

  private async sendTask(member: Member): Promise<void> {
    const targets = [1, 2, 3].map((n) => ({ source: `source00000000${n}`, share: null }));
    const times = { fromAt: this.door.now, untilAt: this.door.now + DAY_MS };
    const none = { station: null, suggestion: null, zone: null, route: null, note: '' };
    await this.send(member, 'task.sent', null, {
      type: 'grid_patrol',
      group: GROUP,
      targets,
      ...times,
      ...none,
    });
  }

  private change(): object {
    const changes = this.pick([
      { name: `乙${++this.serial}` },
      { state: this.pick(['active', 'stopped']) },
      { lng: 113.6 + this.random() / 100, lat: 34.81 },
    ]);
    return { changes, reason: '' };
  }

  private draft(member: Member, type: EventType, row: Row | null, payload: object): EventDraft {
    this.edits++;
    const seen = Number(row?.['rev'] ?? 0);
    return member.tablet.draftEvent(type, row?.id ?? member.tablet.newId(), payload as never, { seen });
  }

  private async keep(member: Member, type: EventType, row: Row | null, payload: object): Promise<void> {
    const draft = this.draft(member, type, row, payload);
    if (await member.tablet.keep(member.author.id, [{ draft }])) this.safe.push(draft);
  }

  private async send(member: Member, type: EventType, row: Row | null, payload: object): Promise<void> {
    const draft = this.draft(member, type, row, payload);
    if (await member.tablet.sendNow(draft)) this.safe.push(draft);
  }

  /** What the device has of the server's rows; an answer that does not come leaves it with what it had. */
  private async pull({ tablet, rows }: Member): Promise<void> {
    for (const collection of COLLECTIONS) {
      for (const row of (await tablet.rows(collection)) ?? []) rows.set(`${collection}/${row.id}`, row);
    }
  }

  private async settle(member: Member): Promise<void> {
    this.now = member.shift;
    for (let round = 0; round < ROUNDS && (await member.tablet.open()) > 0; round++) {
      this.door.now += 2 * STEP_MS;
      await member.tablet.send(member.author.id, Date.now);
      await member.tablet.answerRefused();
    }
  }

  private async reckon(): Promise<FleetRun> {
    const { door } = this;
    let [asked, unequalDevices, lost] = [0, 0, 0];
    const set = new Set<string>();
    for (const member of this.members) {
      this.now = member.shift;
      await this.pull(member);
      if ((await member.tablet.open()) > 0 || !(await this.isEqual(member))) unequalDevices++;
      const aside = await member.tablet.store.items.filter((each) => each.state === 'set_aside').toArray();
      asked += aside.length;
      for (const each of aside) {
        if (each.reason) set.add(each.id);
        for (const photo of each.draft.photos) set.add(photo.id);
      }
    }
    for (const { id } of this.safe) if (!door.has('events', id) && !set.has(id) && !this.isAsGood(id)) lost++;
    lost += [...this.photos.keys()].filter((id) => !door.photos.has(id) && !set.has(id)).length;
    const ids = door.log.map((each) => each.id);
    const photosDiffering = [...door.photos.values()].filter(
      (each) => this.photos.get(each.id) !== each.kept,
    );
    return {
      edits: this.edits,
      asked,
      toll: {
        lost,
        doubled: ids.length - new Set(ids).size,
        falselyConfirmed: this.falselyConfirmed.size,
        photosDiffering: photosDiffering.length,
        unequalDevices,
      },
    };
  }

  /** Whether this device shows each row as the server has it. */
  private async isEqual({ tablet, author, rows }: Member): Promise<boolean> {
    const held: Held = {
      find: (collection, id) => rows.get(`${collection}/${id}`) ?? null,
      locate: this.door.world.locate,
      unitOfTown: this.door.world.unitOfTown,
    };
    const shown = await tablet.shown(author, held);
    return COLLECTIONS.every((collection) =>
      this.door.world
        .all(collection)
        .every((row) => canonicalJson(shown.find(collection, row.id)) === canonicalJson(row)),
    );
  }

  private rowsOf({ rows }: Member, collection: string): Row[] {
    return [...rows].filter(([key]) => key.startsWith(`${collection}/`)).map(([, row]) => row);
  }

  private outlived<T>({ tablet }: Member, work: Promise<T>): Promise<T | null> {
    return Promise.race([work, tablet.fate.gone.then(() => null)]);
  }

  private pick<T>(list: readonly T[]): T;
  private pick<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.random() * list.length)];
  }
}
