import { bearing, metres } from '../units.ts';
import type { Shape } from './zone.ts';

export const PLAIN_FAN_HALF_ANGLE_DEG = 45;
export const PLAIN_FAN_RADIUS_M = 3_000;

/** L0, what everyone else draws: ±45° and 3 km round the mean wind, whatever the wind; for comparison and teaching. */
export function plainFan(
  from: number,
  radiusM: number = PLAIN_FAN_RADIUS_M,
  halfAngleDeg: number = PLAIN_FAN_HALF_ANGLE_DEG,
): Extract<Shape, { kind: 'fan' | 'sector' }> {
  return { kind: 'fan', radiusM: metres(radiusM), axis: bearing(from), halfAngleDeg };
}
