import { exhaustive } from '../exhaustive.ts';

export const STABILITIES = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
/** Pasquill class, A = very unstable … F = moderately stable. */
export type Stability = (typeof STABILITIES)[number];
export const TERRAINS = ['rural', 'urban'] as const;
export type Terrain = (typeof TERRAINS)[number];

/** Horizontal and vertical spread in metres at `distanceM` of travel, 10-minute averages. Source: Briggs 1973. */
export function briggs(
  stability: Stability,
  terrain: Terrain,
  distanceM: number,
): { readonly y: number; readonly z: number } {
  const x = Math.max(0, distanceM);
  return terrain === 'rural' ? rural(stability, x) : urban(stability, x);
}

/**
 * Share of σθ that is left after `ageS` seconds of travel, 1 at the source: 1/(1 + 0.9·√(t/300 s)).
 * Source: Draxler 1976, ground releases.
 */
export function draxler(ageS: number): number {
  return 1 / (1 + 0.9 * Math.sqrt(Math.max(0, ageS) / 300));
}

/**
 * Concentration at the ground from 1 unit/s at the ground, `alongM` downwind and `acrossM` off the axis:
 * e^(-y²/2σy²)/(π u σy σz). Zero upwind of the source; wind below `floorMs` counts as `floorMs`.
 */
export function plume(
  alongM: number,
  acrossM: number,
  speedMs: number,
  spread: { readonly y: number; readonly z: number },
  floorMs = 0.5,
): number {
  if (!(alongM > 0)) return 0;
  const off = acrossM / spread.y;
  return Math.exp(-0.5 * off * off) / (Math.PI * Math.max(floorMs, speedMs) * spread.y * spread.z);
}

function rural(stability: Stability, x: number): { y: number; z: number } {
  const wide = x / Math.sqrt(1 + 0.0001 * x);
  switch (stability) {
    case 'A':
      return { y: 0.22 * wide, z: 0.2 * x };
    case 'B':
      return { y: 0.16 * wide, z: 0.12 * x };
    case 'C':
      return { y: 0.11 * wide, z: (0.08 * x) / Math.sqrt(1 + 0.0002 * x) };
    case 'D':
      return { y: 0.08 * wide, z: (0.06 * x) / Math.sqrt(1 + 0.0015 * x) };
    case 'E':
      return { y: 0.06 * wide, z: (0.03 * x) / (1 + 0.0003 * x) };
    case 'F':
      return { y: 0.04 * wide, z: (0.016 * x) / (1 + 0.0003 * x) };
    default:
      return exhaustive(stability);
  }
}

function urban(stability: Stability, x: number): { y: number; z: number } {
  const wide = x / Math.sqrt(1 + 0.0004 * x);
  switch (stability) {
    case 'A':
    case 'B':
      return { y: 0.32 * wide, z: 0.24 * x * Math.sqrt(1 + 0.001 * x) };
    case 'C':
      return { y: 0.22 * wide, z: 0.2 * x };
    case 'D':
      return { y: 0.16 * wide, z: (0.14 * x) / Math.sqrt(1 + 0.0003 * x) };
    case 'E':
    case 'F':
      return { y: 0.11 * wide, z: (0.08 * x) / Math.sqrt(1 + 0.0015 * x) };
    default:
      return exhaustive(stability);
  }
}
