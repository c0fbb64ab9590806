import { describe, expect, it } from 'vitest';
import { contains } from '../../src/core/upwind/contains.ts';
import { outlineLevels } from '../../src/core/upwind/outline.ts';
import type { Zone } from '../../src/core/upwind/zone.ts';
import { bearing, metres } from '../../src/core/units.ts';
import { grown, zoneAxis, zoneFeatures } from '../../src/map/layers/zone-style.ts';
import { sourceFeatures, SYMBOL_OF } from '../../src/map/layers/sources-style.ts';
import { SOURCE_KINDS } from '../../src/core/sources/source-kinds.ts';

const zone: Zone = {
  station: 's',
  apex: { lng: 113.62, lat: 34.87 },
  at: 0,
  windowMin: 60,
  method: 'L1',
  shape: { kind: 'sector', radiusM: metres(5000), axis: bearing(270), halfAngleDeg: 30 },
  confidence: 'high',
  reasons: [],
  axis: bearing(270),
  speedMs: 2.5,
};

describe('drawing of a zone', () => {
  it('0.14 marks the minutes of the air upwind, inside the zone and nowhere else', () => {
    const axis = zoneAxis(zone);
    expect(axis.map((each) => each.minutes)).toEqual([10, 20, 30]);
    for (const each of axis) {
      expect(contains(zone, each)).toBe(true);
      expect(each.lng).toBeLessThan(zone.apex.lng);
    }
  });

  it('0.14 has no axis in calm: a disc has no direction', () => {
    const calm: Zone = { ...zone, axis: null, speedMs: null, shape: { kind: 'disc', radiusM: metres(1000) } };
    expect(zoneAxis(calm)).toEqual([]);
  });

  it('nests shades from the outer edge inwards', () => {
    const data = zoneFeatures(outlineLevels(zone), zoneAxis(zone));
    const levels = data.features.map((each) => each.properties?.['level'] as number | undefined);
    expect(levels.slice(0, 3)).toEqual([1, 2, 3]);
    expect(data.features.filter((each) => each.properties?.['part'] === 'outer')).toHaveLength(1);
  });

  it('grows from the station: nothing at 0, itself at 1', () => {
    const outer = outlineLevels(zone)[0]!.geometry;
    expect(grown(outer, zone.apex, 1)).toEqual(outer);
    const start = grown(outer, zone.apex, 0);
    expect(start.coordinates.flat(Infinity)).toEqual(
      (start.coordinates.flat(Infinity) as number[]).map((_, i) =>
        i % 2 === 0 ? zone.apex.lng : zone.apex.lat,
      ),
    );
  });
});

describe('symbols of sources', () => {
  it('every kind has its own symbol, so that the shape tells the kind', () => {
    expect(new Set(Object.values(SYMBOL_OF)).size).toBe(SOURCE_KINDS.length);
  });

  it('leaves out hidden kinds and keeps the id for picking', () => {
    const marks = [
      { id: 'a', kind: 'site', state: 'active', lng: 113, lat: 34 },
      { id: 'b', kind: 'market', state: 'sealed', lng: 113, lat: 34 },
    ] as const;
    const shown = sourceFeatures(marks, new Set(['site' as const])).features;
    expect(shown.map((each) => each.properties)).toEqual([
      { id: 'b', image: 'kind:market', dot: false, quiet: true },
    ]);
  });
});
