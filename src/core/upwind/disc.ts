import { metres } from '../units.ts';
import type { Shape } from './zone.ts';

export const CALM_RADIUS_M = 1_000;

/** Circle round the station for calm: 1 km, or the whole of a smaller reach (upwind.md §2, §8). */
export function disc(maxRadiusM: number): Extract<Shape, { kind: 'disc' }> {
  return { kind: 'disc', radiusM: metres(Math.min(CALM_RADIUS_M, maxRadiusM)) };
}
