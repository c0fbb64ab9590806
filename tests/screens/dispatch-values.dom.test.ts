import { describe, expect, it } from 'vitest';
import type { Series } from '../../src/core/air/pollutants.ts';
import type { StationNow } from '../../src/core/snapshot.ts';
import { evenly, slotMeans } from '../../src/screens/dispatch/slot-means.ts';
import { hourMean, liveIndex, pastIndex, stationThen } from '../../src/screens/dispatch/station-values.ts';
import { percents } from '../../src/screens/words.ts';

const MINUTE = 60_000;
const series = (rows: readonly (readonly [number, number | null])[]): Series => ({
  station: 's',
  place: { lng: 113.6, lat: 34.8 },
  at: rows.map(([minute]) => minute * MINUTE),
  c: rows.map(([, c]) => c),
});

describe('values at a past moment', () => {
  const rows = series([
    [0, 900],
    [30, 100],
    [60, 200],
    [90, null],
    [120, 400],
  ]);

  it('are the mean of the hour that ends there, and nothing after it', () => {
    expect(hourMean(rows, 60 * MINUTE)).toBe(150);
    expect(hourMean(rows, 120 * MINUTE)).toBe(400);
  });

  it('a station is as silent as it was then, not as it is now', () => {
    const silent: StationNow = {
      ...{ id: 's', values: {}, delta1h: {}, rank: 3, rankOf: 9, ageMin: 300, stale: true, wind: null },
    };
    expect(stationThen(silent, 58 * MINUTE, 60 * MINUTE)).toMatchObject({
      ...{ ageMin: 2, stale: false, rank: null },
    });
    const talking = { ...silent, ageMin: 1, stale: false };
    expect(stationThen(talking, 0, 121 * MINUTE)).toMatchObject({ ageMin: 121, stale: true });
    expect(stationThen(talking, null, 60 * MINUTE)).toMatchObject({ ageMin: null, stale: true });
  });

  it('without a reading in the hour there is none', () => {
    expect(hourMean(rows, 240 * MINUTE)).toBeNull();
    expect(hourMean(series([[10, null]]), 20 * MINUTE)).toBeNull();
  });
});

describe('0.11 the index of a card', () => {
  const END = Date.UTC(2026, 10, 22, 5);
  const hour = { at: END, edition: 'HJ 633-2026', iaqi: { pm10: 86, pm25: 60 }, primary: [] } as const;
  const live = (more: Partial<StationNow>): StationNow => ({
    ...{
      id: 's',
      values: { pm10: 300 },
      delta1h: {},
      rank: 1,
      rankOf: 1,
      ageMin: 1,
      stale: false,
      wind: null,
    },
    ...more,
  });

  it('is the AQI of the last full hour, whatever the running mean; not published, it is the sub-index', () => {
    expect(liveIndex(live({ hour: { ...hour, aqi: 132 } }), 'pm10')).toMatchObject({
      ...{ at: END, figure: 132, isAqi: true, level: 3 },
    });
    expect(liveIndex(live({ hour: { ...hour, aqi: null } }), 'pm25')).toMatchObject({
      ...{ figure: 60, isAqi: false, level: 2 },
    });
    expect(liveIndex(live({}), 'pm10')).toBeNull();
    expect(liveIndex(live({ hour: { ...hour, aqi: 132 }, stale: true }), 'pm10')).toBeNull();
  });

  it('at a past moment is the sub-index of the clock hour that was full then, if 45 minutes of it were measured', () => {
    const every2 = (count: number, end: number): Series => {
      const at = Array.from({ length: count }, (_, i) => end - 2 * (count - 1 - i) * MINUTE);
      return { station: 's', place: { lng: 0, lat: 0 }, at, c: at.map((t) => (t > END ? 600 : 100)) };
    };
    const full = pastIndex(every2(60, END + 30 * MINUTE), 'pm10', END + 30 * MINUTE);
    expect(full).toMatchObject({ at: END, figure: 86, isAqi: false, level: 2 });
    expect(pastIndex(every2(20, END), 'pm10', END + MINUTE)).toBeNull();
    const hourly = { station: 's', place: { lng: 0, lat: 0 }, at: [END], c: [100] };
    expect(pastIndex(hourly, 'pm10', END + MINUTE)).toMatchObject({ figure: 86 });
  });
});

describe('the line of the timeline', () => {
  it('two feeds in turn make one line, not a saw', () => {
    const mixed = series([
      [0, 100],
      [1, 400],
      [2, 100],
      [3, 400],
    ]);
    expect(slotMeans([mixed], 0, 4 * MINUTE, 2 * MINUTE).map((each) => each.value)).toEqual([250, 250]);
  });

  it('a slot nobody reported in is a gap, and the last reading counts', () => {
    const sparse = series([
      [0, 10],
      [6, 30],
    ]);
    expect(slotMeans([sparse], 0, 6 * MINUTE, 2 * MINUTE).map((each) => each.value)).toEqual([10, null, 30]);
  });

  it('barbs stand evenly although one hour reported ten times as often', () => {
    const dense = Array.from({ length: 60 }, (_, i) => ({ at: 60 * MINUTE + i * MINUTE }));
    const sparse = Array.from({ length: 6 }, (_, i) => ({ at: i * 10 * MINUTE }));
    const shown = evenly([...sparse, ...dense], 0, 120 * MINUTE, 12);
    expect(shown.filter((each) => each.at < 60 * MINUTE)).toHaveLength(6);
    expect(shown.filter((each) => each.at >= 60 * MINUTE)).toHaveLength(6);
  });
});

describe('shares in whole percent', () => {
  it.each([[[1 / 3, 1 / 3, 1 / 3]], [[0.305, 0.195, 0.125, 0.095, 0.28]], [[0.996, 0.002, 0.002]]])(
    '%j adds up to 100',
    (shares) => {
      expect(percents(shares).reduce((a, b) => a + b, 0)).toBe(100);
    },
  );
});
