import { DAY_MS, HOUR_MS, startOfDay } from '../china-time.ts';
import type { Instant } from '../units.ts';
import type { StandbyGroup } from './response-kinds.ts';

/** A stretch of the roster. */
export interface Shift {
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  /** '' = people of several groups. */
  readonly group: string;
  readonly people: readonly string[];
  /** They take turns; false = the group stands by as a whole, and this is who is in it. */
  readonly named: boolean;
}
export interface Gap {
  readonly fromAt: Instant;
  readonly untilAt: Instant;
}

/** Three shifts of eight hours, changing at 00:00, 08:00 and 16:00 in Beijing: nobody stands by for a whole day and night. */
const SHIFT_MS = 8 * HOUR_MS;
/** A red alert is called for three days and more (domain.md §9); the office adds what comes after. */
const STANDBY_DAYS = 3;
/** Fewer people than this would be on duty again before they have slept: they settle among themselves who is reached when. */
const LEAST_IN_TURN = 3;
/** What is left of a shift is not worth relieving somebody for. */
const SHORT_MS = 2 * HOUR_MS;

/** The first roster of a red alert: each group day and night without a gap, its people in turn (feature 0.33). */
export function standbyRoster(groups: readonly StandbyGroup[], from: Instant): readonly Shift[] {
  const until = startOfDay(from) + (STANDBY_DAYS + 1) * DAY_MS;
  const bounds: Instant[] = [from];
  for (let at = startOfDay(from) + SHIFT_MS; at <= until; at += SHIFT_MS) {
    if (at - from >= SHORT_MS) bounds.push(at);
  }
  return groups.flatMap(({ group, people }) => {
    const named = people.length >= LEAST_IN_TURN;
    return bounds.slice(0, -1).map((fromAt, turn): Shift => ({
      fromAt,
      untilAt: bounds[turn + 1]!,
      group,
      people: named ? [people[turn % people.length]!] : people,
      named,
    }));
  });
}

/** Stretches of [from, until) in which nobody stands by, in order. */
export function rosterGaps(
  shifts: readonly { readonly fromAt: Instant; readonly untilAt: Instant }[],
  from: Instant,
  until: Instant,
): readonly Gap[] {
  const gaps: Gap[] = [];
  let covered = from;
  for (const { fromAt, untilAt } of [...shifts].sort((a, b) => a.fromAt - b.fromAt)) {
    if (fromAt >= until) break;
    if (fromAt > covered) gaps.push({ fromAt: covered, untilAt: fromAt });
    covered = Math.max(covered, untilAt);
  }
  if (covered < until) gaps.push({ fromAt: covered, untilAt: until });
  return gaps;
}
