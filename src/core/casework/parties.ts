import { text, type Row } from './act.ts';

/**
 * Ids in one text field, each between spaces: a rule can look for one of them without a join. Ids are letters and digits, so none is
 * part of another's separator.
 */
export function idList(ids: readonly string[]): string {
  const known = [...new Set(ids.filter((each) => each !== ''))];
  return known.length === 0 ? '' : ` ${known.join(' ')} `;
}

export function idsOf(row: Row, field: string): readonly string[] {
  return text(row, field)
    .split(' ')
    .filter((each) => each !== '');
}

/** A co-unit's part of a joint case (feature 3.18). */
export interface CasePart {
  readonly unit: string;
  readonly state: 'open' | 'submitted';
  readonly at: number;
  readonly note: string;
}

export function partsOf(row: Row): readonly CasePart[] {
  return (row['parts'] as readonly CasePart[] | null) ?? [];
}

export function openParts(units: readonly string[]): readonly CasePart[] {
  return units.map((unit) => ({ unit, state: 'open', at: 0, note: '' }));
}
