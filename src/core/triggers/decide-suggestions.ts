import type { Message } from '../message.ts';
import { message } from '../message.ts';
import type { Instant } from '../units.ts';
import type { SuggestionState, TriggerEvidence, TriggerLimits } from './trigger-rules.ts';

export type SuggestionAction =
  | { readonly do: 'raise'; readonly station: string; readonly evidence: readonly TriggerEvidence[] }
  | {
      readonly do: 'reopen' | 'expire';
      readonly station: string;
      readonly id: string;
      readonly reason: Message;
    };

export interface StationCase {
  readonly station: string;
  /** Its newest suggestion; null = never one. */
  readonly last: SuggestionState | null;
  /** When `last` was answered or ended; null while open. */
  readonly endedAt: Instant | null;
  /** A strike for this station is on its way. */
  readonly taskUnderWay: boolean;
}

/**
 * What to do about each station's suggestion: at most one is open; after an answer nothing new within the cool-down;
 * a snooze that ends reopens when a rule still holds and expires when none does; an open one that no rule supports any more expires.
 */
export function decideSuggestions(
  cases: readonly StationCase[],
  evidence: ReadonlyMap<string, readonly TriggerEvidence[]>,
  limits: TriggerLimits,
  now: Instant,
): SuggestionAction[] {
  return cases.flatMap((each) => decide(each, evidence.get(each.station) ?? [], limits, now));
}

function decide(
  { station, last, endedAt, taskUnderWay }: StationCase,
  evidence: readonly TriggerEvidence[],
  limits: TriggerLimits,
  now: Instant,
): SuggestionAction[] {
  const holds = evidence.length > 0;
  if (last?.state === 'open') {
    if (holds || now - last.at < limits.expireMs) return [];
    return [{ do: 'expire', station, id: last.id, reason: message('admin_suggestion_no_rule') }];
  }
  if (last?.state === 'snoozed') {
    if (last.snoozedUntil !== null && now < last.snoozedUntil) return [];
    return holds
      ? [{ do: 'reopen', station, id: last.id, reason: message('admin_suggestion_snooze_over') }]
      : [{ do: 'expire', station, id: last.id, reason: message('admin_suggestion_no_rule') }];
  }
  if (!holds || taskUnderWay) return [];
  if (endedAt !== null && now - endedAt < limits.coolDownMs) return [];
  return [{ do: 'raise', station, evidence }];
}
