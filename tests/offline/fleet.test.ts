import 'fake-indexeddb/auto';
import { beforeAll, expect, test } from 'vitest';
import type { Tablet } from './torture/day.ts';
import { makeFleet, runFleet } from './torture/fleet.ts';

const SEEDS = 3;
const EDITS = 500;
const NONE = { lost: 0, doubled: 0, falselyConfirmed: 0, photosDiffering: 0, unequalDevices: 0 };

let fleet: readonly Tablet[];

beforeAll(async () => {
  Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true });
  fleet = await makeFleet();
});

test('five tablets and the office, five hundred edits over shared and own rows: all show what the server has, nothing is lost', async () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const run = await runFleet(fleet, seed, EDITS);
    expect({ seed, ...run.toll }).toEqual({ seed, ...NONE });
    expect(run.edits).toBeGreaterThanOrEqual(EDITS);
    expect(run.asked).toBeGreaterThan(0);
  }
}, 180_000);

test('the devices can be unequal: one that does not know with which row its step was confirmed goes on showing its own', async () => {
  const forget = ({ store }: Tablet): Promise<number> => store.items.toCollection().modify({ rev: null });
  expect((await runFleet(fleet, 1, EDITS, forget)).toll.unequalDevices).toBeGreaterThan(0);
}, 180_000);
