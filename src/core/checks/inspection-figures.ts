import { count, text, type Row } from '../casework/act.ts';
import type { Instant } from '../units.ts';
import type { Education } from './inspection-kinds.ts';

/** What a group's day came to, besides its findings. */
export interface GroupDay {
  readonly checks: number;
  readonly obstructed: number;
  readonly locked: number;
  /** Talks in which the law was explained, and to how many people (feature 0.29). */
  readonly talks: number;
  readonly listeners: number;
}

/** Sums of a group's inspections in [from, until). */
export function groupDay(
  inspections: readonly Row[],
  group: string,
  from: Instant,
  until: Instant,
): GroupDay {
  const own = inspections.filter(
    (row) => text(row, 'group') === group && count(row, 'at') >= from && count(row, 'at') < until,
  );
  const talks = own.flatMap((row) => (row['education'] as Education | null | undefined) ?? []);
  const of = (result: string): number => own.filter((row) => text(row, 'result') === result).length;
  return {
    checks: own.length,
    obstructed: of('obstructed'),
    locked: of('locked'),
    talks: talks.length,
    listeners: talks.reduce((sum, each) => sum + each.people, 0),
  };
}

export interface Revisit {
  readonly inspection: string;
  readonly source: string;
  readonly dueAt: Instant;
  /** The police were asked to come along. */
  readonly police: boolean;
}

/** Gates that stayed shut and that nobody has passed since (feature 0.31), the most urgent first. */
export function proposedRevisits(inspections: readonly Row[]): readonly Revisit[] {
  const passed = new Map<string, number>();
  for (const row of inspections) {
    if (count(row, 'revisitDueAt') > 0) continue;
    const source = text(row, 'source');
    passed.set(source, Math.max(passed.get(source) ?? 0, count(row, 'at')));
  }
  const shut = new Map<string, Row>();
  for (const row of inspections) {
    if (count(row, 'revisitDueAt') === 0) continue;
    const source = text(row, 'source');
    if ((passed.get(source) ?? 0) > count(row, 'at')) continue;
    const known = shut.get(source);
    // Shut twice: the first one says since when.
    if (!known || count(known, 'at') > count(row, 'at')) shut.set(source, row);
  }
  return [...shut.values()]
    .map((row) => ({
      inspection: row.id,
      source: text(row, 'source'),
      dueAt: count(row, 'revisitDueAt'),
      police: text(row, 'followUp') === 'police',
    }))
    .sort((a, b) => a.dueAt - b.dueAt || (a.source < b.source ? -1 : 1));
}
