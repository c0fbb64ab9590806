import { featureCollection, multiPolygon, polygon } from '@turf/helpers';
import { intersect } from '@turf/intersect';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SEED, demoCity } from '../../../src/cli/demo/demo-city.ts';
import { chance } from '../../../src/cli/demo/random.ts';
import { startOfDay } from '../../../src/core/china-time.ts';
import { areaM2, distance, insideArea, type AreaGeometry } from '../../../src/core/geo.ts';
import { SOURCE_KINDS, type SourceKind } from '../../../src/core/sources/source-kinds.ts';
import { ledgerComplete, validateSource } from '../../../src/core/sources/validate-source.ts';
import { cellIndex } from '../../../src/core/territory/cell-index.ts';
import { gridLevel, parentCode } from '../../../src/core/territory/grid-code.ts';
import { checkTiling } from '../../../src/core/territory/tiling.ts';
import { toCandidate } from '../../../src/core/upwind/candidates.ts';

const ANCHOR = Date.parse('2026-11-22T12:00+08:00');

const city = demoCity({ seed: DEFAULT_SEED, anchor: ANCHOR });
const station = (name: string) => city.stations.find((each) => each.name === name)!;
const WORKS: readonly SourceKind[] = ['earthwork', 'site', 'demolition', 'linear_works'];

describe('the territory', () => {
  it('1.16 children add up to their parent within 0.1 %, everywhere, without a problem', () => {
    let parents = 0;
    for (const parent of city.grids) {
      const children = city.grids.filter((grid) => grid.parent === parent.id);
      if (children.length === 0) continue;
      parents++;
      const tiling = checkTiling(parent, children);
      expect(tiling.problems, parent.code).toEqual([]);
      expect(Math.abs(tiling.gapShare), parent.code).toBeLessThan(0.001);
      expect(children.every((child) => parentCode(child.code) === parent.code)).toBe(true);
    }
    expect(parents).toBe(1 + 1 + 8 + 92);
  });

  it('1.16 siblings do not overlap: the areas they share are below a millionth', () => {
    const shape = (area: AreaGeometry): Feature<Polygon | MultiPolygon> =>
      area.type === 'Polygon'
        ? polygon(area.coordinates as unknown as number[][][])
        : multiPolygon(area.coordinates as unknown as number[][][][]);
    const villages = city.grids.filter((grid) => grid.level === 'village');
    let shared = 0;
    for (const village of villages) {
      const cells = city.grids.filter((grid) => grid.parent === village.id);
      for (let i = 0; i < cells.length; i++) {
        for (let j = i + 1; j < cells.length; j++) {
          const common = intersect(featureCollection([shape(cells[i]!.polygon), shape(cells[j]!.polygon)]));
          if (common) shared += areaM2(common.geometry as AreaGeometry);
        }
      }
    }
    expect(shared / 1e6).toBeLessThan(221e-6);
  });

  it('1.16 every sampled point of the district lies in exactly one cell, village and town of one branch', () => {
    const district = city.grids.find((grid) => grid.code === '410108')!;
    const cells = cellIndex(city.grids.filter((grid) => grid.level === 'cell'));
    const towns = cellIndex(city.grids.filter((grid) => grid.level === 'town'));
    const random = chance(1, 'points');
    let inside = 0;
    for (let n = 0; n < 20_000; n++) {
      const place = { lng: random.between(113.49, 113.8), lat: random.between(34.79, 34.98) };
      const cell = cells.at(place);
      if (!insideArea(district.polygon, place)) continue;
      inside++;
      expect(cell, `${place.lng} ${place.lat}`).not.toBeNull();
      expect(cell!.code.startsWith(towns.at(place)!.code)).toBe(true);
    }
    expect(inside).toBeGreaterThan(5000);
  });

  it('names the real towns and villages, marks its own boundaries synthetic, and has the neighbours', () => {
    const levels = (level: string) => city.grids.filter((grid) => grid.level === level);
    expect(levels('town').map((grid) => grid.name)).toContain('古荥镇');
    expect(levels('village')).toHaveLength(92);
    expect(city.grids.every((grid) => gridLevel(grid.code) === grid.level)).toBe(true);
    expect(city.grids.every((grid) => grid.synthetic === grid.code.length > 6)).toBe(true);
    const beyond = levels('district').map((grid) => grid.name);
    expect(beyond).toEqual(expect.arrayContaining(['金水区', '中原区', '荥阳市', '武陟县', '原阳县']));
    expect(city.grids.every((grid) => insideArea(grid.polygon, grid))).toBe(true);
  });
});

describe('the sources', () => {
  it('1.51 within 3 km of the station exactly 49 sites, 177 restaurants, 3 markets, none missing a ledger', () => {
    const near = city.sources.filter((source) => distance(station('党校站'), source) <= 3000);
    const count = (kinds: readonly SourceKind[]) => near.filter((source) => kinds.includes(source.kind));
    expect([count(WORKS).length, count(['restaurant']).length, count(['market']).length]).toEqual([
      49, 177, 3,
    ]);
    const named = near.filter((source) => source.kind !== 'unnamed');
    expect(named.filter((source) => !ledgerComplete(source.kind, source.profile))).toEqual([]);
    expect(city.sources.filter((source) => source.kind === 'enterprise')).toHaveLength(151);
  });

  it('0.11 has stations of every level; the national one alone is in the background of the city and decides no strike', () => {
    const count = (level: string): number => city.stations.filter((each) => each.level === level).length;
    expect(['national', 'provincial', 'municipal', 'micro'].map(count)).toEqual([1, 1, 2, 6]);
    const background = city.stations.filter((each) => each.background);
    expect(background.map((each) => [each.name, each.level])).toEqual([['岗李水库', 'national']]);
    expect(station('党校站')).toMatchObject({ level: 'municipal', background: false });
  });

  it('1.69 has 19 places of scattered coal, each with its households', () => {
    const places = city.sources.filter((each) => each.kind === 'household_coal');
    expect(places).toHaveLength(19);
    for (const each of places) expect(Number(each.profile['households'])).toBeGreaterThan(0);
  });

  it('1.44 has every kind, valid and marked as demo, the nameless ones by place only', () => {
    expect(new Set(city.sources.map((source) => source.kind)).size).toBe(SOURCE_KINDS.length);
    expect(city.sources.filter((source) => !validateSource({ ...source }).ok)).toEqual([]);
    expect(city.sources.every((source) => source.demo)).toBe(true);
    expect(city.sources.filter((source) => source.name === '').length).toBeGreaterThan(3);
    const cells = cellIndex(city.grids.filter((grid) => grid.level === 'cell'));
    expect(city.sources.every((source) => cells.at(source)?.id === source.cell)).toBe(true);
  });

  it('0.20 the same source weighs more inside a key area and in its key hours', () => {
    const evening = city.priorities.find((each) => each.fromHour === 17)!;
    const source = city.sources.find((each) => insideArea(evening.polygon, each))!;
    const facts = { ...source, withProblem: 0, hours: null, toldToStop: false, open: true };
    const settings = (area: AreaGeometry | null) => ({
      emission: {} as never,
      idle: 0.1,
      priorities: [
        { area, hours: { from: evening.fromHour, to: evening.untilHour }, weight: evening.weight },
      ],
    });
    const weight = (hour: number, place: { lng: number; lat: number }): number => {
      const emission = Object.fromEntries(SOURCE_KINDS.map((kind) => [kind, { pm10: 1, lifted: false }]));
      const all = { ...settings(evening.polygon), emission: emission as never };
      return toCandidate({ ...facts, ...place }, 'pm10', startOfDay(ANCHOR) + hour * 3_600_000, 2, all)
        .priority;
    };
    expect(weight(19, source)).toBe(evening.weight);
    expect(weight(10, source)).toBe(1);
    expect(weight(19, station('古荥'))).toBe(1);
  });
});
