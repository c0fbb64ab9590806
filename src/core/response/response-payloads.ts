import * as check from '../casework/check.ts';
import type { Check } from '../casework/check.ts';
import { maybeReason, reason } from '../casework/payload-parts.ts';
import type { Instant } from '../units.ts';
import { RESPONSE_LEVELS, type ResponseLevel } from './response-kinds.ts';

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

export interface ResponsePayloads {
  readonly 'response.started': ResponseStarted;
  readonly 'response.level_changed': ResponseLevelChanged;
  readonly 'response.ended': ResponseEnded;
  readonly 'response.shift_set': ResponseShiftSet;
  readonly 'response.shift_dropped': ResponseShiftDropped;
}

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
};
