import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../../src/cli/message-words.ts';
import { insideArea } from '../../../src/core/geo.ts';
import { parseEpisode, solveEpisode } from '../../../src/core/upwind/episode-file.ts';
import { chance } from './release-simulator.ts';

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

  it('takes what loggers and tables write: any order, numbers as text, words and codes for gaps, seconds, -180…180°', () => {
    const { input, candidates } = parsed({
      ...good,
      station: { lng: '113.62', lat: '34.86', name: 'mast' },
      windowMin: '30',
      windSource: null,
      sigmaThetaDeg: null,
      maxRadiusM: '300',
      note: { any: ['thing'] },
      wind: [
        { t: 1_773_468_000, dirFromDeg: '220', speedMs: '3.5', gust: 7 },
        { t: '2026-03-14T05:57:00Z', dirFromDeg: -99, speedMs: 2 },
        { t: 1_773_467_940_000, dirFromDeg: 999, speedMs: 2 },
        { t: '2026-03-14T05:58:00Z', dirFromDeg: 10, speedMs: -999 },
        { t: '2026-03-14T05:56:00Z', dirFromDeg: 'NA', speedMs: 'NA' },
        { t: '2026-03-14T05:57:00Z', dirFromDeg: 10, speedMs: 9 },
      ],
      series: [
        {
          ...{ lon: 113.62, lat: 34.86, unit: 'ppm' },
          t: ['2026-03-14T05:59:00Z', '2026-03-14T05:58:00Z', 1_773_468_000, '2026-03-14T05:57:00Z'],
          c: ['2.5', 'NaN', -999, 9999],
        },
        { station: 7, lon: 113.63, lat: 34.86, t: [], c: [] },
      ],
      candidates: null,
    });
    expect(input.wind.map(({ at, kind, from, speedMs }) => [input.at - at, kind, from, speedMs])).toEqual([
      [180_000, 'steady', 261, 2],
      [60_000, 'variable', null, 2],
      [0, 'steady', 220, 3.5],
    ]);
    expect(input).toMatchObject({ windowMin: 30, maxRadiusM: 300, windSource: { distanceKm: 0 } });
    expect(input.series.map(({ station, c }) => [station, c])).toEqual([
      ['#1', [9999, null, 2.5, null]],
      ['7', []],
    ]);
    expect(candidates).toEqual([]);
  });

  it('answers a case without wind, and one with nothing but its place and time', () => {
    for (const change of [{ wind: undefined }, { wind: null }]) {
      expect(solveEpisode(parsed({ ...good, ...change }), 'full').level).toBe('none');
    }
    const { id, station, t0 } = good;
    expect(solveEpisode(parsed({ id, station, t0 }), 'full').level).toBe('none');
  });

  it('does not ask what unit a concentration has, nor whether its background is in it', () => {
    const episode = fixture.cases.find((each) => each.source !== undefined)!;
    const scaled = (factor: number): string => {
      const series = (episode['series'] as { c: (number | null)[] }[]).map((each) => ({
        ...each,
        c: each.c.map((c) => (c === null ? null : factor * c)),
      }));
      return JSON.stringify(solveEpisode(parsed({ ...episode, series }), 'full').geometry);
    };
    for (const factor of [1e-12, 1e9]) expect(scaled(factor)).toBe(scaled(1));
  });

  it.each([
    ['every second, sensors 50 m apart', { stepS: 1, windS: 1, spacingM: 50, radiusM: 150, windowMin: 10 }],
    [
      'every second, one mast each hour',
      { stepS: 1, windS: 3600, spacingM: 800, radiusM: 2000, windowMin: 60 },
    ],
    [
      'every hour, stations 20 km apart',
      { stepS: 3600, windS: 3600, spacingM: 20_000, radiusM: 20_000, windowMin: 180 },
    ],
    [
      'all below their background',
      { stepS: 60, windS: 60, spacingM: 400, radiusM: 1000, windowMin: 60, offset: -500 },
    ],
    ['a network of gaps', { stepS: 60, windS: 600, spacingM: 3000, radiusM: 5000, windowMin: 60, gaps: 0.9 }],
  ])('solves %s', (_, { stepS, windS, spacingM, radiusM, windowMin, ...odd }) => {
    const { offset, gaps } = { offset: 0, gaps: 0.1, ...odd };
    const random = chance(stepS + spacingM);
    const end = Date.UTC(2026, 2, 14, 6);
    const times = (seconds: number): number[] =>
      Array.from(
        { length: 1 + Math.ceil((90 * 60 + 60 * windowMin) / seconds) },
        (_, i) => end - 1000 * seconds * i,
      );
    const wind = times(windS).map((t) => ({ t, dirFromDeg: 250 + 30 * random(), speedMs: 1.5 + random() }));
    const series = Array.from({ length: 6 }, (_, j) => {
      const t = times(stepS);
      const c = t.map((at) =>
        random() < gaps ? null : offset + random() + (j === 0 && at > end - 1.2e6 ? 40 : 0),
      );
      return {
        station: j,
        lon: 113.62 + (j * spacingM * Math.cos(j)) / 91_000,
        lat: 34.86 + (j * spacingM * Math.sin(j)) / 111_000,
        t,
        c,
      };
    });
    const episode = parsed({
      ...good,
      t0: '2026-03-14T06:00:00Z',
      windowMin,
      wind,
      series,
      maxRadiusM: radiusM,
    });
    const solved = solveEpisode(episode, 'full');
    expect(solved.geometry).not.toBeNull();
    expect(JSON.stringify(solved)).not.toMatch(/NaN|null/);
    expect(solved.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
  });

  const faults: readonly (readonly [string, string, Record<string, unknown>])[] = [
    ['wind that is no list', 'wind_missing', { wind: 'calm' }],
    ['a date without a time', 't0', { t0: '2026-03-14' }],
    ['a day that does not exist', 't0', { t0: '2026-02-30T00:00:00Z' }],
    ['wind from 400°', 'wind_direction', { wind: [{ t: good.t0, dirFromDeg: 400, speedMs: 2 }] }],
    ['a negative speed', 'wind_speed', { wind: [{ t: good.t0, dirFromDeg: 40, speedMs: -2 }] }],
    ['80 m/s', 'wind_speed', { wind: [{ t: good.t0, dirFromDeg: 40, speedMs: 80 }] }],
    ['a word for a speed', 'wind_speed', { wind: [{ t: good.t0, dirFromDeg: 40, speedMs: 'light' }] }],
    ['a bad wind time', 'wind_time', { wind: [{ t: 'noon', dirFromDeg: 40, speedMs: 2 }] }],
    ['a radius of 49 m', 'radius', { maxRadiusM: 49 }],
    ['a radius of 20,001 m', 'radius', { maxRadiusM: 20_001 }],
    ['a window of nothing', 'window', { windowMin: 0 }],
    ['a negative distance', 'distance', { windSource: { distanceKm: -1 } }],
    ['a σθ of 200°', 'sigma', { sigmaThetaDeg: 200 }],
    ['a station on no globe', 'station', { station: { lon: 34, lat: 113 } }],
    ['no station', 'station', { station: undefined }],
    ['series of unequal length', 'series', { series: [seriesOf({ c: [1, 2] })] }],
    ['a series twice', 'series_duplicate', { series: [seriesOf(), seriesOf()] }],
    ['text for a concentration', 'series_value', { series: [seriesOf({ c: ['much'] })] }],
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
