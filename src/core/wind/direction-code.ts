import { bearing, type Bearing } from '../units.ts';
import type { WindKind } from './wind-sample.ts';

/** Where columns of figures hold directions, these stand for the two winds that have none. */
export const CALM_CODE = -1;
export const VARIABLE_CODE = -2;

/** A direction as columns carry it: degrees the wind comes from, CALM_CODE or VARIABLE_CODE. */
export function decodeDirection(code: number): { readonly kind: WindKind; readonly from: Bearing | null } {
  if (code === CALM_CODE) return { kind: 'calm', from: null };
  if (code === VARIABLE_CODE) return { kind: 'variable', from: null };
  return { kind: 'steady', from: bearing(code) };
}

/** SQL of the code of a row of `wind`. */
export const DIRECTION_CODE_SQL = `CASE kind WHEN 'steady' THEN fromDeg WHEN 'calm' THEN ${CALM_CODE} ELSE ${VARIABLE_CODE} END`;
