/** Levels of the grid tree with the digits of their codes: city 4, district 6 (GB/T 2260), town 9, village 12, cell 15 (domain.md §3). */
export const GRID_LEVELS = ['city', 'district', 'town', 'village', 'cell'] as const;
export type GridLevel = (typeof GRID_LEVELS)[number];

const DIGITS: Readonly<Record<GridLevel, number>> = { city: 4, district: 6, town: 9, village: 12, cell: 15 };

/** Level of a grid code, or null when it is not one: digits only, 4, 6, 9, 12 or 15 of them. */
export function gridLevel(code: string): GridLevel | null {
  if (!/^\d+$/.test(code)) return null;
  return GRID_LEVELS.find((level) => DIGITS[level] === code.length) ?? null;
}

/** Code of the grid above; null for a city and for what is no code. */
export function parentCode(code: string): string | null {
  const level = gridLevel(code);
  if (level === null || level === 'city') return null;
  const above = GRID_LEVELS[GRID_LEVELS.indexOf(level) - 1]!;
  return code.slice(0, DIGITS[above]);
}

/** Code of the nth cell of a village, n from 1. Throws RangeError outside 1…999 or for a code that is no village's. */
export function cellCode(village: string, n: number): string {
  if (gridLevel(village) !== 'village' || !Number.isInteger(n) || n < 1 || n > 999) {
    throw new RangeError(`no cell ${n} of ${village}`);
  }
  return village + String(n).padStart(3, '0');
}

/** The code cut to a level: the town of a cell, the district of a town; null when the code is shorter. */
export function codeAt(code: string, level: GridLevel): string | null {
  return gridLevel(code) !== null && code.length >= DIGITS[level] ? code.slice(0, DIGITS[level]) : null;
}
