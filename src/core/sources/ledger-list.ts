import { distance } from '../geo.ts';
import type { Instant, LngLat } from '../units.ts';
import {
  SHUT_STATES,
  SOURCE_KINDS,
  SOURCE_STATES,
  type SourceKind,
  type SourceState,
} from './source-kinds.ts';
import type { SourceProfile } from './source-profile.ts';
import { ledgerComplete } from './validate-source.ts';

/** 工地 as the office counts them: building sites with and without earthwork, demolition, linear works. */
export const WORKS_KINDS: readonly SourceKind[] = ['earthwork', 'site', 'demolition', 'linear_works'];
/** What the list is narrowed to by kind: one of the kinds, or all works (工地) together. */
export const KIND_CHOICES = ['works', ...SOURCE_KINDS] as const;
/** What the list is narrowed to by state: one of the states, or all that must not work. */
export const STATE_CHOICES = ['shut', ...SOURCE_STATES] as const;
export const LEDGER_STATES = ['complete', 'missing'] as const;
export const LEDGER_ORDERS = ['code', 'open', 'last', 'near'] as const;
export const RADII_KM = [1, 2, 3, 5, 10] as const;

/** What of a `sources` row the list needs. */
export interface LedgerRow extends LngLat {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: SourceKind;
  readonly state: SourceState;
  readonly town: string;
  readonly leader: string;
  readonly openProblems: number;
  readonly lastCheckAt: Instant;
  readonly profile: SourceProfile | null;
}

/** '' = not narrowed. */
export interface LedgerWishes {
  readonly kind: '' | (typeof KIND_CHOICES)[number];
  readonly state: '' | (typeof STATE_CHOICES)[number];
  /** Id of a town's grid. */
  readonly town: string;
  readonly ledger: '' | (typeof LEDGER_STATES)[number];
  /** Within so far of a place. */
  readonly near: (LngLat & { readonly radiusM: number }) | null;
  /** Part of a name, a code or the leader's name, in any case. */
  readonly words: string;
  readonly order: (typeof LEDGER_ORDERS)[number];
}

export const ANY_SOURCE: LedgerWishes = {
  kind: '',
  state: '',
  town: '',
  ledger: '',
  near: null,
  words: '',
  order: 'code',
};

/** Whether a row's ledger has everything its kind asks for. */
export function hasLedger(row: Pick<LedgerRow, 'kind' | 'profile'>): boolean {
  return ledgerComplete(row.kind, row.profile ?? {});
}

/**
 * The sources that fit all wishes, in the wished order: by code, most open problems first, longest unvisited first (never = before
 * all), or nearest first (by code without a place). Ties go by code.
 */
export function ledgerList<Row extends LedgerRow>(rows: readonly Row[], wishes: LedgerWishes): Row[] {
  const words = wishes.words.trim().toLowerCase();
  const { near } = wishes;
  const fitting = rows.filter(
    (row) =>
      isOfKind(row.kind, wishes.kind) &&
      isInState(row.state, wishes.state) &&
      (wishes.town === '' || row.town === wishes.town) &&
      (near === null || distance(near, row) <= near.radiusM) &&
      (words === '' || [row.name, row.code, row.leader].some((each) => each.toLowerCase().includes(words))) &&
      (wishes.ledger === '' || hasLedger(row) === (wishes.ledger === 'complete')),
  );
  const rank = rankBy<Row>(wishes);
  return fitting
    .map((row) => ({ row, rank: rank(row) }))
    .sort((a, b) => a.rank - b.rank || (a.row.code < b.row.code ? -1 : 1))
    .map(({ row }) => row);
}

/** How many there are of each kind, most first. */
export function countKinds(
  rows: readonly { readonly kind: SourceKind }[],
): { readonly kind: SourceKind; readonly count: number }[] {
  return SOURCE_KINDS.map((kind) => ({ kind, count: rows.filter((row) => row.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}

export function isOfKind(kind: SourceKind, wished: LedgerWishes['kind']): boolean {
  return wished === '' || (wished === 'works' ? WORKS_KINDS.includes(kind) : kind === wished);
}

export function isInState(state: SourceState, wished: LedgerWishes['state']): boolean {
  if (wished === 'shut') return SHUT_STATES.some((each) => each === state);
  return wished === '' || state === wished;
}

function rankBy<Row extends LedgerRow>({ order, near }: LedgerWishes): (row: Row) => number {
  if (order === 'open') return (row) => -row.openProblems;
  if (order === 'last') return (row) => row.lastCheckAt;
  return order === 'near' && near ? (row) => distance(near, row) : () => 0;
}
