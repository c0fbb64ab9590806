import { bearing, metres } from '../units.ts';
import { draxler } from './dispersion.ts';
import type { Shape } from './zone.ts';

export interface SectorOptions {
  readonly from: number;
  /** σθ of the window, degrees. */
  readonly sigmaThetaDeg: number;
  readonly quantisationDeg: number;
  readonly representativenessDeg: number;
  /** Scalar mean speed, m/s. */
  readonly speedMs: number;
  readonly maxRadiusM: number;
  /** Wind measured elsewhere: its error has heavy tails, so a smaller z on a larger σ. */
  readonly borrowed: boolean;
}

export const LEAST_HALF_ANGLE_DEG = 15;
export const WIDEST_HALF_ANGLE_DEG = 90;
/** z of the half-angle: 2–2.5 on station, 1–1.3 with a borrowed wind (upwind.md §3). */
const Z_OWN = 2.25;
const Z_BORROWED = 1.15;
const LEAST_RADIUS_M = 1_000;

/** L1: sector whose width is what the wind is worth. h = clamp(z·√((σθ·f)² + σ_q² + σ_rep²), 15°, 90°), R = one hour of wind. */
export function sector(options: SectorOptions): Extract<Shape, { kind: 'fan' | 'sector' }> {
  const { speedMs, maxRadiusM } = options;
  const travelS = Math.min(LEAST_RADIUS_M, maxRadiusM) / Math.max(speedMs, 0.3);
  const spread = options.sigmaThetaDeg * draxler(travelS);
  const z = options.borrowed ? Z_BORROWED : Z_OWN;
  const half = z * Math.sqrt(spread ** 2 + options.quantisationDeg ** 2 + options.representativenessDeg ** 2);
  return {
    kind: 'sector',
    axis: bearing(options.from),
    halfAngleDeg: Math.min(WIDEST_HALF_ANGLE_DEG, Math.max(LEAST_HALF_ANGLE_DEG, half)),
    radiusM: sectorRadius(speedMs, maxRadiusM),
  };
}

/** Half circle for wind too light or unsteady to have more than a side. */
export function wideSector(
  from: number,
  speedMs: number,
  maxRadiusM: number,
): Extract<Shape, { kind: 'fan' | 'sector' }> {
  const radiusM = sectorRadius(speedMs, maxRadiusM);
  return { kind: 'sector', axis: bearing(from), halfAngleDeg: WIDEST_HALF_ANGLE_DEG, radiusM };
}

function sectorRadius(speedMs: number, maxRadiusM: number): ReturnType<typeof metres> {
  const least = Math.min(LEAST_RADIUS_M, maxRadiusM);
  return metres(Math.min(maxRadiusM, Math.max(least, speedMs * 3600)));
}
