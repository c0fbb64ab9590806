import { describe, expect, it } from 'vitest';
import { cellIndex } from '../../../src/core/territory/cell-index.ts';
import { cellCoverage } from '../../../src/core/territory/coverage.ts';
import { checkTiling } from '../../../src/core/territory/tiling.ts';

const grid = (code: string, west: number, south: number, east: number, north: number) => ({
  id: `id${code}`,
  code,
  name: code,
  polygon: {
    type: 'Polygon' as const,
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  },
});

const parent = grid('410108001', 113.6, 34.8, 113.62, 34.82);
const west = grid('410108001001', 113.6, 34.8, 113.61, 34.82);
const east = grid('410108001002', 113.61, 34.8, 113.62, 34.82);
const keys = (problems: readonly { key: string }[]): string[] => [...new Set(problems.map(({ key }) => key))];

describe('checkTiling', () => {
  it('1.16 accepts children whose union is the parent', () => {
    const tiling = checkTiling(parent, [west, east]);
    expect(tiling.problems).toEqual([]);
    expect(Math.abs(tiling.gapShare)).toBeLessThan(1e-6);
  });

  it('1.16 names a gap of 0.2 % and lets 0.02 % pass', () => {
    const lacking = (share: number) => grid(east.code, 113.61 + 0.02 * share, 34.8, 113.62, 34.82);
    expect(keys(checkTiling(parent, [west, lacking(0.002)]).problems)).toEqual(['trade_tiling_gap']);
    expect(checkTiling(parent, [west, lacking(0.0002)]).problems).toEqual([]);
  });

  it('1.16 no children leave the whole parent as a gap', () => {
    expect(checkTiling(parent, []).gapShare).toBe(1);
  });

  it('names children that overlap, stick out, or belong to somebody else', () => {
    const wide = grid(east.code, 113.605, 34.8, 113.62, 34.82);
    expect(keys(checkTiling(parent, [west, wide]).problems)).toContain('trade_tiling_overlap');
    const out = grid(east.code, 113.61, 34.8, 113.63, 34.82);
    expect(keys(checkTiling(parent, [west, out]).problems)).toContain('trade_tiling_outside');
    const other = grid('410108002001', 113.61, 34.8, 113.62, 34.82);
    expect(keys(checkTiling(parent, [west, other]).problems)).toEqual(['trade_tiling_code']);
  });

  it('names a boundary that crosses itself or is not closed', () => {
    const ring = [
      [113.61, 34.8],
      [113.62, 34.82],
      [113.62, 34.8],
      [113.61, 34.815],
      [113.61, 34.8],
    ];
    const crossing = { ...east, polygon: { type: 'Polygon' as const, coordinates: [ring] } };
    expect(keys(checkTiling(parent, [west, crossing]).problems)).toEqual(['trade_tiling_crossing']);
    const open = { ...east, polygon: { type: 'Polygon' as const, coordinates: [ring.slice(0, 4)] } };
    expect(keys(checkTiling(parent, [west, open]).problems)).toEqual(['trade_tiling_open']);
  });
});

describe('cellIndex', () => {
  it('gives a shared edge to the lowest code, a seam to the nearest, and nothing to the world outside', () => {
    const seam = grid(east.code, 113.610005, 34.8, 113.62, 34.82);
    const index = cellIndex([seam, west]);
    expect(index.at({ lng: 113.605, lat: 34.81 })?.code).toBe(west.code);
    expect(index.at({ lng: 113.615, lat: 34.81 })?.code).toBe(east.code);
    expect(index.at({ lng: 113.6100045, lat: 34.81 })?.code).toBe(east.code);
    expect(index.at({ lng: 113.6100005, lat: 34.81 })?.code).toBe(west.code);
    expect(index.at({ lng: 113.7, lat: 34.81 })).toBeNull();
    expect(cellIndex([]).at({ lng: 113.6, lat: 34.8 })).toBeNull();
  });

  it('does not depend on the order of the grids', () => {
    const overlapping = grid('410108001009', 113.6, 34.8, 113.62, 34.82);
    const place = { lng: 113.6051, lat: 34.8051 };
    expect(cellIndex([overlapping, west]).at(place)?.code).toBe(west.code);
    expect(cellIndex([west, overlapping]).at(place)?.code).toBe(west.code);
  });
});

describe('cellCoverage', () => {
  it('0.10 the share of cells visited in 7 days equals a hand count', () => {
    const day = 86_400_000;
    const visits = [
      { cell: 'a', at: 0 },
      { cell: 'b', at: 1 * day },
      { cell: 'b', at: 6 * day },
      { cell: 'c', at: 7 * day },
      { cell: 'x', at: 2 * day },
    ];
    const coverage = cellCoverage(['a', 'b', 'c', 'd'], visits, 0, 7 * day);
    expect(coverage).toEqual({ visited: 2, total: 4, share: 0.5, unvisited: ['c', 'd'] });
    expect(cellCoverage([], visits, 0, day).share).toBeNull();
  });
});
