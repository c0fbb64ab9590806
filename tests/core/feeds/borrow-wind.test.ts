import { expect, test } from 'vitest';
import { chooseWind, type WindTrack } from '../../../src/core/feeds/choose-wind.ts';
import { regressWind } from '../../../src/core/feeds/regress-wind.ts';
import { turn } from '../../../src/core/geo.ts';
import { bearing } from '../../../src/core/units.ts';
import { fitWind } from '../../../src/core/wind/wind-regression.ts';
import { representativenessDeg } from '../../../src/core/wind/representativeness.ts';
import { valleyWind } from '../wind/valley-wind.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const place = { id: 'valley', lng: 113.55, lat: 34.85 };
const { own, neighbours } = valleyWind(24 * 60, ['a', 'b']);
const fit = fitWind(own, neighbours)!;
const track = (station: string, from: number, more: Partial<WindTrack> = {}): WindTrack => ({
  station,
  feed: 'logger',
  lng: station === 'a' ? 113.6 : station === 'valley' ? place.lng : 113.5,
  lat: 34.85,
  source: { distanceKm: 0, compassPoints: 0 },
  samples: Array.from({ length: 60 }, (_, i) => ({
    at: NOW - (118 - 2 * i) * MINUTE,
    kind: 'steady' as const,
    from: bearing(from + (i % 3)),
    speedMs: station === 'a' ? 4 : 4.4,
  })),
  ...more,
});
const both = [track('a', 270), track('b', 272)];

test('0.14 without a wind of its own, with a history: regression on the neighbours, turned as the valley turns it', () => {
  const chosen = chooseWind(place, both, NOW, regressWind(fit))!;
  expect(chosen.source).toMatchObject({ way: 'regression', stations: 2, hours: 24 * 60 });
  expect(chosen.source.distanceKm).toBeCloseTo(4.57, 1);
  const last = chosen.samples.at(-1)!;
  // West wind over the plain blows towards the east; turned 50° counter-clockwise it blows towards the north-east by north: from 220°.
  expect(Math.abs(turn(220, last.from!))).toBeLessThan(8);
  expect(last.speedMs).toBeGreaterThan(1.7);
  expect(last.speedMs).toBeLessThan(2.8);
  expect(NOW - last.at).toBe(0);
  expect(chosen.samples.length).toBeGreaterThan(10);
});

test('0.14 the order of upwind.md: own now, own up to 90 minutes old, regression, inverse distance, nearest', () => {
  const old = track('valley', 100, {
    samples: [{ at: NOW - 80 * MINUTE, kind: 'steady', from: bearing(100), speedMs: 2 }],
  });
  expect(chooseWind(place, [...both, old], NOW, regressWind(fit))!.source.way).toBeUndefined();
  expect(chooseWind(place, both, NOW, regressWind(fit))!.source.way).toBe('regression');
  const mean = chooseWind(place, both, NOW, null)!;
  expect(mean.source).toMatchObject({ way: 'inverse_distance', stations: 2 });
  expect(Math.abs(turn(271, mean.samples.at(-1)!.from!))).toBeLessThan(4);
  const nearest = chooseWind(place, both.slice(0, 1), NOW, null)!;
  expect(nearest.source).toEqual({ distanceKm: mean.source.distanceKm, compassPoints: 0 });
});

test('0.14 a neighbour that the fit does not know, or only a model’s wind of one that it does, is not regressed on', () => {
  const stranger = track('c', 90, { lng: 113.58 });
  expect(chooseWind(place, [stranger], NOW, regressWind(fit))!.source.way).toBeUndefined();
  const model = track('a', 90, { source: { distanceKm: 5, compassPoints: 0 } });
  expect(chooseWind(place, [model], NOW, regressWind(fit))!.source.way).toBeUndefined();
  expect(chooseWind(place, [stranger, ...both], NOW, regressWind(fit))!.source).toMatchObject({
    stations: 2,
  });
});

test('0.14 a neighbour that fell silent half an hour before the others is left out of the regression', () => {
  const silent = track('b', 272);
  const chosen = chooseWind(
    place,
    [both[0]!, { ...silent, samples: silent.samples.filter((each) => each.at < NOW - 35 * MINUTE) }],
    NOW,
    regressWind(fit),
  )!;
  expect(chosen.source).toMatchObject({ way: 'regression', stations: 1 });
  expect(chosen.samples.at(-1)!.at).toBe(NOW);
});

test('0.14 a neighbour that has only just come back does not cut the history of the others', () => {
  const back = { ...both[1]!, samples: both[1]!.samples.slice(-3) };
  const chosen = chooseWind(place, [both[0]!, back], NOW, regressWind(fit))!;
  expect(chosen.source).toMatchObject({ way: 'regression', stations: 1 });
  expect(NOW - chosen.samples[0]!.at).toBeGreaterThan(100 * MINUTE);
});

test('0.14 a neighbour that usually hardly blows does not make a storm of its wind', () => {
  const still = { ...fit, speeds: fit.neighbours.map(() => 0.2).concat(3) };
  const { speedMs } = chooseWind(place, both, NOW, regressWind(still))!.samples.at(-1)!;
  expect(speedMs).toBeGreaterThan(11);
  expect(speedMs).toBeLessThan(14);
  const calm = { ...fit, speeds: fit.neighbours.map(() => 9).concat(0.1) };
  expect(chooseWind(place, both, NOW, regressWind(calm))!.samples.at(-1)!.speedMs).toBeGreaterThan(1.2);
});

test('0.14 a regression has the error that was measured of it, whatever the distance', () => {
  const source = { distanceKm: 4, way: 'regression' } as const;
  expect([1.5, 2.5, 4, 6].map((speed) => representativenessDeg(source, 0, speed))).toEqual([60, 44, 33, 28]);
  expect(representativenessDeg({ ...source, distanceKm: 20 }, 0, 4)).toBe(33);
});
