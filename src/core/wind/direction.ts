import { message } from '../message.ts';
import { err, ok, type Result } from '../result.ts';
import { bearing, type Bearing } from '../units.ts';

/** 16 points clockwise from north, English codes. */
export const COMPASS_POINTS = [
  ...['N', 'NNE', 'NE', 'ENE', 'E', 'ESE', 'SE', 'SSE'],
  ...['S', 'SSW', 'SW', 'WSW', 'W', 'WNW', 'NW', 'NNW'],
] as const;
/** The same in Chinese, as in the surface observation tables (domain.md §8). */
export const COMPASS_POINTS_ZH = [
  ...['北', '北东北', '东北', '东东北', '东', '东东南', '东南', '南东南'],
  ...['南', '南西南', '西南', '西西南', '西', '西西北', '西北', '北西北'],
] as const;
export type CompassPoint = (typeof COMPASS_POINTS)[number];
export type CompassPointZh = (typeof COMPASS_POINTS_ZH)[number];

/** What a feed says about direction: where from, calm, or turning without a direction. */
export type WindDirection =
  | { readonly kind: 'steady'; readonly from: Bearing; readonly compassPoints: 0 | 8 | 16 }
  | { readonly kind: 'calm' }
  | { readonly kind: 'variable' };

/** Spellings of the same 16 points that other bureaus use. */
const ALIASES: Readonly<Record<string, number>> = {
  北北东: 1,
  东北偏北: 1,
  北东: 2,
  东北偏东: 3,
  东北东: 3,
  东南偏东: 5,
  东南东: 5,
  南东: 6,
  东南偏南: 7,
  南南东: 7,
  西南偏南: 9,
  南南西: 9,
  南西: 10,
  西南偏西: 11,
  西南西: 11,
  西北偏西: 13,
  西北西: 13,
  北西: 14,
  西北偏北: 15,
  北北西: 15,
};
const CALM = ['C', 'CALM', '静风', '无风', '999017', '静'];
const VARIABLE = ['VRB', 'VAR', 'VARIABLE', '不定', '风向不定', '旋转风', '999016'];

/** Number of the 16 points, 0 = N … 15 = NNW; 11.25 is still N, 11.26 is NNE, 348.76 is N (domain.md §8). */
export function compassIndex(from: number): number {
  return ((Math.ceil((bearing(from) - 11.25) / 22.5) % 16) + 16) % 16;
}

/** Code of the point a bearing falls into. */
export function compassPoint(from: number): CompassPoint {
  return COMPASS_POINTS[compassIndex(from)]!;
}

/** Chinese name of the point a bearing falls into. */
export function compassPointZh(from: number): CompassPointZh {
  return COMPASS_POINTS_ZH[compassIndex(from)]!;
}

/**
 * Reads a wind direction as feeds write it: degrees 0…360, 16-point names in English or Chinese, calm and variable codes.
 * Errors: Message for missing values, NaN, 999, -9999, 400 and unknown words; never turned into 0°.
 */
export function parseDirection(raw: unknown): Result<WindDirection> {
  if (raw === null || raw === undefined) return err(message('upwind_direction_missing'));
  if (typeof raw !== 'number' && typeof raw !== 'string') {
    return err(message('upwind_direction_unknown', { value: typeof raw }));
  }
  const text = String(raw).trim().toUpperCase().replace(/°$/, '');
  if (text === '') return err(message('upwind_direction_missing'));
  if (CALM.includes(text)) return ok({ kind: 'calm' });
  if (VARIABLE.includes(text)) return ok({ kind: 'variable' });
  const index = pointIndex(text);
  if (index !== null) {
    return ok({ kind: 'steady', from: bearing(index * 22.5), compassPoints: 16 });
  }
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text))
    return err(message('upwind_direction_unknown', { value: text }));
  const degrees = Number(text);
  if (degrees < 0 || degrees > 360) return err(message('upwind_direction_out_of_range', { value: text }));
  return ok({ kind: 'steady', from: bearing(degrees), compassPoints: 0 });
}

function pointIndex(text: string): number | null {
  const code = (COMPASS_POINTS as readonly string[]).indexOf(text);
  if (code >= 0) return code;
  const word = text.replace(/风$/, '');
  const chinese = (COMPASS_POINTS_ZH as readonly string[]).indexOf(word);
  if (chinese >= 0) return chinese;
  return ALIASES[word] ?? null;
}
