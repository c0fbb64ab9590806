import { count, text, type Row } from '../casework/act.ts';

/** Of the cases that are looked back upon, how many came back. */
export interface RelapseRate {
  readonly watched: number;
  readonly relapsed: number;
  /** 0…1; null when none is watched. */
  readonly share: number | null;
}

/** Counts earlier cases, not findings: one that came back three times came back. */
export function relapseRate(problems: readonly Row[]): RelapseRate {
  const watched = new Set(problems.filter((row) => count(row, 'lookBackFrom') > 0).map((row) => row.id));
  const again = problems.filter((row) => row['relapse'] === true && text(row, 'state') !== 'void');
  const relapsed = new Set(again.map((row) => text(row, 'relapseOf')).filter((id) => watched.has(id)));
  return {
    watched: watched.size,
    relapsed: relapsed.size,
    share: watched.size === 0 ? null : relapsed.size / watched.size,
  };
}
