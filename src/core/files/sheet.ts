/** What a cell of an exported table holds: words, a figure, or an instant (epoch ms) shown in Beijing time. */
export type CellKind = 'text' | 'number' | 'instant';

export interface SheetColumn {
  readonly title: string;
  readonly kind: CellKind;
}

/** null = empty. */
export type SheetCell = string | number | null;

/** 2026-11-22 14:03 in Beijing: sorts as text, and every spreadsheet reads it. */
export function instantText(at: number): string {
  const beijing = new Date(at + 8 * 3_600_000).toISOString();
  return `${beijing.slice(0, 10)} ${beijing.slice(11, 16)}`;
}
