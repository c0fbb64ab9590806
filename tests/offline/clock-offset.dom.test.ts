import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { deedTime } from '../../src/core/casework/device-time.ts';

const DAY_MS = 86_400_000;
const TRUE_NOW = Date.UTC(2026, 10, 23, 4, 0, 0);
const note = { note: '' };

/** How far the device's clock is ahead, ms, and how long an answer is on its way. */
let ahead: number;
let slowMs: number;
let trueNow: number;

beforeEach(() => {
  localStorage.clear();
  vi.resetModules();
  ahead = slowMs = 0;
  trueNow = TRUE_NOW;
  vi.spyOn(Date, 'now').mockImplementation(() => trueNow + ahead);
  vi.stubGlobal('fetch', async () => {
    trueNow += slowMs;
    const headers = { 'Content-Type': 'application/json', Date: new Date(trueNow).toUTCString() };
    return new Response('{}', { headers });
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** One exchange with the server, and then an event of this device. */
async function draftAfterExchange(method = 'POST') {
  const { client } = await import('../../src/api/client.ts');
  const { draftEvent } = await import('../../src/offline/event-draft.ts');
  await client.send('/api/sf/feedback', { method });
  trueNow += 5000;
  return draftEvent('problem.fixed_on_spot', 'p', note);
}

it.each([
  ['three days fast is not refused', 3 * DAY_MS],
  ['five hours slow dates right', -DAY_MS * 0.2],
  ['a year slow dates right', -365 * DAY_MS],
])('work on a tablet that is %s', async (_, error) => {
  ahead = error;
  const { deviceAt, clockOffsetMs } = await draftAfterExchange();
  const time = deedTime(deviceAt, clockOffsetMs, trueNow + 60_000);
  expect(time.ok && Math.abs(time.value - trueNow) <= 1000, JSON.stringify(time)).toBe(true);
  // Without the offset the same work is refused or misdated.
  const before = deedTime(deviceAt, 0, trueNow + 60_000);
  expect(before.ok && Math.abs(before.value - trueNow) <= 1000).toBe(false);
});

it('a right clock has no error, however long an upload takes; what was learnt outlives a reload', async () => {
  slowMs = 40_000;
  expect((await draftAfterExchange()).clockOffsetMs).toBe(0);
  slowMs = 0;
  ahead = 3 * DAY_MS;
  const learnt = (await draftAfterExchange()).clockOffsetMs;
  expect(Math.abs(learnt + ahead)).toBeLessThanOrEqual(1000);
  vi.resetModules();
  const { draftEvent } = await import('../../src/offline/event-draft.ts');
  expect(draftEvent('problem.fixed_on_spot', 'p', note).clockOffsetMs).toBe(learnt);
  // Somebody sets the clock: the next answer takes the offset back.
  ahead = 0;
  expect(Math.abs((await draftAfterExchange()).clockOffsetMs)).toBeLessThanOrEqual(1000);
});

it('an answer that a cache may have kept says nothing of the clock', async () => {
  ahead = 3 * DAY_MS;
  expect((await draftAfterExchange('GET')).clockOffsetMs).toBe(0);
});
