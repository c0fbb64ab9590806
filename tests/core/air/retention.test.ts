import { expect, test } from 'vitest';
import { retentionLimits } from '../../../src/core/air/retention.ts';

const DAY = 86_400_000;
/** 02:10 on 22 November in Beijing; the day began at 16:00 UTC. */
const NOW = Date.UTC(2026, 10, 21, 18, 10);
const TODAY = Date.UTC(2026, 10, 21, 16);

test.each([
  ['nothing', null, 40, 0],
  ['its own days and years', { minuteDays: 60, hourYears: 5 }, 60, 1827],
  ['too few of both: what the screens look back on stays', { minuteDays: 3, hourYears: 0.6 }, 31, 366],
  ['no numbers', { minuteDays: 'x', hourYears: -1 }, 40, 0],
])('a catalogue that says %s', (_, body, minuteDays, hourDays) => {
  expect(retentionLimits(body, NOW)).toEqual({
    minutes: TODAY - minuteDays * DAY,
    hours: hourDays === 0 ? 0 : TODAY - hourDays * DAY,
  });
});
