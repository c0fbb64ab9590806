import type { Browser, BrowserContext, Page } from '@playwright/test';
import { seeded } from '../../src/core/seeded.ts';
import type { Device, Stored } from './page/page.ts';
import type { Register } from './register.ts';
import { RoughRoad } from './rough-road.ts';

/** What went wrong in a run; all of it must be 0. */
export interface Toll {
  /** Told safe by the device, not with the server at the end. */
  readonly lost: number;
  /** With the server more than once. */
  readonly doubled: number;
  /** Told confirmed while the server did not have it. */
  readonly falselyConfirmed: number;
  /** Bytes with the server that are not those of the device. */
  readonly photosDiffering: number;
  /** Devices that still show something else than the server when nothing waits any more. */
  readonly unequalDevices: number;
}

export interface Run {
  readonly seed: number;
  readonly findings: number;
  readonly photos: number;
  readonly toll: Toll;
}

const DAY_MS = 86_400_000;
const STEPS = 16;
const ROUNDS = 40;
const ROUND_MS = 5 * 60_000;
const KILLED_WITHIN_MS = 80;
const TAKEN_OVER_WITHIN_MS = 2000;
/** Room for the database as it is, not for a photo more. */
const FULL_BYTES = 1;

/** One tablet's bad day, the same for the same seed but for the network's own timing. */
export async function runOnce(
  browser: Browser,
  register: Register,
  folder: string,
  seed: number,
): Promise<Run> {
  const random = seeded(seed);
  const road = await new RoughRoad(register.url, folder, seeded(seed + 1)).open();
  const context = await browser.newContext();
  try {
    await context.addInitScript(begin, { auth: register.auth, shift: pick(random, [0, 0, DAY_MS, -DAY_MS]) });
    const day = new Day(context, road, register, random, seed);
    return { seed, ...(await day.live()) };
  } finally {
    await context.close();
    await road.close();
  }
}

class Day {
  private readonly context: BrowserContext;
  private readonly road: RoughRoad;
  private readonly register: Register;
  private readonly random: () => number;
  private readonly seed: number;
  private readonly stored: Stored[] = [];
  private page!: Page;
  private ahead = 0;
  private falselyConfirmed = 0;

  constructor(
    context: BrowserContext,
    road: RoughRoad,
    register: Register,
    random: () => number,
    seed: number,
  ) {
    this.context = context;
    this.road = road;
    this.register = register;
    this.random = random;
    this.seed = seed;
  }

  async live(): Promise<Omit<Run, 'seed'>> {
    await this.open(await this.context.newPage());
    this.road.roughness = 0.3 + 0.5 * this.random();
    for (let step = 0; step < STEPS; step++) await this.step(step);
    await this.countFalse();
    this.road.roughness = 0;
    await this.settle();
    await this.countFalse();
    const toll = await this.register.compare(this.stored, String(this.seed));
    const { events, photos } = await this.device((each) => each.beliefs());
    const unsettled = [...events, ...photos].some((each) => each.state !== 'confirmed');
    return {
      findings: this.stored.length,
      photos: this.stored.flatMap((each) => each.photos).length,
      toll: { ...toll, falselyConfirmed: this.falselyConfirmed, unequalDevices: unsettled ? 1 : 0 },
    };
  }

  private async step(step: number): Promise<void> {
    const chance = this.random();
    if (step === 0 || chance < 0.35) await this.record(step);
    else if (chance < 0.7) await this.send();
    else if (chance < 0.84) await this.kill();
    else if (chance < 0.9) await this.recordOnFullDisk(step);
    else if (chance < 0.95) await this.signInAgain();
    else await this.upgrade();
  }

  private async record(step: number): Promise<void> {
    const count = 1 + Math.floor(this.random() * 3);
    const stored = await this.page.evaluate(
      ([source, place, photos, note]) => window.device.record(source, place, photos, note),
      [...this.register.stop, count, `${this.seed}-${step}`] as const,
    );
    if (stored) this.stored.push(stored);
  }

  private async send(): Promise<void> {
    this.ahead += ROUND_MS;
    await this.page.evaluate((ahead) => window.device.send(ahead), this.ahead);
  }

  /** The tab goes away in the middle of sending. */
  private async kill(): Promise<void> {
    this.ahead += ROUND_MS;
    // A new page costs a process; it comes while the old one is still at work.
    const next = this.context.newPage();
    await this.page.evaluate((ahead) => void window.device.send(ahead), this.ahead);
    await this.page.waitForTimeout(this.random() * KILLED_WITHIN_MS);
    await this.page.close({ runBeforeUnload: false });
    await this.open(await next);
    await this.countFalse();
  }

  private async recordOnFullDisk(step: number): Promise<void> {
    const cdp = await this.context.newCDPSession(this.page);
    await cdp.send('Storage.overrideQuotaForOrigin', { origin: this.road.url, quotaSize: FULL_BYTES });
    await this.record(step);
    // What is there goes out all the same.
    await this.send();
    await cdp.send('Storage.overrideQuotaForOrigin', { origin: this.road.url });
    await cdp.detach();
  }

  private async signInAgain(): Promise<void> {
    const auth = JSON.stringify(this.register.auth);
    await this.page.evaluate(() => localStorage.removeItem('pocketbase_auth'));
    await this.page.reload({ waitUntil: 'domcontentloaded' });
    await this.page.evaluate((value) => localStorage.setItem('pocketbase_auth', value), auth);
    await this.page.reload({ waitUntil: 'domcontentloaded' });
  }

  /** A release in the middle: another worker takes over, the page begins anew. */
  private async upgrade(): Promise<void> {
    this.road.version++;
    await this.page.evaluate(takeNewer, TAKEN_OVER_WITHIN_MS);
    await this.page.reload({ waitUntil: 'domcontentloaded' });
  }

  private async settle(): Promise<void> {
    for (let round = 0; round < ROUNDS; round++) {
      await this.send();
      const again = await this.device((each) => each.retryRefused());
      const { events, photos } = await this.device((each) => each.beliefs());
      if (again === 0 && [...events, ...photos].every((each) => each.state === 'confirmed')) return;
    }
  }

  /** Whatever the device calls confirmed has to be with the server at this moment. */
  private async countFalse(): Promise<void> {
    const { events, photos } = await this.device((each) => each.beliefs());
    const confirmed = (list: typeof events): string[] =>
      list.filter((each) => each.state === 'confirmed').map((each) => each.id);
    this.falselyConfirmed +=
      (await this.register.missing('events', confirmed(events))) +
      (await this.register.missing('photos', confirmed(photos)));
  }

  private async open(page: Page): Promise<void> {
    this.page = page;
    // The page's module has run by then.
    await page.goto(this.road.url, { waitUntil: 'domcontentloaded' });
  }

  private device<T>(ask: (device: Device) => Promise<T>): Promise<T> {
    return this.page.evaluate(`(${String(ask)})(window.device)`) as Promise<T>;
  }
}

/** Runs in the page before all else: who is signed in, and how wrong the clock is. */
function begin({ auth, shift }: { auth: object; shift: number }): void {
  if (!localStorage.getItem('begun')) {
    localStorage.setItem('begun', '1');
    localStorage.setItem('pocketbase_auth', JSON.stringify(auth));
  }
  const now = Date.now;
  Date.now = () => now() + shift;
}

/** Runs in the page, as the product does: the newer worker is asked to take over, and the page waits until it has. */
async function takeNewer(mostMs: number): Promise<void> {
  const { serviceWorker } = navigator;
  const registration = await serviceWorker.getRegistration();
  await registration?.update().catch(() => undefined);
  const newer = registration?.installing ?? registration?.waiting;
  if (!newer) return;
  const over = new Promise((done) =>
    serviceWorker.addEventListener('controllerchange', done, { once: true }),
  );
  const ask = (): void => {
    if (newer.state === 'installed') newer.postMessage({ type: 'SKIP_WAITING' });
  };
  newer.addEventListener('statechange', ask);
  ask();
  await Promise.race([over, new Promise((done) => setTimeout(done, mostMs))]);
}

function pick<T>(random: () => number, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)]!;
}
