import { expect, test } from 'vitest';
import { hourIndex, lastFullHour } from '../../../src/core/air/hour-index.ts';
import type { Pollutant, Reading } from '../../../src/core/air/pollutants.ts';

const END = Date.UTC(2026, 10, 22, 5);
const ALL = { pm25: 40, pm10: 100, so2: 8, no2: 30, o3: 60, co: 0.6 };
const minutes = (values: Partial<Record<Pollutant, number>>, count = 30, end = END): Reading[] =>
  Array.from({ length: count }, (_, i) => ({ at: end - i * 120_000, spanMin: 2, values }));

test('0.11 the index of a clock hour takes that hour’s minutes, not the sixty before now', () => {
  const after = minutes({ ...ALL, pm10: 600 }, 15, END + 30 * 60_000);
  const index = hourIndex([...minutes(ALL), ...after], END)!;
  // PM10 100 of 2026: 50 + 50 · 50/70 = 85.7 → 86; PM2.5 40: 50 + 50 · 5/25 = 60.
  expect(index).toMatchObject({ at: END, edition: 'HJ 633-2026', aqi: 86, primary: ['pm10'] });
  expect(index.iaqi).toMatchObject({ pm10: 86, pm25: 60 });
});

test('0.11 an hour with fewer than 45 minutes of a pollutant has none of it', () => {
  expect(hourIndex(minutes(ALL, 22), END)).toBeNull();
  expect(hourIndex(minutes(ALL, 23), END)!.aqi).toBe(86);
  expect(hourIndex([], END)).toBeNull();
});

test('0.11 with a pollutant missing the index is NA up to 100, its sub-indices stay; above 100 it is published', () => {
  expect(hourIndex(minutes({ pm10: 100 }), END)).toMatchObject({
    aqi: null,
    iaqi: { pm10: 86 },
    primary: [],
  });
  expect(hourIndex(minutes({ pm10: 185 }), END)).toMatchObject({ aqi: 125, primary: ['pm10'] });
});

test('0.11 the edition is that of the hour; the older one needs a day for particles', () => {
  const last = Date.UTC(2026, 1, 28, 16);
  const before = hourIndex([{ at: last, spanMin: 60, values: ALL }], last)!;
  expect([before.edition, before.aqi, before.iaqi.pm10]).toEqual(['HJ 633-2012', null, undefined]);
  const after = hourIndex([{ at: last + 3_600_000, spanMin: 60, values: ALL }], last + 3_600_000)!;
  expect([after.edition, after.aqi]).toEqual(['HJ 633-2026', 86]);
});

test('0.11 the last full hour ends at the hour', () => {
  expect(lastFullHour(END)).toBe(END);
  expect(lastFullHour(END + 59 * 60_000)).toBe(END);
  expect(lastFullHour(END - 1)).toBe(END - 3_600_000);
});
