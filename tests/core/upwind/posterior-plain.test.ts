import { describe, expect, it } from 'vitest';
import { ringAt, polarGrid, type PolarGrid } from '../../../src/core/upwind/posterior-grid.ts';
import { rotationKernel } from '../../../src/core/upwind/posterior-kernel.ts';
import {
  likelihoodAround,
  likelihoodAtApex,
  type Seen,
} from '../../../src/core/upwind/posterior-likelihood.ts';
import { addTrack, walkBack } from '../../../src/core/upwind/posterior-tracks.ts';
import { windTable, type WindTable } from '../../../src/core/upwind/posterior-wind.ts';
import { AT, twoMinuteWind } from './shapes.ts';
import { chance } from './release-simulator.ts';

const OPTIONS = { sharpness: 8, couplingWeight: 0.55, slack: 0.05, stationsCounted: 8 };
const BLOCKS = 9;
const WIND = windTable(
  twoMinuteWind((ago) => 200 + 50 * Math.sin(ago / 7), 2.6),
  AT,
  60,
)!;

describe('what is computed fast is what the plain formulas say', () => {
  for (const size of ['cheap', 'full'] as const) {
    it(`puffs round every bearing and over the apex, ${size}`, () => {
      const grid = polarGrid(5000, size, 9000);
      for (let i = 0; i < 12; i++) {
        const wind = windTable(
          twoMinuteWind((ago) => 30 * i + 11 * Math.sin(ago / 5), 0.4 + i),
          AT,
          60,
        )!;
        const fast = field(grid, wind, -300 * i);
        const plain = plainField(grid, wind, -300 * i);
        const most = Math.max(...plain);
        expect(most).toBeGreaterThan(0);
        // The table's step of 1/256 may round a cell the other way.
        fast.forEach((value, cell) =>
          expect(Math.abs(value - plain[cell]!)).toBeLessThan(0.005 * plain[cell]! + 1e-12 * most),
        );
        expect(sum(fast)).toBeCloseTo(sum(plain), 6 - Math.ceil(Math.log10(sum(plain) + 1)));
      }
    });

    it(`several stations, clean ones, gaps and one beyond the reach, ${size}`, () => {
      const grid = polarGrid(5000, size, 9000);
      const fields = blocks(grid);
      const seen = stations();
      for (const [step, reach] of [[size === 'full' ? 6 : 10, 48] as const, [30, 90] as const]) {
        const kernel = rotationKernel(grid.angles, air(reach));
        const fast = likelihoodAround(grid, fields, seen, kernel, step, reach, OPTIONS);
        close(fast, plainAround(grid, fields, seen, kernel, step, reach));
      }
    });

    it(`stations at the apex, ${size}`, () => {
      const grid = polarGrid(5000, size);
      const fields = blocks(grid);
      const seen = stations()
        .slice(0, 2)
        .map((each) => ({ ...each, x: 0, y: 0 }));
      const kernel = rotationKernel(grid.angles, air(20));
      const unturned = plainLog(grid, fields, seen, 0);
      const top = Math.max(...unturned);
      const plain = new Float64Array(unturned.length);
      unturned.forEach((value, cell) => {
        for (let turned = 0; turned < grid.angles; turned++) {
          const ring = cell - (cell % grid.angles);
          plain[ring + ((cell + turned) % grid.angles)]! += kernel[turned]! * Math.exp(value - top);
        }
      });
      close(likelihoodAtApex(grid, fields, seen, kernel, OPTIONS), plain, 1e-5);
    });
  }
});

function air(spread: number): Parameters<typeof rotationKernel>[1] {
  return { speedMs: 2, compassErrorDeg: 0, coarseErrorDeg: spread / 3, distanceKm: 0, staleMin: 0 };
}

const track = { radiusM: 5000, pathM: 14_000, reachM: 12_000, spreadRad: 0.35, maxAgeS: 7200 };

function field(grid: PolarGrid, wind: WindTable, t: number): Float64Array {
  const out = new Float64Array(grid.x.length);
  addTrack(out, grid, wind, t, 1, track);
  return out;
}

/** Every cell against every puff by its own coordinates. */
function plainField(grid: PolarGrid, wind: WindTable, t: number): Float64Array {
  const out = new Float64Array(grid.x.length);
  walkBack(wind, t, track, (px, py, sigma, peak) => {
    for (let cell = 0; cell < out.length; cell++) {
      const squares = (grid.x[cell]! - px) ** 2 + (grid.y[cell]! - py) ** 2;
      if (squares > (3.3 * sigma) ** 2) continue;
      // Not the exponential itself: its table of 1/256, so that agreement can be asked for closely.
      out[cell]! += peak * Math.exp(-Math.floor((256 * squares) / (2 * sigma * sigma)) / 256);
    }
  });
  return out;
}

function blocks(grid: PolarGrid): Float64Array[] {
  return Array.from({ length: BLOCKS }, (_, block) => field(grid, WIND, -400 * (BLOCKS - 1 - block)));
}

function stations(): Seen[] {
  const random = chance(7);
  const seen = (x: number, y: number, e: (block: number) => number): Seen => {
    const values = Float64Array.from({ length: BLOCKS }, (_, block) => e(block));
    return { x, y, evidence: { place: { lng: 0, lat: 0 }, e: values, mean: values } };
  };
  return [
    seen(0, 0, (block) => (block > 4 ? 3 + random() : 0)),
    seen(-2100, 1400, () => 0),
    seen(900, -3000, (block) => (block === 3 ? Number.NaN : random())),
    seen(3900, 300, () => Number.NaN),
  ];
}

function plainLog(
  grid: PolarGrid,
  fields: readonly Float64Array[],
  seen: readonly Seen[],
  shift: number,
): Float64Array {
  const { angles } = grid;
  const cells = grid.ringCount * angles;
  const felt = new Float64Array(cells);
  const matched = new Float64Array(cells);
  let squares = 0;
  for (const { x, y, evidence } of seen) {
    for (const e of evidence.e) if (!Number.isNaN(e)) squares += e * e;
    for (let cell = 0; cell < cells; cell++) {
      const [dx, dy] = [grid.x[cell]! - x, grid.y[cell]! - y];
      const ring = ringAt(grid, Math.sqrt(dx * dx + dy * dy));
      if (ring >= grid.rings.length) continue;
      const angle = Math.floor((Math.atan2(dx, dy) / (2 * Math.PI) + 1) * angles) % angles;
      const source = ring * angles + ((angle - shift + angles) % angles);
      evidence.e.forEach((e, block) => {
        if (Number.isNaN(e)) return;
        felt[cell]! += fields[block]![source]!;
        matched[cell]! += e * Math.sqrt(fields[block]![source]!);
      });
    }
  }
  const floor = 1e-9 * Math.max(...felt);
  const power = 0.5 * OPTIONS.sharpness * Math.sqrt(seen.length);
  return felt.map((k, cell) => {
    const fit = matched[cell]! ** 2 / (squares * (k + floor));
    return OPTIONS.couplingWeight * Math.log(k + floor) - power * Math.log(1 + OPTIONS.slack - fit);
  });
}

function plainAround(
  grid: PolarGrid,
  fields: readonly Float64Array[],
  seen: readonly Seen[],
  kernel: Float64Array,
  stepDeg: number,
  reachDeg: number,
): Float64Array {
  const steps = Math.round(reachDeg / stepDeg);
  const width = Math.round((stepDeg * grid.angles) / 360);
  const out = new Float64Array(grid.ringCount * grid.angles);
  const at = (i: number): number => kernel[(i + 2 * grid.angles) % grid.angles]!;
  for (let step = -steps; step <= steps; step++) {
    const shift = step * width;
    let weight = 0;
    const half = Math.floor(width / 2);
    for (let i = -half; i <= half; i++) weight += (2 * Math.abs(i) === width ? 0.5 : 1) * at(shift + i);
    if (Math.abs(step) === steps) {
      const way = Math.sign(step);
      for (let k = Math.ceil(width / 2); Math.abs(shift) + k < grid.angles / 2; k++)
        weight += at(shift + way * k);
    }
    const log = plainLog(grid, fields, seen, shift);
    log.forEach((value, cell) => (out[cell]! += weight * Math.exp(value)));
  }
  return out;
}

/** Equal up to a common factor: shares of the whole within `tolerance` of the largest. */
function close(fast: Float64Array, plain: Float64Array, tolerance = 1e-9): void {
  const [a, b] = [sum(fast), sum(plain)];
  const most = Math.max(...plain) / b;
  let worst = 0;
  plain.forEach((value, cell) => (worst = Math.max(worst, Math.abs(fast[cell]! / a - value / b))));
  expect(worst / most).toBeLessThan(tolerance);
}

function sum(values: Float64Array): number {
  return values.reduce((all, value) => all + value, 0);
}
