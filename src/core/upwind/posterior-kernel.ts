import { regressionDeg } from '../wind/representativeness.ts';

/** How the wind may be wrong, as a persistent rotation of all tracks. */
export interface RotationOptions {
  readonly speedMs: number;
  /** Step of the compass in degrees as a standard error: 6.5 for 16 points, 13 for 8, 0 for degrees. */
  readonly compassErrorDeg: number;
  /** Extra error of a coarse feed, degrees. */
  readonly coarseErrorDeg: number;
  readonly distanceKm: number;
  /** The wind is a regression on other stations' winds; the distance does not count then. */
  readonly regressed?: boolean;
  /** Age of the newest wind beyond its own interval, minutes. */
  readonly staleMin: number;
}

interface Part {
  readonly weight: number;
  readonly sigmaDeg: number;
}

const OWN: readonly Part[] = [
  { weight: 0.45, sigmaDeg: 4 },
  { weight: 0.45, sigmaDeg: 12 },
  { weight: 0.1, sigmaDeg: 30 },
];

/** Direction error of a wind from another place, by speed; measured on 12 stations over four years. The rest is uniform. */
const BORROWED: readonly { readonly below: number; readonly parts: readonly Part[] }[] = [
  { below: 1, parts: [part(0.27, 22), part(0.38, 55)] },
  { below: 2, parts: [part(0.42, 22), part(0.38, 52)] },
  { below: 3, parts: [part(0.52, 22), part(0.36, 48)] },
  { below: 5, parts: [part(0.6, 21), part(0.33, 45)] },
  { below: Infinity, parts: [part(0.6, 21), part(0.36, 42)] },
];

/** Probability of each rotation of `count` equal steps round the circle, index 0 = none; adds up to 1. */
export function rotationKernel(count: number, options: RotationOptions): Float64Array {
  const drift = (Math.atan2(0.2, Math.max(0.05, options.speedMs)) * 180) / Math.PI;
  const widen = Math.hypot(drift, options.compassErrorDeg, options.coarseErrorDeg);
  const kernel = mixture(
    OWN.map((each) => part(each.weight, Math.hypot(each.sigmaDeg, widen))),
    count,
  );
  const stale = Math.min(1, Math.sqrt(Math.max(0, options.staleMin) / 60));
  if (stale === 0 && !options.regressed && options.distanceKm <= 1) return kernel;
  const row = BORROWED.find((each) => options.speedMs < each.below)!;
  const borrowed = mixture(row.parts, count);
  const distant = options.regressed
    ? shareFor(regressionDeg(options.speedMs), kernel, borrowed)
    : options.distanceKm > 1
      ? Math.min(1, Math.sqrt(options.distanceKm / 13))
      : 0;
  const blend = 1 - (1 - distant) * (1 - stale);
  return kernel.map((value, i) => (1 - blend) * value + blend * borrowed[i]!);
}

/** Root mean square rotation of a kernel, degrees 0…180: how far the wind may be off, tails included. `kernel` adds up to 1, index 0 = no rotation. */
export function spreadDeg(kernel: Float64Array): number {
  let sum = 0;
  const step = 360 / kernel.length;
  kernel.forEach((value, i) => {
    const angle = Math.min(i, kernel.length - i) * step;
    sum += value * angle * angle;
  });
  return Math.sqrt(sum);
}

/** How much of `wide` to blend into `narrow` for a root mean square rotation of `targetDeg`, 0…1. */
function shareFor(targetDeg: number, narrow: Float64Array, wide: Float64Array): number {
  const [low, high] = [spreadDeg(narrow) ** 2, spreadDeg(wide) ** 2];
  return high > low ? Math.min(1, Math.max(0, (targetDeg ** 2 - low) / (high - low))) : 1;
}

function mixture(parts: readonly Part[], count: number): Float64Array {
  const kernel = new Float64Array(count);
  let rest = 1;
  const step = 360 / count;
  for (const { weight, sigmaDeg } of parts) {
    rest -= weight;
    const shape = new Float64Array(count);
    let sum = 0;
    for (let i = 0; i < count; i++) {
      let value = 0;
      for (const turn of [-360, 0, 360]) value += Math.exp(-0.5 * ((i * step + turn) / sigmaDeg) ** 2);
      shape[i] = value;
      sum += value;
    }
    for (let i = 0; i < count; i++) kernel[i]! += (weight * shape[i]!) / sum;
  }
  for (let i = 0; i < count; i++) kernel[i]! += Math.max(0, rest) / count;
  return kernel;
}

function part(weight: number, sigmaDeg: number): Part {
  return { weight, sigmaDeg };
}
