import type { ProblemState } from '../casework/problem-states.ts';
import { distance } from '../geo.ts';
import type { Instant } from '../units.ts';
import { centreStateOf, type CentreState } from './centre-states.ts';
import type { ExchangeRecord } from './exchange-record.ts';

/** The case here that a record speaks of. */
export interface MatchedCase {
  readonly centreNo: string;
  readonly centreTaskNo: string;
  readonly centreState: string;
  readonly category: string;
  readonly state: ProblemState;
  readonly lng: number;
  readonly lat: number;
  readonly deadlineAt: Instant;
  /** Name of the unit that leads. */
  readonly unit: string;
}

export const EXCHANGE_DIFFERENCES = ['state', 'category', 'unit', 'deadline', 'place'] as const;
export interface ExchangeDifference {
  readonly field: (typeof EXCHANGE_DIFFERENCES)[number];
  readonly ours: string;
  readonly theirs: string;
}

/** What the centre's number, task and state would become; null = nothing about them is new. */
export interface CentreMark {
  readonly centreNo: string;
  readonly centreTaskNo: string;
  readonly centreState: CentreState;
}

/** Further apart than writing and reading six decimals makes it. */
const SAME_PLACE_M = 1;

/** Where a record and the case here say different things; what the record does not say is no difference. Nothing is overwritten. */
export function differencesOf(
  record: ExchangeRecord,
  row: MatchedCase,
  category: string,
): readonly ExchangeDifference[] {
  const found: ExchangeDifference[] = [];
  const stage = centreStateOf(row.state);
  if (record.centreState !== stage) found.push({ field: 'state', ours: stage, theirs: record.centreState });
  else if (record.ourState !== '' && record.ourState !== row.state)
    found.push({ field: 'state', ours: row.state, theirs: record.ourState });
  if (category !== '' && category !== row.category)
    found.push({ field: 'category', ours: row.category, theirs: category });
  if (record.unit !== '' && record.unit !== row.unit)
    found.push({ field: 'unit', ours: row.unit, theirs: record.unit });
  if (record.deadlineAt > 0 && Math.abs(record.deadlineAt - row.deadlineAt) >= 1000)
    found.push({ field: 'deadline', ours: String(row.deadlineAt), theirs: String(record.deadlineAt) });
  if (record.place && distance(record.place, row) > SAME_PLACE_M) {
    const text = (lng: number, lat: number): string => `${lng.toFixed(6)}, ${lat.toFixed(6)}`;
    const { lng, lat } = record.place;
    found.push({ field: 'place', ours: text(row.lng, row.lat), theirs: text(lng, lat) });
  }
  return found;
}

/**
 * The centre's side of the case as it would be kept, or null when it is already. A record without their number is our own export come
 * back: it says nothing of the centre.
 */
export function markOf(record: ExchangeRecord, row: MatchedCase): CentreMark | null {
  if (record.centreNo === '') return null;
  const mark = {
    centreNo: record.centreNo,
    centreTaskNo: record.centreTaskNo || row.centreTaskNo,
    centreState: record.centreState,
  };
  const same =
    mark.centreNo === row.centreNo &&
    mark.centreTaskNo === row.centreTaskNo &&
    mark.centreState === row.centreState;
  return same ? null : mark;
}
