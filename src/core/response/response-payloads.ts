import * as check from '../casework/check.ts';
import type { Check } from '../casework/check.ts';
import { maybeReason, reason } from '../casework/payload-parts.ts';
import type { Instant } from '../units.ts';
import { REDUCTION_STOPS, type ReductionStops } from './reduction-measures.ts';
import {
  EXEMPTION_KINDS,
  RESPONSE_LEVELS,
  type AskedMeasure,
  type ExemptionKind,
  type ResponseLevel,
} from './response-kinds.ts';

/** Starts an emergency response 应急响应; a red one calls the exposure group to stand by day and night (feature 0.33). */
export interface ResponseStarted {
  readonly level: ResponseLevel;
  /** Null = at once; a warning comes a day ahead where it can. */
  readonly fromAt: Instant | null;
  /** Number and title of the warning or order. */
  readonly basis: string;
}
export interface ResponseLevelChanged {
  readonly level: ResponseLevel;
  readonly reason: string;
}
export interface ResponseEnded {
  readonly reason: string;
}
/** Makes a shift of the roster, or says it anew. */
export interface ResponseShiftSet {
  readonly shift: string;
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  readonly group: string | null;
  readonly people: readonly string[];
  readonly note: string;
}
/** Takes a shift that has not begun off the roster. */
export interface ResponseShiftDropped {
  readonly shift: string;
}
/** What one source has to do from now on. */
export interface ReductionSet {
  /** Its row of `reductions`; made by whoever asks, so that the same event makes the same row again. */
  readonly id: string;
  readonly source: string;
  readonly measures: readonly AskedMeasure[];
  readonly categories: readonly string[];
  readonly stops: ReductionStops;
  /** The task that goes there to look; '' = none. */
  readonly task: string;
}
/** The server's own job: whom a level asks for what since `at`, and who need not any more. */
export interface ResponseReduced {
  readonly level: ResponseLevel;
  readonly at: Instant;
  readonly set: readonly ReductionSet[];
  /** Rows of `reductions`. */
  readonly lifted: readonly string[];
  /** Begin of the step that has reached every source by this; 0 = there is more to come. */
  readonly applied: Instant;
}
/** A source may go on, by a paper. */
export interface ResponseExempted {
  readonly source: string;
  readonly kind: ExemptionKind;
  readonly paper: string;
}
export interface ResponseExemptionEnded {
  readonly source: string;
  readonly reason: string;
}

export interface ResponsePayloads {
  readonly 'response.started': ResponseStarted;
  readonly 'response.level_changed': ResponseLevelChanged;
  readonly 'response.ended': ResponseEnded;
  readonly 'response.shift_set': ResponseShiftSet;
  readonly 'response.shift_dropped': ResponseShiftDropped;
  readonly 'response.reduced': ResponseReduced;
  readonly 'response.exempted': ResponseExempted;
  readonly 'response.exemption_ended': ResponseExemptionEnded;
}

/** So many sources in one event, that it stays small enough to be written at once. */
export const MOST_REDUCED = 100;

const { id, instant, list, nullable, oneOf, shape, text } = check;

export const RESPONSE_CHECKS: Readonly<Record<keyof ResponsePayloads, Check>> = {
  'response.started': shape({
    level: oneOf(RESPONSE_LEVELS),
    fromAt: nullable(instant),
    basis: text(200, 1),
  }),
  'response.level_changed': shape({ level: oneOf(RESPONSE_LEVELS), reason }),
  'response.ended': shape({ reason }),
  'response.shift_set': shape({
    shift: id,
    fromAt: instant,
    untilAt: instant,
    group: nullable(id),
    people: list(id, 20),
    note: maybeReason,
  }),
  'response.shift_dropped': shape({ shift: id }),
  'response.reduced': shape({
    level: oneOf(RESPONSE_LEVELS),
    at: instant,
    set: list(
      shape({
        id,
        source: id,
        measures: list(shape({ code: text(40, 1), text: text(200) }), 60, 1),
        categories: list(text(60, 1), 100),
        stops: oneOf(REDUCTION_STOPS),
        task: (value, field) => (value === '' ? null : id(value, field)),
      }),
      MOST_REDUCED,
    ),
    lifted: list(id, MOST_REDUCED),
    applied: (value, field) => (value === 0 ? null : instant(value, field)),
  }),
  'response.exempted': shape({ source: id, kind: oneOf(EXEMPTION_KINDS), paper: text(200, 1) }),
  'response.exemption_ended': shape({ source: id, reason }),
};
