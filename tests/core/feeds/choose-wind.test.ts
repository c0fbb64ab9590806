import { expect, test } from 'vitest';
import { chooseWind, type WindTrack } from '../../../src/core/feeds/choose-wind.ts';
import { bearing } from '../../../src/core/units.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const here = { id: 'here', lng: 113.55, lat: 34.85 };
const track = (station: string, from: number, ageMin: number, more: Partial<WindTrack> = {}): WindTrack => ({
  station,
  feed: 'logger',
  lng: station === 'here' ? here.lng : 113.6,
  lat: 34.85,
  source: { distanceKm: 0, compassPoints: 0 },
  samples: [0, 10, 20].map((back) => ({
    at: NOW - (ageMin + 20 - back) * MINUTE,
    kind: 'steady',
    from: bearing(from),
    speedMs: 2,
  })),
  ...more,
});
const newest = (chosen: ReturnType<typeof chooseWind>): number => chosen!.samples.at(-1)!.from!;

test('its own wind up to 90 minutes old comes before a neighbour’s of now', () => {
  const chosen = chooseWind(here, [track('there', 90, 0), track('here', 225, 80)], NOW);
  expect([newest(chosen), chosen!.source.distanceKm]).toEqual([225, 0]);
});

test('a measured wind comes before a model’s, a model’s before a neighbour’s', () => {
  const model = track('here', 10, 0, { feed: 'open_meteo', source: { distanceKm: 2, compassPoints: 0 } });
  expect(newest(chooseWind(here, [model, track('here', 225, 30)], NOW))).toBe(225);
  expect(newest(chooseWind(here, [model, track('there', 90, 0)], NOW))).toBe(10);
});

test('without one of its own: the inverse-distance vector mean, as far away as the nearest', () => {
  const chosen = chooseWind(here, [track('a', 350, 0), track('b', 10, 0)], NOW)!;
  expect(newest(chosen) % 360).toBeCloseTo(0, 6);
  expect(chosen.source.distanceKm).toBeCloseTo(4.57, 1);
  const nearer = track('c', 90, 0, { lng: 113.56 });
  expect(newest(chooseWind(here, [nearer, track('a', 180, 0)], NOW))).toBeCloseTo(90, -1);
});

test('a wind inside a site’s fence counts for its own station and stands for no other’s', () => {
  const fenced = track('near', 90, 0, { lng: 113.551, ownOnly: true });
  expect(newest(chooseWind(here, [fenced, track('far', 180, 0)], NOW))).toBeCloseTo(180, 6);
  expect(chooseWind(here, [fenced], NOW)).toBeNull();
  expect(newest(chooseWind({ ...here, id: 'near' }, [fenced, track('far', 180, 0)], NOW))).toBe(90);
});

test('two winds that cancel out are calm, not a direction', () => {
  const chosen = chooseWind(here, [track('a', 90, 0), track('b', 270, 0)], NOW)!;
  expect(chosen.samples.at(-1)).toMatchObject({ kind: 'calm', from: null, speedMs: 2 });
});

test('a stale one of its own is better than nothing: the zone can say how old it is', () => {
  expect(newest(chooseWind(here, [track('here', 225, 120)], NOW))).toBe(225);
  expect(chooseWind(here, [track('there', 90, 120)], NOW)).toBeNull();
  expect(chooseWind(here, [], NOW)).toBeNull();
});
