import { expect, test } from 'vitest';
import { readPush } from '../../../src/core/feeds/read-push.ts';
import { stationZoneInput } from '../../../src/core/upwind/station-zone-input.ts';
import { proposeCheapZone, proposeZone } from '../../../src/core/upwind/propose-zone.ts';
import { bearing } from '../../../src/core/units.ts';
import { measuredSigmaDeg } from '../../../src/core/wind/statistics.ts';

const NOW = Date.UTC(2026, 10, 22, 6);
const MINUTE = 60_000;
const options = { stations: new Map([['S1', 'one']]), now: NOW, spanMin: 10 };
const row = (more: object) => ({
  station: 'S1',
  time: new Date(NOW).toISOString(),
  wind_dir: 225,
  wind_speed: 3,
  ...more,
});
const read = (more: object) => {
  const result = readPush(JSON.stringify({ rows: [row(more)] }), 'json', options);
  if (!result.ok) throw new Error(result.error.key);
  return result.value;
};

test.each([['wind_sigma'], ['sigma_theta'], ['sigmaThetaDeg'], ['风向标准差(°)']])(
  '0.4 σθ of a push is read under the name %s',
  (name) => expect(read({ [name]: 14.5 }).rows[0]!.wind).toMatchObject({ fromDeg: 225, sigmaDeg: 14.5 }),
);

test.each([
  [105, 'admin_feed_too_high'],
  [-1, 'admin_feed_negative'],
  ['wide', 'admin_feed_not_a_number'],
])('0.4 a σθ of %s is refused by name, its row kept', (value, key) => {
  const { rows, refused } = read({ wind_sigma: value });
  expect(rows[0]!.wind).not.toHaveProperty('sigmaDeg');
  expect(refused).toMatchObject([{ row: 1, field: 'wind_sigma', key }]);
});

test('0.4 a calm, a missing code and a vane that did not move carry no σθ', () => {
  expect(read({ wind_dir: 'C', wind_speed: 0.1, wind_sigma: 14 }).rows[0]!.wind).not.toHaveProperty(
    'sigmaDeg',
  );
  expect(read({ wind_sigma: -9999 }).rows[0]!.wind).not.toHaveProperty('sigmaDeg');
  expect(read({ wind_sigma: 0 }).rows[0]!.wind).not.toHaveProperty('sigmaDeg');
});

const station = { id: 'one', lng: 113.6, lat: 34.85 };
const wind = (everyMin: number, sigmaDeg?: number) => ({
  feed: 'logger',
  source: { distanceKm: 0, compassPoints: 0 } as const,
  samples: Array.from({ length: 300 / everyMin }, (_, i) => ({
    at: NOW - (300 - everyMin * (i + 1)) * MINUTE,
    kind: 'steady' as const,
    from: bearing(225),
    speedMs: 3,
    ...(sigmaDeg === undefined ? {} : { sigmaDeg }),
  })),
});
const input = (everyMin: number, sigmaDeg?: number) =>
  stationZoneInput(station, wind(everyMin, sigmaDeg), { hourly: false, series: [] }, NOW);

test('0.14 hours are pooled as √mean(σ²), over those that have one', () => {
  const [a, b] = [wind(60, 10).samples[0]!, wind(60, 20).samples[0]!];
  expect(measuredSigmaDeg([a, b])).toBeCloseTo(Math.sqrt(250), 9);
  expect(measuredSigmaDeg([a, wind(60).samples[0]!])).toBe(10);
  expect(measuredSigmaDeg(wind(60).samples)).toBeNull();
});

test('0.14 sparse wind: the feed’s σθ sets the width of sector and corridor and the spread of the posterior, else 25°', () => {
  const half = (zone: ReturnType<typeof proposeCheapZone>): number =>
    zone.shape.kind === 'sector' ? zone.shape.halfAngleDeg : NaN;
  expect(half(proposeCheapZone(input(60, 45)))).toBeGreaterThan(half(proposeCheapZone(input(60, 8))) + 5);
  const width = (zone: ReturnType<typeof proposeCheapZone>): number =>
    zone.shape.kind === 'corridor' ? zone.shape.tracks[0]!.at(-1)!.halfWidthM : NaN;
  expect(width(proposeCheapZone(input(10, 14)))).toBeGreaterThan(width(proposeCheapZone(input(10, 3))));
  const spread = (sigmaDeg?: number): readonly number[] => {
    const { shape } = proposeZone(input(60, sigmaDeg), 'cheap');
    return shape.kind === 'posterior' ? shape.massPpm : [];
  };
  const highest = (mass: readonly number[]): number => Math.max(...mass);
  expect(highest(spread(8))).toBeGreaterThan(highest(spread()));
  expect(spread(25)).toEqual(spread());
});
