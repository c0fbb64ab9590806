import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Series } from '../../../src/core/air/pollutants.ts';
import { turn } from '../../../src/core/geo.ts';
import { bearing } from '../../../src/core/units.ts';
import { distinctSeries } from '../../../src/core/wind/distinct-series.ts';
import { representativenessDeg } from '../../../src/core/wind/representativeness.ts';
import {
  carryingWind,
  concentrationDirection,
  meanDirection,
  pooledSigma,
  quantile,
  windAt,
  windMean,
  yamartino,
} from '../../../src/core/wind/statistics.ts';
import type { WindSample } from '../../../src/core/wind/wind-sample.ts';

const MINUTE = 60_000;
const RAD = Math.PI / 180;
const steady = (from: number, speedMs = 2, minute = 0): WindSample => ({
  ...{ at: minute * MINUTE, kind: 'steady', from: bearing(from), speedMs },
});
const calm = (minute = 0): WindSample => ({ at: minute * MINUTE, kind: 'calm', from: null, speedMs: 0 });

describe('vector mean', () => {
  it('of 350° and 10° is 0°, which is a direction', () => {
    expect(meanDirection([350, 10])).toBeCloseTo(0, 9);
    const mean = windMean([steady(350), steady(10)])!;
    expect(Math.abs(turn(0, mean.from!))).toBeLessThan(1e-9);
    expect(mean.steadiness).toBeCloseTo(Math.cos(10 * RAD), 12);
  });

  it('weighs by speed', () => {
    const mean = windMean([steady(0, 3), steady(90, 1)])!;
    expect(mean.from).toBeCloseTo(Math.atan2(1, 3) / RAD, 9);
    expect(mean.scalarSpeedMs).toBe(2);
    expect(mean.vectorSpeedMs).toBeCloseTo(Math.sqrt(10) / 2, 12);
  });

  it('points the components where the wind goes to', () => {
    const southwest = windMean([steady(225, 2)])!;
    expect(southwest.u).toBeCloseTo(Math.SQRT2, 12);
    expect(southwest.v).toBeCloseTo(Math.SQRT2, 12);
  });

  it('of opposite winds has no direction and no steadiness', () => {
    const mean = windMean([steady(90), steady(270)])!;
    expect(mean.from).toBeNull();
    expect(mean.steadiness).toBeCloseTo(0, 12);
  });

  it('counts calm for the speed and never as north', () => {
    const mean = windMean([steady(180, 2), calm()])!;
    expect(mean.from).toBeCloseTo(180, 9);
    expect(mean.scalarSpeedMs).toBe(1);
    expect(mean.directed).toBe(1);
    expect(windMean([calm(), calm()])!.from).toBeNull();
    expect(windMean([calm()])!.steadiness).toBe(0);
    expect(windMean([])).toBeNull();
    expect(meanDirection([])).toBeNull();
  });

  it('turns with its samples', () => {
    const set = fc.array(
      fc.tuple(fc.double({ min: 0, max: 80, noNaN: true }), fc.integer({ min: 1, max: 9 })),
      {
        minLength: 1,
        maxLength: 20,
      },
    );
    fc.assert(
      fc.property(set, fc.integer({ min: 0, max: 359 }), (samples, by) => {
        const before = windMean(samples.map(([from, speed]) => steady(from, speed)))!;
        const after = windMean(samples.map(([from, speed]) => steady(from + by, speed)))!;
        expect(Math.abs(turn(before.from! + by, after.from!))).toBeLessThan(1e-6);
        expect(after.steadiness).toBeCloseTo(before.steadiness, 9);
      }),
    );
  });
});

describe('σθ by Yamartino', () => {
  it('is 0 for one direction and for none', () => {
    expect(yamartino([40, 40, 40])).toBeCloseTo(0, 6);
    expect(yamartino([40])).toBe(0);
    expect(yamartino([])).toBe(0);
  });

  it('is the known value for ±10° and for opposite winds', () => {
    const epsilon = Math.sin(10 * RAD);
    expect(yamartino([350, 10])).toBeCloseTo(10 * RAD * (1 + 0.1547 * epsilon ** 3), 12);
    expect(yamartino([0, 180])).toBeCloseTo((Math.PI / 2) * 1.1547, 6);
  });

  it('is close to the standard deviation of a normal spread of 20°', () => {
    const quantiles = Array.from({ length: 999 }, (_, i) => normalQuantile((i + 1) / 1000) * 20);
    expect(yamartino(quantiles) / RAD).toBeGreaterThan(19);
    expect(yamartino(quantiles) / RAD).toBeLessThan(20.5);
  });

  it('takes weights: a repeated direction is a weight of two', () => {
    expect(yamartino([10, 50], [2, 1])).toBeCloseTo(yamartino([10, 10, 50]), 12);
  });

  it('pools 15-minute blocks, so that a slow turn does not count', () => {
    const turning = Array.from({ length: 60 }, (_, i) => steady((i / 60) * 90, 2, i + 1));
    const pooled = pooledSigma(turning)!;
    expect(pooled / RAD).toBeLessThan(8);
    expect(yamartino(turning.map((sample) => sample.from!)) / RAD).toBeGreaterThan(20);
    expect(pooledSigma([steady(1), steady(2)])).toBeNull();
  });
});

describe('wind at an instant', () => {
  const wind = [steady(350, 2, 0), steady(10, 4, 10)];
  it('runs linearly between the components, across north', () => {
    const middle = windAt(wind, 5 * MINUTE)!;
    expect(middle.speedMs).toBe(3);
    expect(turn(0, middle.from!)).toBeCloseTo(
      Math.atan2(Math.sin(10 * RAD), 3 * Math.cos(10 * RAD)) / RAD,
      6,
    );
  });

  it('holds the nearest beyond the ends and is null without samples', () => {
    expect(windAt(wind, -MINUTE)!.from).toBeCloseTo(350, 9);
    expect(windAt(wind, 60 * MINUTE)!.from).toBeCloseTo(10, 9);
    expect(windAt([], 0)).toBeNull();
  });
});

describe('concentration-weighted direction', () => {
  const wind = Array.from({ length: 61 }, (_, i) => steady(i < 40 ? 90 : 200, 3, i));
  const series = (c: (i: number) => number | null): Series => ({
    ...{ station: 's', place: { lng: 113, lat: 34 } },
    at: Array.from({ length: 60 }, (_, i) => (i + 1) * MINUTE),
    c: Array.from({ length: 60 }, (_, i) => c(i + 1)),
  });

  it('is the direction of the minutes with the excess, not of the hour', () => {
    const found = concentrationDirection(
      wind,
      series((i) => (i > 45 && i < 55 ? 300 : 50)),
      60 * MINUTE,
      60,
    )!;
    expect(found.from).toBeCloseTo(200, 6);
    expect(found.sigmaRad).toBeCloseTo(0, 5);
    expect(found.count).toBe(9);
  });

  it('the wind that carried a rise is that of its minutes, calm ones included, not of the window', () => {
    const idle = wind.map((each, i) => (i > 45 && i < 55 ? calm(i) : each));
    const rise = series((i) => (i > 46 && i < 54 ? 300 : 50));
    expect(carryingWind(wind, rise, 60 * MINUTE, 60)!.steadiness).toBeCloseTo(1, 6);
    expect(carryingWind(idle, rise, 60 * MINUTE, 60)!.speedMs).toBeLessThan(0.2);
    const turning = wind.map((each, i) => ({ ...each, from: bearing(i % 2 === 0 ? 200 : 20) }));
    expect(carryingWind(turning, rise, 60 * MINUTE, 60)!.steadiness).toBeLessThan(0.3);
    const flat = series(() => 50);
    expect(carryingWind(wind, flat, 60 * MINUTE, 60)).toBeNull();
  });

  it('does not change when all concentrations double', () => {
    const c = (i: number): number => 50 + 40 * Math.abs(Math.sin(i / 9));
    const once = concentrationDirection(wind, series(c), 60 * MINUTE, 60)!;
    const twice = concentrationDirection(
      wind,
      series((i) => 2 * c(i)),
      60 * MINUTE,
      60,
    )!;
    expect(twice.from).toBeCloseTo(once.from, 9);
  });

  it('is null for flat, missing, sparse or late concentrations and for calm', () => {
    expect(
      concentrationDirection(
        wind,
        series(() => 80),
        60 * MINUTE,
        60,
      ),
    ).toBeNull();
    expect(
      concentrationDirection(
        wind,
        series(() => null),
        60 * MINUTE,
        60,
      ),
    ).toBeNull();
    expect(
      concentrationDirection(
        wind,
        series((i) => i),
        0,
        60,
      ),
    ).toBeNull();
    expect(
      concentrationDirection(
        [calm()],
        series((i) => i),
        60 * MINUTE,
        60,
      ),
    ).toBeNull();
    const hourly: Series = { ...series(() => 1), at: [0, 60, 120].map((m) => m * MINUTE), c: [50, 90, 300] };
    expect(concentrationDirection(wind, hourly, 120 * MINUTE, 180)).toBeNull();
  });
});

it('takes quantiles between ranks', () => {
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
  expect(quantile([5], 0.1)).toBe(5);
  expect(quantile([], 0.1)).toBeNaN();
});

describe('representativeness', () => {
  it('is 3° on station and the tables at 13 km and one hour', () => {
    expect(representativenessDeg({ distanceKm: 0 }, 0, 3)).toBe(3);
    expect(representativenessDeg({ distanceKm: 1 }, 15, 3)).toBe(3);
    expect(representativenessDeg({ distanceKm: 13 }, 0, 1.5)).toBeCloseTo(66, 9);
    expect(representativenessDeg({ distanceKm: 0 }, 60, 6)).toBeCloseTo(29, 9);
    expect(representativenessDeg({ distanceKm: 0 }, 60, 0.5)).toBeCloseTo(75, 9);
  });

  it('grows with distance and age, falls with speed, and stops at uniform', () => {
    expect(representativenessDeg({ distanceKm: 5 }, 0, 2)).toBeGreaterThan(
      representativenessDeg({ distanceKm: 2 }, 0, 2),
    );
    expect(representativenessDeg({ distanceKm: 0 }, 50, 2)).toBeGreaterThan(
      representativenessDeg({ distanceKm: 0 }, 30, 2),
    );
    expect(representativenessDeg({ distanceKm: 8 }, 0, 5)).toBeLessThan(
      representativenessDeg({ distanceKm: 8 }, 0, 1),
    );
    expect(representativenessDeg({ distanceKm: 200 }, 80, 0.6)).toBe(104);
  });
});

describe('one record under several names', () => {
  const record = Array.from({ length: 12 }, (_, i) => steady(200 + i * 5, 2, i * 60));
  it('counts once', () => {
    const other = record.map((sample, i) => ({ ...sample, from: bearing(90 + i) }));
    const kept = distinctSeries([
      { station: 'a', wind: record },
      { station: 'b', wind: other },
      { station: 'c', wind: record.slice(2) },
    ]);
    expect(kept.map(({ sharedBy }) => sharedBy)).toEqual([['a', 'c'], ['b']]);
  });

  it('does not join series that merely agree on a few calm hours', () => {
    const few = [calm(0), calm(60), calm(120)];
    expect(
      distinctSeries([
        { station: 'a', wind: few },
        { station: 'b', wind: few },
      ]),
    ).toHaveLength(2);
  });
});

/** Bisection on the error function's series is enough for a test. */
function normalQuantile(p: number): number {
  let low = -5;
  let high = 5;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (normalShare(middle) < p) low = middle;
    else high = middle;
  }
  return low;
}

function normalShare(z: number): number {
  let term = z;
  let sum = z;
  for (let k = 1; k < 120; k++) {
    term *= (-z * z) / (2 * k);
    sum += term / (2 * k + 1);
  }
  return 0.5 + sum / Math.sqrt(2 * Math.PI);
}
