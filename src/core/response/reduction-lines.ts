import type { SourceKind } from '../sources/source-kinds.ts';
import type { Instant } from '../units.ts';
import type { ReductionStops } from './reduction-measures.ts';
import type { AskedMeasure, ResponseLevel } from './response-kinds.ts';

/** A source on the reduction list of a response, as GET /api/sf/reductions/{response} hands it out. */
export interface ReductionLine {
  readonly id: string;
  readonly source: string;
  readonly kind: SourceKind;
  readonly town: string;
  readonly level: ResponseLevel;
  readonly measures: readonly AskedMeasure[];
  readonly stops: ReductionStops;
  readonly permit: boolean;
  readonly task: string;
  readonly fromAt: Instant;
  /** 0 = in force. */
  readonly untilAt: Instant;
  /** Last check of all that it has to do now; 0 = none. */
  readonly checkedAt: Instant;
  /** Cases of what it broke, oldest first. */
  readonly breaches: readonly { readonly id: string; readonly no: string; readonly foundAt: Instant }[];
}

export const REDUCTION_STATES = ['breach', 'unchecked', 'checked'] as const;
export type ReductionState = (typeof REDUCTION_STATES)[number];

export interface ReductionTotals {
  readonly all: number;
  readonly checked: number;
  readonly unchecked: number;
  readonly breach: number;
  /** Looked at in the hour before. */
  readonly lastHour: number;
  /** Stops all work or the dust work. */
  readonly stopped: number;
  readonly permits: number;
}

/** One state each, so that they add up: a breach is one whether or not somebody has looked again. */
export function reductionState({
  breaches,
  checkedAt,
}: Pick<ReductionLine, 'breaches' | 'checkedAt'>): ReductionState {
  if (breaches.length > 0) return 'breach';
  return checkedAt > 0 ? 'checked' : 'unchecked';
}

/** All = breach + unchecked + checked. */
export function reductionTotals(lines: readonly ReductionLine[], now: Instant): ReductionTotals {
  const of = (state: ReductionState): number => lines.filter((each) => reductionState(each) === state).length;
  return {
    all: lines.length,
    checked: of('checked'),
    unchecked: of('unchecked'),
    breach: of('breach'),
    lastHour: lines.filter((each) => each.checkedAt > now - 3_600_000).length,
    stopped: lines.filter((each) => each.stops !== 'nothing').length,
    permits: lines.filter((each) => each.permit).length,
  };
}
