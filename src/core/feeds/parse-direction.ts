import { parseDirection, type WindDirection } from '../wind/direction.ts';
import { halfWidth, parseNumber } from './parse-number.ts';

export type FeedDirection =
  WindDirection | { readonly kind: 'missing'; readonly code?: number } | { readonly kind: 'nonsense' };

/** Words of public data sets that the surface observation tables do not have; cv = calm and variable (UCI, Beijing). */
const CALM = new Set(['cv', '静稳', '无持续']);
const VARIABLE = new Set(['v', '旋转', '无持续风向']);

/** Direction of a feed's cell: `parseDirection` after full-width characters, with blank, NA, −9999 and 999 told apart from nonsense such as 400°. */
export function feedDirection(raw: unknown): FeedDirection {
  if (raw === null || raw === undefined) return { kind: 'missing' };
  const cell = typeof raw === 'string' ? halfWidth(raw).trim().replace(/度$/, '') : raw;
  if (typeof cell === 'string' && CALM.has(cell.toLowerCase())) return { kind: 'calm' };
  if (typeof cell === 'string' && VARIABLE.has(cell.toLowerCase())) return { kind: 'variable' };
  const direction = parseDirection(cell);
  if (direction.ok) return direction.value;
  const number = parseNumber(cell);
  // No vane shows 999°.
  if (number.kind === 'suspect') return { kind: 'missing', code: number.value };
  return number.kind === 'missing' ? number : { kind: 'nonsense' };
}
