import { city } from '../../state/city.svelte.ts';
import { problemColumns } from '../../state/problem-columns.svelte.ts';
import { m } from '../../text/paraglide/messages.js';
import type { LeadView } from './lead-view.svelte.ts';

type TownCounts = NonNullable<LeadView['totals']>['totals']['byTown'][number];

/** A line of the table of towns; code '' = what lies in none of them. */
export interface TownRow {
  readonly code: string;
  readonly name: string;
  readonly counts: TownCounts | null;
}

/** The towns, most problems first; what lies in none of them comes last, summed up. */
export function townRows(byTown: readonly TownCounts[]): readonly TownRow[] {
  const byId = new Map(byTown.map((each) => [problemColumns.townOf(each.town), each]));
  const known = city.towns
    .map(({ id, code, name }) => ({ code, name, counts: byId.get(id) ?? null }))
    .sort((a, b) => (b.counts?.found ?? 0) - (a.counts?.found ?? 0));
  const placed = new Set(city.towns.map((town) => town.id));
  const elsewhere = [...byId].filter(([id]) => !placed.has(id)).map(([, counts]) => counts);
  if (elsewhere.length === 0) return known;
  const sum = (pick: (each: TownCounts) => number) => elsewhere.reduce((a, each) => a + pick(each), 0);
  const counts = {
    town: 0,
    found: sum((each) => each.found),
    onSpot: sum((each) => each.onSpot),
    assigned: sum((each) => each.assigned),
    undecided: sum((each) => each.undecided),
    open: sum((each) => each.open),
  };
  return [...known, { code: '', name: m.lead_no_town(), counts }];
}
