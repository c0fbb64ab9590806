import { describe, expect, it } from 'vitest';
import en from '../../../src/text/messages/en/upwind.json' with { type: 'json' };
import zh from '../../../src/text/messages/zh-CN/upwind.json' with { type: 'json' };
import type { Series } from '../../../src/core/air/pollutants.ts';
import { destination, turn } from '../../../src/core/geo.ts';
import type { Message } from '../../../src/core/message.ts';
import { bearing, metres, type Bearing } from '../../../src/core/units.ts';
import { contains } from '../../../src/core/upwind/contains.ts';
import { proposeCheapZone, proposeZone } from '../../../src/core/upwind/propose-zone.ts';
import type { ZoneInput } from '../../../src/core/upwind/zone-input.ts';
import type { Zone } from '../../../src/core/upwind/zone.ts';
import type { WindSample } from '../../../src/core/wind/wind-sample.ts';
import { APEX, AT, MINUTE, twoMinuteWind } from './shapes.ts';

function input(change: Partial<ZoneInput> = {}): ZoneInput {
  return {
    ...{ station: 's', apex: APEX, at: AT, windowMin: 60, wind: twoMinuteWind(() => 225, 3) },
    ...{
      windSource: { distanceKm: 0, compassPoints: 0 },
      sigmaThetaDeg: null,
      maxRadiusM: metres(5000),
      series: [],
    },
    ...change,
  };
}

function series(c: (minutesAgo: number) => number | null, stepMin = 2): Series {
  const agos = Array.from({ length: Math.floor(180 / stepMin) + 1 }, (_, i) => 180 - i * stepMin);
  return { station: 's', place: APEX, at: agos.map((ago) => AT - ago * MINUTE), c: agos.map(c) };
}

const hourly = (from: (i: number) => number, speedMs: number): WindSample[] =>
  [5, 4, 3, 2, 1, 0].map((hour) => {
    return { at: AT - hour * 60 * MINUTE, kind: 'steady', from: bearing(from(hour)), speedMs };
  });
const calmWind: WindSample[] = Array.from({ length: 30 }, (_, i) => {
  return { at: AT - (58 - 2 * i) * MINUTE, kind: 'calm', from: null, speedMs: 0 };
});
const keys = (zone: Zone): string[] => zone.reasons.map(({ key }) => key);
const spike = series((ago) => (ago > 15 && ago < 30 ? 260 : 80));

describe('0.14 zone from live wind', () => {
  it('wind from 225° puts the zone southwest; a site northeast is not in it', () => {
    for (const zone of [
      proposeZone(input(), 'full'),
      proposeCheapZone(input()),
      proposeZone(input({ series: [spike] }), 'cheap'),
    ]) {
      expect(zone.shape.kind).not.toBe('none');
      expect(contains(zone, destination(APEX, 225, 1500)), zone.method).toBe(true);
      expect(contains(zone, destination(APEX, 45, 1500)), zone.method).toBe(false);
      expect(zone.axis).toBeCloseTo(225, 6);
    }
  });

  it('is not sure of a rise that came in calm minutes, however the rest of the hour blew', () => {
    const wind = twoMinuteWind(() => 225, 3).map((each): WindSample => {
      const ago = (AT - each.at) / MINUTE;
      return ago > 14 && ago < 32 ? { ...each, speedMs: 0.4 } : each;
    });
    for (const propose of [proposeCheapZone, (each: ZoneInput) => proposeZone(each, 'full')]) {
      const zone = propose(input({ wind, series: [spike] }));
      expect([zone.confidence, keys(zone).includes('upwind_idle_rise')]).toEqual(['low', true]);
      const sure = propose(input({ series: [spike] }));
      expect([sure.confidence, keys(sure).includes('upwind_idle_rise')]).toEqual(['high', false]);
    }
  });

  it('calm gives a circle without an axis, however it is coded', () => {
    for (const wind of [calmWind, twoMinuteWind(() => 0, 0.1), twoMinuteWind(() => 90, 0.49)]) {
      for (const zone of [
        proposeZone(input({ wind, series: [spike] }), 'full'),
        proposeCheapZone(input({ wind })),
      ]) {
        expect(zone.shape).toEqual({ kind: 'disc', radiusM: 1000 });
        expect(zone.axis).toBeNull();
        expect(zone.confidence).toBe('low');
        expect(keys(zone)[0]).toBe('upwind_calm');
      }
    }
    expect(proposeZone(input({ wind: calmWind, maxRadiusM: metres(400) }), 'full').shape).toMatchObject({
      radiusM: 400,
    });
  });

  it('a wind from everywhere gives a circle of its own word, not that of calm', () => {
    const wind = twoMinuteWind(() => 0, 2).map(({ at, speedMs }) => ({
      at,
      kind: 'variable' as const,
      from: null,
      speedMs,
    }));
    const zone = proposeZone(input({ wind, series: [spike] }), 'full');
    expect(zone).toMatchObject({
      shape: { kind: 'disc', radiusM: 1000 },
      axis: null,
      confidence: 'low',
      speedMs: 2,
    });
    expect(zone.reasons[0]).toMatchObject({ key: 'upwind_variable', params: { speed: 2 } });
  });

  it('takes 0° for north', () => {
    const zone = proposeZone(input({ wind: twoMinuteWind(() => 0, 3) }), 'full');
    expect(zone.axis).toBe(0);
    expect(contains(zone, destination(APEX, 0, 1500))).toBe(true);
    expect(contains(zone, destination(APEX, 180, 1500))).toBe(false);
  });

  it('moves when the wind turns: the same input turned by 90° gives the zone turned by 90°', () => {
    const turning = (by: number): ZoneInput =>
      input({ wind: twoMinuteWind((ago) => 200 + by + ago / 5, 3), series: [spike] });
    for (const propose of [proposeCheapZone, (each: ZoneInput): Zone => proposeZone(each, 'cheap')]) {
      const before = propose(turning(0));
      const after = propose(turning(90));
      expect(turn(before.axis!, after.axis!)).toBeCloseTo(90, 4);
      let same = 0;
      let all = 0;
      for (let towards = 0.7; towards < 360; towards += 7.3) {
        for (const distanceM of [300, 900, 2000, 3500, 4800]) {
          all++;
          const a = contains(before, destination(APEX, towards, distanceM));
          const b = contains(after, destination(APEX, towards + 90, distanceM));
          if (a === b) same++;
        }
      }
      expect(same / all).toBeGreaterThan(0.99);
    }
  });
});

describe('gates and levels', () => {
  it('gives no zone without wind, with stale wind and with nonsense, and says why', () => {
    const nonsense: WindSample[] = [
      { at: AT, kind: 'steady', from: NaN as Bearing, speedMs: 3 },
      { at: AT, kind: 'steady', from: bearing(10), speedMs: 999 },
    ];
    expect(keys(proposeZone(input({ wind: [] }), 'full'))).toEqual(['upwind_none_missing']);
    expect(keys(proposeZone(input({ wind: nonsense }), 'full'))).toEqual(['upwind_none_missing']);
    const late = proposeZone(input({ at: AT + 91 * MINUTE }), 'full');
    expect(late).toMatchObject({ shape: { kind: 'none' }, axis: null, speedMs: null });
    expect(late.reasons[0]).toEqual({ key: 'upwind_none_stale', params: { minutes: 91 } });
  });

  it('draws a corridor from own wind without a series, a posterior with one', () => {
    expect(proposeZone(input(), 'full').method).toBe('corridor/1');
    expect(proposeZone(input({ series: [spike] }), 'full').method).toBe('posterior/1');
    expect(proposeCheapZone(input({ series: [spike] })).method).toBe('corridor/1');
  });

  it('draws a posterior from hourly wind and a sector where it must be cheap', () => {
    const wind = hourly((hour) => 200 + 5 * hour, 3);
    const zone = proposeZone(input({ wind }), 'full');
    expect(zone.method).toBe('posterior/1');
    expect(keys(zone)).toContain('upwind_coarse');
    expect(proposeCheapZone(input({ wind })).method).toBe('sector/1');
    const { shape } = proposeCheapZone(input({ wind: hourly(() => 200, 3) }));
    // An hour's mean hides the turns within it, however alike the hours are.
    expect(shape.kind === 'sector' && shape.halfAngleDeg).toBeGreaterThan(35);
  });

  it('calls a borrowed wind low confidence and widens with its distance', () => {
    const half = (distanceKm: number): number => {
      const zone = proposeCheapZone(input({ windSource: { distanceKm, compassPoints: 16 } }));
      expect(zone.confidence).toBe('low');
      expect(keys(zone)).toContain('upwind_borrowed');
      return zone.shape.kind === 'sector' ? zone.shape.halfAngleDeg : NaN;
    };
    expect(half(2)).toBeLessThan(half(6));
    expect(half(6)).toBeLessThan(half(13));
    expect(proposeZone(input({ windSource: { distanceKm: 8, compassPoints: 0 } }), 'cheap').confidence).toBe(
      'low',
    );
  });

  it('draws a half circle in light or unsteady wind', () => {
    const light = proposeZone(input({ wind: twoMinuteWind(() => 300, 0.8) }), 'full');
    expect(light.shape).toMatchObject({ kind: 'sector', halfAngleDeg: 90 });
    expect(light.confidence).toBe('low');
    expect(keys(light)[0]).toBe('upwind_light');
    const unsteady = proposeZone(input({ wind: twoMinuteWind((ago) => ago * 5, 3) }), 'full');
    expect(keys(unsteady)[0]).toBe('upwind_unsteady');
    const withSeries = proposeZone(input({ wind: twoMinuteWind(() => 300, 0.8), series: [spike] }), 'full');
    expect(withSeries).toMatchObject({ method: 'posterior/1', confidence: 'low' });
  });

  it('follows the minutes of the spike, not the mean of the hour', () => {
    const wind = twoMinuteWind((ago) => (ago > 10 && ago < 40 ? 270 : 180), 3);
    const zone = proposeCheapZone(input({ wind, series: [spike] }));
    expect(Math.abs(turn(zone.axis!, 270))).toBeLessThan(1);
    expect(contains(zone, destination(APEX, 270, 1000))).toBe(true);
    expect(contains(zone, destination(APEX, 180, 2500))).toBe(false);
  });

  it('does not change when all concentrations double', () => {
    const c = (ago: number): number => 60 + 100 * Math.exp(-(((ago - 20) / 6) ** 2));
    const wind = twoMinuteWind((ago) => 200 + 30 * Math.sin(ago / 9), 3);
    for (const propose of [proposeCheapZone, (each: ZoneInput): Zone => proposeZone(each, 'cheap')]) {
      const once = propose(input({ wind, series: [series(c)] }));
      const twice = propose(input({ wind, series: [series((ago) => 2 * c(ago))] }));
      expect(twice.shape).toEqual(once.shape);
    }
  });

  it('shrinks with the reach of the case', () => {
    const zone = proposeZone(input({ maxRadiusM: metres(150) }), 'full');
    expect(zone.shape.kind).toBe('corridor');
    if (zone.shape.kind === 'corridor') {
      expect(zone.shape.tracks[0]![0]!.halfWidthM).toBeCloseTo(3, 9);
      for (const { x, y } of zone.shape.tracks.flat())
        expect(Math.hypot(x, y)).toBeLessThanOrEqual(150 + 1e-6);
    }
  });

  it('is the same again from the same input, and survives JSON', () => {
    const once = proposeZone(input({ series: [spike] }), 'cheap');
    expect(proposeZone(input({ series: [spike] }), 'cheap')).toEqual(once);
    expect(JSON.parse(JSON.stringify(once))).toEqual(once);
  });
});

describe('explanation', () => {
  it('names the minutes above half the peak and the wind of those minutes', () => {
    const wind = twoMinuteWind((ago) => (ago > 45 ? 250 : 209 + (ago % 4) / 2), 3);
    const zone = proposeZone(input({ wind, series: [spike] }), 'cheap');
    expect(zone.reasons[0]).toEqual({
      key: 'upwind_peak',
      params: { from: '12:02', to: '12:14', low: 209, high: 210, speed: 3 },
    });
    expect(zone.reasons[1]).toEqual({ key: 'upwind_peak_before', params: { low: 209, high: 250 } });
  });

  it('in the first minutes of a rise names those minutes, not the background that went before', () => {
    const rising = series((ago) => (ago < 10 ? 80 + 6 * (10 - ago) : 80 + (ago % 3)));
    const zone = proposeZone(input({ series: [rising] }), 'cheap');
    const [first] = zone.reasons;
    expect(first?.key).toBe('upwind_peak');
    // 12:20 is now: only what is above half the rise counts, though all of it is above half the value.
    expect(String(first?.params?.['from']) >= '12:10').toBe(true);
  });

  it('has words in both languages, with the same parameters, for every reason it can give', () => {
    const zones = [
      proposeZone(input(), 'full'),
      proposeZone(input({ wind: [] }), 'full'),
      proposeZone(input({ at: AT + 100 * MINUTE }), 'full'),
      proposeZone(input({ wind: calmWind }), 'full'),
      proposeZone(input({ wind: twoMinuteWind(() => 1, 0.7) }), 'full'),
      proposeZone(input({ wind: twoMinuteWind((ago) => ago * 5, 3) }), 'full'),
      proposeZone(input({ series: [spike] }), 'full'),
      proposeZone(input({ at: AT + 50 * MINUTE, wind: hourly(() => 10, 1.2) }), 'full'),
      proposeCheapZone(input({ windSource: { distanceKm: 9, compassPoints: 8 } })),
      proposeZone(
        input({ windSource: { distanceKm: 12, compassPoints: 0 }, wind: hourly(() => 10, 1.2) }),
        'full',
      ),
    ];
    for (const reason of zones.flatMap(({ reasons }) => reasons)) expectWords(reason);
    expect(zones.every(({ reasons }) => reasons.length > 0)).toBe(true);
  });
});

function expectWords({ key, params }: Message): void {
  for (const words of [zh, en] as Record<string, string>[]) {
    expect(words[key], key).toBeTypeOf('string');
    const asked = [...words[key]!.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort();
    expect(Object.keys(params ?? {}).sort(), key).toEqual(asked);
  }
}
