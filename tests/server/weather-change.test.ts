import { expect, test } from 'vitest';
import type { WindTrack } from '../../src/core/feeds/choose-wind.ts';
import { bearing } from '../../src/core/units.ts';
import { weatherChange } from '../../src/server/jobs/weather-change.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const track = (station: string, from: (minutesAgo: number) => number, ownOnly: boolean): WindTrack => ({
  ...{ station, feed: 'logger', lng: 113.6, lat: 34.85, ownOnly },
  source: { distanceKm: 0, compassPoints: 0 },
  samples: Array.from({ length: 100 }, (_, i) => ({
    ...{ at: NOW - (99 - i) * MINUTE, kind: 'steady' as const, speedMs: 2 },
    from: bearing(from(99 - i)),
  })),
});
const turned = track('s', (ago) => (ago < 45 ? 200 : 90), false);

test('the change of weather is that of the stations; a draught inside a site’s fence neither makes nor hides one', () => {
  const fences = Array.from({ length: 5 }, (_, i) => track(`m${i}`, () => 20, true));
  const change = weatherChange([turned, ...fences], NOW)!;
  expect(change.now!.from).toBeCloseTo(200, 6);
  expect(change.before!.from).toBeCloseTo(90, 6);
  expect(weatherChange(fences, NOW)).toBeNull();
});
