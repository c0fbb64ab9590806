import 'fake-indexeddb/auto';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type * as events from '../../src/api/events.ts';
import { NOW } from '../core/casework/memory-world.ts';
import type { Toll } from '../torture/one-run.ts';
import { runDay, type Run, type Tablet } from './torture/day.ts';
import { Door, type Reply } from './torture/door.ts';

const RUNS = 500;
const FEW = 15;
const NONE: Toll = { lost: 0, doubled: 0, falselyConfirmed: 0, photosDiffering: 0, unequalDevices: 0 };

let tablet: Tablet;

beforeAll(async () => {
  // Held by a tab that was killed, a real lock would go with it; here it would stay.
  Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true });
  tablet = await import('./torture/tablet.ts');
});

async function days(runs: number, run: (seed: number) => Promise<Run>): Promise<[Toll, Run[]]> {
  const all: Run[] = [];
  for (let seed = 1; seed <= runs; seed++) all.push(await run(seed));
  const sum = (of: keyof Toll): number => all.reduce((total, each) => total + each.toll[of], 0);
  return [Object.fromEntries(Object.keys(NONE).map((key) => [key, sum(key as keyof Toll)])) as never, all];
}

test('five hundred bad days of a tablet in memory: nothing lost, doubled or falsely confirmed, every photo byte for byte', async () => {
  const [toll, all] = await days(RUNS, (seed) => runDay(tablet, seed));
  const bad = all.filter((each) => Object.values(each.toll).some((count) => count > 0));
  expect(bad.slice(0, 5)).toEqual([]);
  expect(toll).toEqual(NONE);
  expect(all.reduce((sum, each) => sum + each.findings, 0)).toBeGreaterThan(RUNS * 2);
}, 180_000);

afterEach(() => {
  vi.doUnmock('../../src/api/events.ts');
  vi.resetModules();
});

test('the figures can be other than 0: a network error taken for a confirmation', async () => {
  vi.doMock('../../src/api/events.ts', async (original) => {
    const real = await original<typeof events>();
    return { ...real, sendEvent: (draft: never) => real.sendEvent(draft).catch(() => undefined) };
  });
  vi.resetModules();
  const careless = (await import('./torture/tablet.ts')) as Tablet;
  const [toll] = await days(FEW, (seed) => runDay(careless, seed));
  expect(toll.falselyConfirmed).toBeGreaterThan(FEW);
  expect(toll.lost).toBeGreaterThan(0);
});

test('the figures can be other than 0: a server that knows no replay, other bytes, a store that is wiped, an end that is not reached', async () => {
  const [forgetful] = await days(FEW, (seed) => runDay(tablet, seed, new Forgetful(NOW)));
  expect(forgetful.doubled).toBeGreaterThan(0);
  const [blurred] = await days(FEW, (seed) => runDay(tablet, seed, new Blurring(NOW)));
  expect(blurred.photosDiffering).toBeGreaterThan(FEW);
  const wipe = ({ store }: Tablet): Promise<void> => store.items.clear();
  const [wiped] = await days(FEW, (seed) => runDay(tablet, seed, new Door(NOW), wipe));
  expect(wiped.lost).toBeGreaterThan(0);
  const stop = async ({ store }: Tablet): Promise<void> =>
    void (await store.items.toCollection().modify({ author: 'somebody' }));
  const [stopped] = await days(FEW, (seed) => runDay(tablet, seed, new Door(NOW), stop));
  expect(stopped.unequalDevices).toBeGreaterThan(0);
});

/** Takes every sending for a new one. */
class Forgetful extends Door {
  override event(token: string, body: object): Reply {
    const reply = super.event(token, body);
    const known = (reply.body as { readonly replay?: boolean }).replay === true;
    if (known) this.log.push(this.log.find((each) => each.id === (body as { id: string }).id)!);
    return reply;
  }
}

/** Keeps a picture that is not quite what came. */
class Blurring extends Door {
  override photo(...[token, fields, bytes]: Parameters<Door['photo']>): Reply {
    const reply = super.photo(token, fields, bytes);
    const stored = this.photos.get(fields.id);
    if (stored) this.photos.set(fields.id, { ...stored, kept: '' });
    return reply;
  }
}
