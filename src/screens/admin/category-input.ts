import type { CategoryRow } from '../../core/casework/category-catalogue.ts';

/** The line with its days of looking back as they were typed between blanks; 0 = never, nothing = the product's own. */
export function withLookBack(row: CategoryRow, text: string): CategoryRow {
  const { lookBack: _, ...rest } = row;
  const days = text
    .split(/[^\d]+/)
    .filter(Boolean)
    .map(Number);
  return days.length === 0 ? rest : { ...row, lookBack: days.filter((each) => each > 0) };
}

/** Names of papers between commas of either language. */
export function papersIn(text: string): string[] {
  return text
    .split(/[、,，]/)
    .map((each) => each.trim())
    .filter(Boolean);
}
