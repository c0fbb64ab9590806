import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../../src/cli/message-words.ts';
import { insideArea } from '../../../src/core/geo.ts';
import { parseEpisode, solveEpisode } from '../../../src/core/upwind/episode-file.ts';

interface Fixture {
  readonly cases: readonly (Record<string, unknown> & { readonly id: string; readonly source?: string })[];
}

const fixture = JSON.parse(
  readFileSync(new URL('../../fixtures/episodes/releases.json', import.meta.url), 'utf8'),
) as Fixture;

function parsed(value: unknown) {
  const result = parseEpisode(value, 1);
  if (!result.ok) throw new Error(result.error.key);
  return result.value;
}

const good = {
  id: 'k1',
  station: { lon: 113.62, lat: 34.86 },
  t0: '2026-03-14T14:00:00+08:00',
  windowMin: 60,
  wind: [
    { t: '2026-03-14T13:00:00+08:00', dirFromDeg: 200, speedMs: 2 },
    { t: '2026-03-14T14:00:00+08:00', dirFromDeg: 220, speedMs: 3 },
  ],
  windSource: { distanceKm: 0 },
  sigmaThetaDeg: null,
  maxRadiusM: 5000,
  series: [],
  candidates: [{ id: 'c', lon: 113.6, lat: 34.85 }],
};

describe('episode file', () => {
  it('reads a case', () => {
    const { id, input, candidates } = parsed(good);
    expect(id).toBe('k1');
    expect(input.at).toBe(Date.UTC(2026, 2, 14, 6));
    expect(input.wind.map((sample) => sample.from)).toEqual([200, 220]);
    expect(candidates).toHaveLength(1);
  });

  it('takes a time without a zone as UTC, 360° as north, 0 m/s as calm and a gap as a gap', () => {
    const wind = [
      { t: '2026-03-14T04:00:00', dirFromDeg: 360, speedMs: 2 },
      { t: '2026-03-14 05:00', dirFromDeg: 10, speedMs: 0 },
      { t: '2026-03-14T05:30:00+00', dirFromDeg: null, speedMs: 1 },
      { t: '2026-03-14T05:45:00Z', dirFromDeg: null, speedMs: null },
    ];
    const { input } = parsed({ ...good, t0: '2026-03-14T06:00:00', wind });
    expect(input.at).toBe(Date.UTC(2026, 2, 14, 6));
    expect(input.wind.map(({ kind, from }) => [kind, from])).toEqual([
      ['steady', 0],
      ['calm', null],
      ['variable', null],
    ]);
    expect(input.wind[2]!.at).toBe(Date.UTC(2026, 2, 14, 5, 30));
  });

  const faults: readonly (readonly [string, string, Record<string, unknown>])[] = [
    ['no wind', 'wind_missing', { wind: undefined }],
    ['a date without a time', 't0', { t0: '2026-03-14' }],
    ['a day that does not exist', 't0', { t0: '2026-02-30T00:00:00Z' }],
    ['wind from 400°', 'wind_direction', { wind: [{ t: good.t0, dirFromDeg: 400, speedMs: 2 }] }],
    ['a negative speed', 'wind_speed', { wind: [{ t: good.t0, dirFromDeg: 40, speedMs: -2 }] }],
    ['999 m/s', 'wind_speed', { wind: [{ t: good.t0, dirFromDeg: 40, speedMs: 999 }] }],
    ['unsorted wind', 'wind_order', { wind: [...good.wind].reverse() }],
    ['a bad wind time', 'wind_time', { wind: [{ t: 'noon', dirFromDeg: 40, speedMs: 2 }] }],
    ['a radius of 149 m', 'radius', { maxRadiusM: 149 }],
    ['a radius of 10,001 m', 'radius', { maxRadiusM: 10_001 }],
    ['a window of nothing', 'window', { windowMin: 0 }],
    ['a negative distance', 'distance', { windSource: { distanceKm: -1 } }],
    ['a σθ of 200°', 'sigma', { sigmaThetaDeg: 200 }],
    ['a station on no globe', 'station', { station: { lon: 34, lat: 113 } }],
    ['no station', 'station', { station: undefined }],
    ['series of unequal length', 'series', { series: [seriesOf({ c: [1, 2] })] }],
    ['a series twice', 'series_duplicate', { series: [seriesOf(), seriesOf()] }],
    ['text for a concentration', 'series_value', { series: [seriesOf({ c: ['12'] })] }],
    ['a bad series time', 'series_time', { series: [seriesOf({ t: ['x'] })] }],
    ['a candidate twice', 'candidate_duplicate', { candidates: [good.candidates[0], good.candidates[0]] }],
    ['a candidate nowhere', 'candidate', { candidates: [{ id: 'x' }] }],
  ];
  it.each(faults)('refuses %s and names the case', (_, key, change) => {
    const result = parseEpisode({ ...good, ...change }, 1);
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.error.key).toBe(`upwind_case_${key}`);
    for (const language of ['zh-CN', 'en'] as const) {
      const sentence = wordsOf(language)(result.error);
      expect(sentence).toContain('k1');
      expect(sentence).not.toMatch(/\{|upwind_|undefined$/);
    }
  });

  it('refuses what is not a case, and one without an id by its number', () => {
    expect(parseEpisode(7, 3)).toMatchObject({ ok: false, error: { params: { number: 3 } } });
    expect(parseEpisode({ ...good, id: '' }, 4)).toMatchObject({
      ok: false,
      error: { params: { number: 4 } },
    });
  });

  it('ranks every candidate, those outside the zone last, shares with the unlisted one at the end', () => {
    for (const each of fixture.cases) {
      const episode = parsed(each);
      const zone = solveEpisode(episode, 'cheap');
      const ids = episode.candidates.map(({ id }) => id);
      expect([...zone.ranking].sort()).toEqual([...ids].sort());
      expect(zone.shares).toHaveLength(ids.length + 1);
      expect(zone.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      expect(zone.reasons.length).toBeGreaterThan(0);
    }
  });

  it('closes its rings the right-handed way', () => {
    for (const each of fixture.cases) {
      const { geometry } = solveEpisode(parsed(each), 'full');
      if (geometry === null) continue;
      const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
      for (const rings of polygons) {
        rings.forEach((ring, i) => {
          expect(ring.length).toBeGreaterThanOrEqual(4);
          expect(ring[0]).toEqual(ring.at(-1));
          let twice = 0;
          for (let k = 1; k < ring.length; k++) {
            twice += ring[k - 1]![0]! * ring[k]![1]! - ring[k]![0]! * ring[k - 1]![1]!;
          }
          expect(Math.sign(twice)).toBe(i === 0 ? 1 : -1);
        });
      }
    }
  });

  it('finds the simulated sources of the fixture: inside the drawn zone, among the first five', () => {
    let inside = 0;
    let first = 0;
    let count = 0;
    for (const each of fixture.cases) {
      if (each.source === undefined) continue;
      count++;
      const episode = parsed(each);
      const zone = solveEpisode(episode, 'full');
      const source = episode.candidates.find(({ id }) => id === each.source)!;
      if (zone.geometry !== null && insideArea(zone.geometry, source)) inside++;
      if (zone.ranking.indexOf(source.id) < 5) first++;
    }
    expect(count).toBeGreaterThanOrEqual(8);
    expect(inside / count).toBeGreaterThanOrEqual(0.8);
    expect(first / count).toBeGreaterThanOrEqual(0.6);
  });

  it('0.14 is honest: a disc in calm, none without wind or with old wind, low confidence with borrowed wind', () => {
    const level = (change: Record<string, unknown>) => {
      const zone = solveEpisode(parsed({ ...good, ...change }), 'full');
      return [zone.level, zone.confidence];
    };
    expect(level({ wind: [{ t: good.t0, dirFromDeg: 40, speedMs: 0.2 }] })).toEqual(['disc', 'low']);
    expect(level({ wind: [] })).toEqual(['none', 'low']);
    expect(level({ wind: [{ t: '2026-03-14T12:00:00+08:00', dirFromDeg: 40, speedMs: 3 }] })).toEqual([
      'none',
      'low',
    ]);
    expect(level({ windSource: { distanceKm: 9 } })[1]).toBe('low');
  });
});

function seriesOf(some: Record<string, unknown> = {}) {
  return { station: 's', lon: 113.62, lat: 34.86, t: ['2026-03-14T05:50:00Z'], c: [80], ...some };
}
