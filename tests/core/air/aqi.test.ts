import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { airQualityIndex, hourlyAqi, pollutantIndex, subIndex } from '../../../src/core/air/aqi.ts';
import { categoryOf } from '../../../src/core/air/category.ts';
import {
  AQI_EDITIONS,
  BREAKPOINTS,
  editionAt,
  IAQI_LEVELS,
  type AqiEdition,
  type AqiItem,
} from '../../../src/core/air/tables.ts';

interface Vector {
  standard: AqiEdition;
  item: AqiItem;
  c: number;
  iaqi: number | null;
}

const shared = fileURLToPath(new URL('../../../../shared/data/aqi_tables.json', import.meta.url));

// Worked by hand from the breakpoints; the differences between the editions are all here.
const own: readonly [AqiEdition, AqiItem, number, number | null][] = [
  ['HJ 633-2012', 'pm25_24h', 60, 82],
  ['HJ 633-2026', 'pm25_24h', 60, 100],
  ['HJ 633-2012', 'pm10_24h', 150, 100],
  ['HJ 633-2026', 'pm10_24h', 150, 112],
  ['HJ 633-2026', 'pm10_1h', 121, 101],
  ['HJ 633-2012', 'so2_1h', 801, null],
  ['HJ 633-2026', 'so2_1h', 801, 200],
  ['HJ 633-2012', 'o3_8h', 801, null],
  ['HJ 633-2026', 'o3_8h', 801, 300],
  ['HJ 633-2012', 'co_24h', 2.1, 53],
  ['HJ 633-2026', 'co_1h', 10.1, 101],
  ['HJ 633-2012', 'pm25_24h', 612, 500],
  ['HJ 633-2012', 'pm25_1h', 60, null],
  ['HJ 633-2026', 'pm25_24h', 0, 0],
];

/** Edition, item, concentration, interval of concentrations, interval of sub-indices, sub-index. */
type Worked = readonly [AqiEdition, AqiItem, number, [number, number], [number, number], number];
const worked = JSON.parse(
  readFileSync(new URL('../../fixtures/air/sub-indices.json', import.meta.url), 'utf8'),
) as readonly Worked[];

describe('sub-index', () => {
  it.each(own)('%s %s %d → %s', (edition, item, c, expected) => {
    expect(subIndex(edition, item, c)).toBe(expected);
  });

  it('agrees with the published formula in every interval of every row, worked in fractions', () => {
    const seen = new Set<string>();
    for (const [edition, item, c, [low, high], [from, to], iaqi] of worked) {
      // HJ 633-2012 formula 1, in tenths so that carbon monoxide is whole too.
      const [parts, whole] = [(to - from) * Math.round((c - low) * 10), (high - low) * 10];
      expect(iaqi, `${edition} ${item} ${c} in the fixture`).toBe(from + Math.ceil(parts / whole));
      expect(subIndex(edition, item, c), `${edition} ${item} ${c}`).toBe(iaqi);
      seen.add(`${edition} ${item} ${low} ${high} ${from} ${to}`);
    }
    const all = AQI_EDITIONS.flatMap((edition) =>
      Object.entries(BREAKPOINTS[edition]).flatMap(([item, row]) =>
        row
          .slice(1)
          .map((high, k) => `${edition} ${item} ${row[k]} ${high} ${IAQI_LEVELS[k]} ${IAQI_LEVELS[k + 1]}`),
      ),
    );
    expect([...seen].sort()).toEqual(all.sort());
  });

  it('agrees with all shared vectors', ({ skip }) => {
    skip(!existsSync(shared), `not tried: ${shared} is not on this machine`);
    const { test_vectors: vectors } = JSON.parse(readFileSync(shared, 'utf8')) as { test_vectors: Vector[] };
    expect(vectors).toHaveLength(48);
    for (const each of vectors)
      expect([each, subIndex(each.standard, each.item, each.c)]).toEqual([each, each.iaqi]);
  });

  it('2026 rounds the concentration half to even first, 2012 does not', () => {
    expect(subIndex('HJ 633-2026', 'pm25_24h', 60.5)).toBe(100);
    expect(subIndex('HJ 633-2026', 'pm25_24h', 61.5)).toBe(subIndex('HJ 633-2026', 'pm25_24h', 62));
    expect(subIndex('HJ 633-2026', 'co_24h', 4.05)).toBe(100);
    expect(subIndex('HJ 633-2012', 'pm25_24h', 75.1)).toBe(101);
  });

  it('takes no value for an impossible one', () => {
    for (const c of [-1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(subIndex('HJ 633-2026', 'pm10_24h', c)).toBeNull();
  });

  it('hits every breakpoint exactly and never falls as the concentration rises', () => {
    for (const edition of AQI_EDITIONS)
      for (const [item, row] of Object.entries(BREAKPOINTS[edition]) as [AqiItem, readonly number[]][]) {
        row.forEach((c, k) => expect(subIndex(edition, item, c)).toBe(IAQI_LEVELS[k]));
        const top = row.at(-1) ?? 0;
        fc.assert(
          fc.property(
            fc.double({ min: 0, max: top, noNaN: true }),
            fc.double({ min: 0, max: top, noNaN: true }),
            (a, b) => {
              const [low, high] = a < b ? [a, b] : [b, a];
              expect(subIndex(edition, item, low) ?? -1).toBeLessThanOrEqual(
                subIndex(edition, item, high) ?? -1,
              );
            },
          ),
          { numRuns: 50 },
        );
      }
  });
});

describe('index', () => {
  const clean = { pm25_1h: 60, pm10_1h: 80, so2_1h: 10, no2_1h: 30, o3_1h: 60, co_1h: 0.6 };

  it('is the largest sub-index and names its pollutant', () => {
    const result = airQualityIndex('HJ 633-2026', 'hour', clean);
    expect(result).toMatchObject({ aqi: 100, primary: ['pm25'], missing: [], exceeding: [] });
  });

  it('lists every pollutant of a tie, and none up to 50', () => {
    expect(airQualityIndex('HJ 633-2026', 'hour', { ...clean, pm10_1h: 120 }).primary).toEqual([
      'pm25',
      'pm10',
    ]);
    const low = { ...clean, pm25_1h: 35, pm10_1h: 50 };
    expect(airQualityIndex('HJ 633-2026', 'hour', low)).toMatchObject({ aqi: 50, primary: [] });
  });

  it('2026 with a pollutant missing is NA up to 100 and published above', () => {
    const { o3_1h: _, ...five } = clean;
    const na = airQualityIndex('HJ 633-2026', 'hour', five);
    expect(na).toMatchObject({ aqi: null, missing: ['o3'], primary: [] });
    expect(na.subIndices.pm25_1h).toBe(100);
    expect(airQualityIndex('HJ 633-2026', 'hour', { ...five, pm25_1h: 61 })).toMatchObject({
      aqi: 101,
      primary: ['pm25'],
    });
  });

  it('2012 uses the other averaging time above 800 and names exceeding pollutants', () => {
    const result = airQualityIndex('HJ 633-2012', 'hour', {
      so2_1h: 900,
      so2_24h: 475,
      o3_8h: 900,
      o3_1h: 900,
      pm10_24h: 160,
    });
    expect(result.subIndices).toMatchObject({ so2_1h: 150, o3_1h: 350 });
    expect(result.subIndices.o3_8h).toBeUndefined();
    expect(result).toMatchObject({ aqi: 350, primary: ['o3'], exceeding: ['pm10', 'so2', 'o3'] });
  });

  it('nothing measured is no index, not 0', () => {
    for (const edition of AQI_EDITIONS) expect(airQualityIndex(edition, 'day', {}).aqi).toBeNull();
  });
});

describe('by date', () => {
  const march = Date.UTC(2026, 1, 28, 16);

  it('changes edition at Beijing midnight of 1 March 2026', () => {
    expect(editionAt(march - 1)).toBe('HJ 633-2012');
    expect(editionAt(march)).toBe('HJ 633-2026');
  });

  it('an hour belongs to the day in which it was measured', () => {
    expect(hourlyAqi({ at: march, spanMin: 60, values: { no2: 10 } }).edition).toBe('HJ 633-2012');
    expect(hourlyAqi({ at: march + 3_600_000, spanMin: 60, values: { no2: 10 } }).edition).toBe(
      'HJ 633-2026',
    );
    expect(pollutantIndex(march, 'pm25', 60)).toBe(82);
    expect(pollutantIndex(march + 3_600_000, 'pm25', 60)).toBe(100);
  });

  it('two minutes are no index, and neither is a handheld minute value (1.20)', () => {
    expect(hourlyAqi({ at: march + 7_200_000, spanMin: 2, values: { pm10: 400 } }).aqi).toBeNull();
    expect(hourlyAqi({ at: march + 7_200_000, spanMin: 60, values: { pm10: 400 } }).aqi).toBe(272);
  });
});

describe('category', () => {
  it('bounds belong to the lower category', () => {
    expect([50, 51, 100, 101, 200, 201, 300, 301, 500].map((each) => categoryOf(each)?.level)).toEqual([
      1, 2, 2, 3, 4, 5, 5, 6, 6,
    ]);
    expect(categoryOf(null)).toBeNull();
  });
});
