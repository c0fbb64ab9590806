import { describe, expect, it } from 'vitest';
import { chinaInstant, DAY_MS, HOUR_MS } from '../../src/core/china-time.ts';
import type { History } from '../../src/core/history.ts';
import { CALM_CODE } from '../../src/core/wind/direction-code.ts';
import { dayAir, historySpans } from '../../src/screens/lead/day-air.ts';
import { dayPills, livePills } from '../../src/screens/lead/station-pills.ts';

const from = chinaInstant(2026, 11, 20);
/** Hours that end 01:00 … 24:00 of one day. */
const day = (valid: number, value: number, winds: (number | null)[] = []): History['stations'][string] => ({
  wind: [
    {
      ...{ feed: '', distanceKm: 0, compassPoints: 0 },
      at: winds.map((_, k) => (k + 1) * 3600),
      from: winds.map((each) => each ?? CALM_CODE),
      speed: winds.map(() => 2),
    },
  ],
  air: {
    at: Array.from({ length: 24 }, (_, k) => (k + 1) * 3600),
    pm10: Array.from({ length: 24 }, (_, k) => (k < valid ? value : null)),
    pm25: Array.from({ length: 24 }, () => null),
    span: Array.from({ length: 24 }, () => 60),
  },
});
const history = (stations: History['stations']): History => ({
  from,
  to: from + DAY_MS,
  step: 'hour',
  stations,
});

const NONE: ReadonlySet<string> = new Set();

describe('air of a day', () => {
  it('needs 20 valid hours of a station; the hour that ends at midnight belongs to the day before', () => {
    const days = dayAir(history({ a: day(20, 120), b: day(19, 300) }), NONE);
    expect([...days.keys()]).toEqual(['2026-11-20']);
    expect([...days.get('2026-11-20')!.pm10]).toEqual([['a', 120]]);
    expect(days.get('2026-11-20')!.districtPm10).toBe(120);
  });

  it('0.13 keeps dust monitors out of the mean of the district, not out of their own', () => {
    const air = dayAir(history({ a: day(24, 100), b: day(24, 120), m: day(24, 500) }), new Set(['m']));
    expect(air.get('2026-11-20')!.districtPm10).toBe(110);
    expect(air.get('2026-11-20')!.pm10.get('m')).toBe(500);
    const alone = dayAir(history({ m: day(24, 500) }), new Set(['m']));
    expect(alone.get('2026-11-20')!.districtPm10).toBeNull();
  });

  it('0.13 keeps the wind inside a site’s fence out of the mean wind of the district', () => {
    const both = history({ a: day(24, 100, [180, 180]), m: day(24, 500, [0, 0, 0, 0]) });
    expect(dayAir(both, new Set(['m'])).get('2026-11-20')!.wind!.from).toBeCloseTo(180, 6);
    const alone = dayAir(history({ m: day(24, 500, [0, 0]) }), new Set(['m'])).get('2026-11-20')!;
    expect(alone.wind).toBeNull();
    expect(alone.pm10.get('m')).toBe(500);
  });

  it('averages winds across north as vectors, and has no direction when they come from everywhere', () => {
    const north = dayAir(history({ a: day(24, 100, [350, 10, 350, 10]) }), NONE).get('2026-11-20')!.wind!;
    expect(Math.min(north.from!, 360 - north.from!)).toBeLessThan(1e-6);
    const any = dayAir(history({ a: day(24, 100, [0, 90, 180, 270]) }), NONE).get('2026-11-20')!.wind!;
    expect(any).toEqual({ from: null, speedMs: 2 });
    expect(dayAir(history({ a: day(24, 100) }), NONE).get('2026-11-20')!.wind).toBeNull();
  });

  it('asks for at most 31 days at once, and not for more than the server tells', () => {
    const spans = historySpans(from, 365);
    for (const each of spans) expect(each.to - each.from).toBeLessThanOrEqual(31 * DAY_MS);
    expect(spans.reduce((sum, each) => sum + each.to - each.from, 0)).toBe(93 * DAY_MS);
  });
});

describe('stations on the map', () => {
  const places = [{ id: 'a', name: '党校站', lng: 113.6, lat: 34.86 }];
  const live = {
    values: { pm10: 121 },
    delta1h: {},
    rank: 1,
    rankOf: 1,
    ageMin: 2,
    stale: false,
    wind: null,
  };

  it('shows the running PM10 in the colour of the last full hour’s index, grey while there is none', () => {
    const hour = {
      at: from,
      edition: 'HJ 633-2026',
      aqi: 101,
      iaqi: { pm10: 101 },
      primary: ['pm10'],
    } as const;
    const pill = (more: object) => livePills(places, new Map([['a', { id: 'a', ...live, ...more }]]))[0];
    expect(pill({ hour })).toMatchObject({ value: '121', level: 3 });
    expect(pill({ hour: { ...hour, aqi: null, iaqi: { pm10: 88 } } })).toMatchObject({ level: 2 });
    expect(pill({})).toEqual({ ...places[0], value: '121', level: 0 });
  });

  it('a stale station and a day without enough hours have no value and say so', () => {
    const stale = livePills(places, new Map([['a', { id: 'a', ...live, stale: true }]]))[0]!;
    expect([stale.level, stale.value, Boolean(stale.age)]).toEqual([0, '–', true]);
    expect(dayPills(places, undefined, from + HOUR_MS)[0]).toMatchObject({ level: 0, value: '–' });
  });
});
