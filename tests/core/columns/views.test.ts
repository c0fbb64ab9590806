import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handlingOf, severityOf, stateOf, unpackLat, unpackLng } from '../../../src/core/columns/codec.ts';
import { clusterColumns } from '../../../src/core/columns/clusters.ts';
import { mergeColumns, noColumns } from '../../../src/core/columns/columns.ts';
import { densityOf } from '../../../src/core/columns/density.ts';
import { filterMask, select, type TimeView } from '../../../src/core/columns/filter.ts';
import { STATE_VOID } from '../../../src/core/columns/layout.ts';
import { latOfWorld, lngOfWorld, worldBox, worldX, worldY } from '../../../src/core/columns/mercator.ts';
import { daysOf, totalsOf } from '../../../src/core/columns/totals.ts';
import { sampleRecords } from './sample.ts';

const columns = mergeColumns(noColumns, sampleRecords(6000, 7));
const everything = filterMask(columns, {});
const out = new Uint32Array(columns.count);
const always: TimeView = { kind: 'found', from: 0, until: 4e9 };
const district = worldBox({ west: 113.4, south: 34.7, east: 113.9, north: 35 });
const all = Array.from({ length: columns.count }, (_, i) => i);
const live = all.filter((i) => stateOf(columns.bits[i]!) !== STATE_VOID);

describe('select', () => {
  it('leaves void problems out, unless they are asked for', () => {
    expect(select(columns, everything, always, undefined, out)).toBe(live.length);
    const voids = filterMask(columns, { states: [STATE_VOID] });
    expect(select(columns, voids, always, undefined, out)).toBe(columns.count - live.length);
  });

  it('agrees with a plain test of each problem', () => {
    const box = worldBox({ west: 113.5, south: 34.8, east: 113.6, north: 34.9 });
    const mask = filterMask(columns, {
      categories: [1, 4],
      severities: [2, 3],
      handlings: [0, 2],
      towns: [3, 5, 0],
    });
    const expected = live.filter(
      (i) =>
        [1, 4].includes(columns.category[i]!) &&
        severityOf(columns.bits[i]!) >= 2 &&
        handlingOf(columns.bits[i]!) !== 1 &&
        [3, 5, 0].includes(columns.town[i]!) &&
        columns.worldX[i]! >= box.minX &&
        columns.worldX[i]! <= box.maxX &&
        columns.worldY[i]! >= box.minY &&
        columns.worldY[i]! <= box.maxY,
    );
    expect(expected.length).toBeGreaterThan(5);
    expect([...out.subarray(0, select(columns, mask, always, box, out))]).toEqual(expected);
  });

  it('open at an instant: opened ≤ t < closed, and never what was fixed on the spot', () => {
    const middle = columns.opened[3000]!;
    for (const at of [0, middle, columns.closed[10]!, columns.closed[10]! - 1, 4e9]) {
      const expected = live.filter(
        (i) =>
          columns.opened[i]! <= at &&
          (columns.closed[i] === 0 || columns.closed[i]! > at) &&
          handlingOf(columns.bits[i]!) !== 1,
      );
      expect([...out.subarray(0, select(columns, everything, { kind: 'open', at }, undefined, out))]).toEqual(
        expected,
      );
    }
  });
});

describe('clusters', () => {
  it('0 lost, 0 doubled at every zoom, also by severity', () => {
    const n = select(columns, everything, always, district, out);
    expect(n).toBe(live.length);
    const severities = [0, 1, 2, 3].map((s) => live.filter((i) => severityOf(columns.bits[i]!) === s).length);
    for (let zoom = 6; zoom <= 18; zoom++) {
      const clusters = clusterColumns(columns, out, n, district, zoom);
      expect(clusters.total.subarray(0, clusters.count).reduce((a, each) => a + each, 0)).toBe(n);
      for (let s = 0; s < 4; s++) {
        let sum = 0;
        for (let c = 0; c < clusters.count; c++) sum += clusters.bySeverity[c * 4 + s]!;
        expect(sum).toBe(severities[s]);
      }
    }
  });

  it('conserves whatever is selected, in any box', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 113.4, max: 113.8, noNaN: true }),
        fc.double({ min: 34.7, max: 34.95, noNaN: true }),
        fc.double({ min: 0.001, max: 0.4, noNaN: true }),
        fc.integer({ min: 8, max: 16 }),
        (west, south, size, zoom) => {
          const box = worldBox({ west, south, east: west + size, north: south + size });
          const n = select(columns, everything, always, box, out);
          const clusters = clusterColumns(columns, out, n, box, zoom);
          expect(clusters.total.subarray(0, clusters.count).reduce((a, each) => a + each, 0)).toBe(n);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('stand where their members are: the weighted mean of all places does not move', () => {
    const n = select(columns, everything, always, district, out);
    const mean = live.reduce((a, i) => a + unpackLng(columns.x[i]!), 0) / live.length;
    const clusters = clusterColumns(columns, out, n, district, 11);
    let sum = 0;
    for (let c = 0; c < clusters.count; c++) sum += clusters.lng[c]! * clusters.total[c]!;
    expect(sum / n).toBeCloseTo(mean, 6);
  });

  it('nothing selected is no cluster; one problem is itself', () => {
    expect(clusterColumns(columns, out, 0, district, 10).count).toBe(0);
    out[0] = live[5]!;
    const one = clusterColumns(columns, out, 1, district, 17);
    expect([one.count, one.total[0], one.row[0]]).toEqual([1, 1, columns.row[live[5]!]]);
    expect(one.lat[0]).toBeCloseTo(unpackLat(columns.y[live[5]!]!), 5);
  });
});

describe('density', () => {
  it('adds up to the problems where nothing is blurred over the edge', () => {
    const n = select(columns, everything, always, district, out);
    const density = densityOf(columns, out, n, district);
    expect([density.width, density.height]).toEqual([480, 270]);
    expect(density.values.reduce((a, each) => a + each, 0)).toBeCloseTo(n, 0);
    expect(density.max).toBeGreaterThan(0);
  });

  it('is flat zero for nothing', () => {
    expect(densityOf(columns, out, 0, district).max).toBe(0);
  });
});

describe('totals', () => {
  it('found = on the spot + assigned + undecided, for every filter and moment', () => {
    fc.assert(
      fc.property(
        fc.subarray([0, 1, 2, 3, 4, 5, 6, 7, 8]),
        fc.subarray([1, 2, 3]),
        fc.integer({ min: columns.opened[0]!, max: columns.opened[5999]! }),
        fc.integer({ min: 0, max: 60 }),
        fc.boolean(),
        (towns, severities, from, days, open) => {
          const mask = filterMask(columns, { towns, severities });
          const time: TimeView = open
            ? { kind: 'open', at: from }
            : { kind: 'found', from, until: from + days * 86_400 };
          const totals = totalsOf(columns, mask, time);
          expect(totals.found).toBe(totals.onSpot + totals.assigned + totals.undecided);
          expect(totals.found).toBe(select(columns, mask, time, undefined, out));
          expect(totals.assigned).toBe(totals.assignedClosed + totals.assignedOpen);
          expect(totals.bySeverity.reduce((a, each) => a + each, 0)).toBe(totals.found);
          expect(totals.byCategory.reduce((a, each) => a + each, 0)).toBe(totals.found);
          expect(totals.byTown.reduce((a, each) => a + each.found, 0)).toBe(totals.found);
        },
      ),
      { numRuns: 80 },
    );
  });

  it('per day: found that day and open at its end agree with the views', () => {
    const from = columns.opened[0]! + 40 * 86_400;
    const days = daysOf(columns, everything, from, 90);
    for (const day of [0, 1, 17, 44, 89]) {
      const start = from + day * 86_400;
      const found: TimeView = { kind: 'found', from: start, until: start + 86_400 };
      expect(days.found[day]).toBe(select(columns, everything, found, undefined, out));
      const end: TimeView = { kind: 'open', at: start + 86_400 - 1 };
      expect(days.open[day]).toBe(select(columns, everything, end, undefined, out));
    }
  });
});

describe('mercator', () => {
  it('goes there and back', () => {
    for (const [lng, lat] of [
      [113.6, 34.8],
      [-179.9, -80],
      [0, 0],
      [179.9, 84],
    ] as const) {
      expect(lngOfWorld(worldX(lng))).toBeCloseTo(lng, 6);
      expect(latOfWorld(worldY(lat))).toBeCloseTo(lat, 6);
    }
  });
});
