import { expect, test } from 'vitest';
import {
  fitWind,
  FIT_HOURS,
  windRegression,
  type WindHours,
} from '../../../src/core/wind/wind-regression.ts';
import { valleyWind } from './valley-wind.ts';

const NEIGHBOURS = ['a', 'b', 'c'];

/** Root mean square direction error in degrees over hours that blow. */
function errorDeg(
  own: WindHours,
  guess: (index: number) => { readonly u: number; readonly v: number },
): number {
  let sum = 0;
  let n = 0;
  own.hours.forEach((hour, index) => {
    if (hour.speedMs < 1) return;
    const wind = guess(index);
    const off = Math.atan2(wind.u * hour.v - wind.v * hour.u, wind.u * hour.u + wind.v * hour.v);
    sum += ((off * 180) / Math.PI) ** 2;
    n++;
  });
  return Math.sqrt(sum / n);
}

test('0.14 a regression learnt from 60 days finds the wind of a side valley in the days after, the mean of the neighbours does not', () => {
  const { own, neighbours } = valleyWind(24 * 90, NEIGHBOURS);
  const half = 24 * 60;
  const first = (each: WindHours): WindHours => ({ ...each, hours: each.hours.slice(0, half) });
  const later = (each: WindHours): WindHours => ({ ...each, hours: each.hours.slice(half) });
  const fit = fitWind(first(own), neighbours.map(first))!;
  expect([fit.hours, fit.neighbours]).toEqual([half, NEIGHBOURS]);
  const solve = windRegression(fit, NEIGHBOURS)!;
  const rest = neighbours.map(later);
  const regressed = errorDeg(later(own), (i) => solve(rest.map((each) => each.hours[i]!)));
  const mean = errorDeg(later(own), (i) => ({
    u: rest.reduce((sum, each) => sum + each.hours[i]!.u, 0),
    v: rest.reduce((sum, each) => sum + each.hours[i]!.v, 0),
  }));
  expect(regressed).toBeLessThan(20);
  expect(mean).toBeGreaterThan(45);
});

test('0.14 any part of the neighbours gives the regression that those alone would have given', () => {
  const { own, neighbours } = valleyWind(24 * 60, NEIGHBOURS);
  const all = windRegression(fitWind(own, neighbours)!, ['b'])!;
  const alone = windRegression(fitWind(own, [neighbours[1]!])!, ['b'])!;
  const wind = [{ u: 2, v: -1 }];
  expect(all(wind).u).toBeCloseTo(alone(wind).u, 6);
  expect(all(wind).v).toBeCloseTo(alone(wind).v, 6);
  expect(windRegression(fitWind(own, neighbours)!, [])).toBeNull();
  expect(windRegression(fitWind(own, neighbours)!, ['stranger'])).toBeNull();
});

test('one record under two names counts once', () => {
  const { own, neighbours } = valleyWind(24 * 60, ['a', 'b']);
  const twin = { station: 'twin', hours: neighbours[0]!.hours };
  expect(fitWind(own, [neighbours[0]!, twin, neighbours[1]!])!.neighbours).toEqual(['a', 'b']);
});

test('too few shared hours: no fit; a neighbour with a short history is left out for the others', () => {
  const { own, neighbours } = valleyWind(24 * 60, NEIGHBOURS);
  const short = { ...own, hours: own.hours.slice(0, FIT_HOURS - 1) };
  expect(fitWind(short, neighbours)).toBeNull();
  expect(fitWind(own, [])).toBeNull();
  const young = { station: 'a', hours: neighbours[0]!.hours.slice(0, FIT_HOURS - 1) };
  expect(fitWind(own, [young, ...neighbours.slice(1)])!.neighbours).toEqual(['b', 'c']);
});

test('neighbours whose hours do not overlap give way, those with the fewest first', () => {
  const { own, neighbours } = valleyWind(24 * 60, ['a', 'b']);
  const early = { station: 'a', hours: neighbours[0]!.hours.slice(0, 700) };
  const late = { station: 'b', hours: neighbours[1]!.hours.slice(700) };
  expect(fitWind(own, [early, late])!.neighbours).toEqual(['b']);
});

test('a still neighbour does not break the solution', () => {
  const { own, neighbours } = valleyWind(24 * 60, ['a']);
  const still = { station: 'still', hours: own.hours.map(({ at }) => ({ at, u: 0, v: 0, speedMs: 0 })) };
  const wind = windRegression(fitWind(own, [...neighbours, still])!, ['a', 'still'])!([
    { u: 1, v: 1 },
    { u: 0, v: 0 },
  ]);
  expect(Number.isFinite(wind.u) && Number.isFinite(wind.v)).toBe(true);
});
