import { nextStepOf } from '../../core/casework/next-step.ts';
import { isOpenProblem } from '../../core/casework/problem-states.ts';
import type { Measure } from '../../core/casework/measures.ts';
import { instantText, type CellKind, type SheetCell } from '../../core/files/sheet.ts';
import type { ProblemRecord } from '../../schema/records.ts';
import { city } from '../../state/city.svelte.ts';
import { now } from '../../state/now.svelte.ts';
import { m } from '../../text/paraglide/messages.js';
import { name } from '../../text/say.ts';
import { categoryWords, sourceWords, townWords } from './case-words.ts';

/** A column of the ledger: on the screen and in the exported file it has the same title and value. */
export interface CaseColumn {
  readonly key: string;
  readonly kind: CellKind;
  /** null = empty. */
  readonly value: (row: ProblemRecord) => SheetCell;
}

const DAY_MS = 86_400_000;
const text = (key: string, value: (row: ProblemRecord) => string): CaseColumn => ({
  key,
  kind: 'text',
  value,
});
const instant = (key: 'foundAt' | 'deadlineAt' | 'closedAt'): CaseColumn => ({
  key,
  kind: 'instant',
  value: (row) => row[key] || null,
});
const gridName = (id: string): string => city.gridById.get(id)?.name ?? '';

/** The on-site group that found it: its number and name. */
export const groupName = (id: string): string => city.groupById.get(id)?.name ?? '';

export const CASE_COLUMNS: readonly CaseColumn[] = [
  text('no', (row) => row.no || m.cases_no_number()),
  text('category', (row) => categoryWords(row.category)),
  text('severity', (row) => name('trade_severity', String(row.severity))),
  text('source', sourceWords),
  text('town', townWords),
  text('cell', (row) => gridName(row.cell)),
  text('unit', (row) => (row.unit ? (city.unitById.get(row.unit)?.name ?? '') : '')),
  text('group', (row) => groupName(row.group)),
  text('handler', (row) => row.handler),
  text('measures', measureWords),
  instant('deadlineAt'),
  text('state', (row) => name('trade_problem', row.state)),
  text('next', nextWords),
  { key: 'age', kind: 'number', value: (row) => ageDays(row) },
  instant('foundAt'),
  text('handling', (row) => name('trade_handling', row.handling)),
  text('origin', (row) => name('trade_origin', row.origin)),
  text('orderNo', (row) => row.orderNo),
  instant('closedAt'),
  text('note', (row) => row.note),
];

/** What a person sees who has chosen none: who, what and by when for every case (feature 0.45), and what comes next (4.25). */
export const USUAL_COLUMNS: readonly string[] = [
  'category',
  'source',
  'town',
  'unit',
  'handler',
  'measures',
  'deadlineAt',
  'state',
  'next',
  'age',
  'foundAt',
  'no',
];

/** The chosen columns in the product's order; those of a later version that are unknown here are left out. */
export function chosenColumns(keys: readonly string[]): readonly CaseColumn[] {
  const wanted = keys.length === 0 ? USUAL_COLUMNS : keys;
  return wanted.flatMap((key) => CASE_COLUMNS.find((each) => each.key === key) ?? []);
}

export function columnTitle(key: string): string {
  return name('cases_head', key);
}

/** A cell in words: what the exported file says, too. */
export function cellWords(column: CaseColumn, row: ProblemRecord): string {
  const value = column.value(row);
  if (value === null || value === '') return '–';
  if (column.kind === 'instant' && typeof value === 'number') return instantText(value);
  return String(value);
}

/** Person and deadline that an open case lacks; empty when it has both. */
export function lackingOf(row: ProblemRecord): readonly ('unit' | 'handler' | 'deadline')[] {
  if (!isOpenProblem(row.state)) return [];
  return [
    ...(row.unit === '' ? (['unit'] as const) : row.handler === '' ? (['handler'] as const) : []),
    ...(row.deadlineAt === 0 ? (['deadline'] as const) : []),
  ];
}

export function measureWords(row: ProblemRecord): string {
  const done = (row.measures as readonly Measure[] | null) ?? [];
  return done.map(({ what, value, unit }) => `${what} ${value} ${name('trade_unit', unit)}`).join('；');
}

function nextWords(row: ProblemRecord): string {
  const step = nextStepOf(row.state, row.sample);
  return step === null ? m.cases_todo_none() : name('cases_todo', step);
}

/** Whole days since the finding of a case that is open; null once it has ended. */
function ageDays(row: ProblemRecord): number | null {
  if (!isOpenProblem(row.state)) return null;
  return Math.max(0, Math.floor((now.clock - row.foundAt) / DAY_MS));
}
