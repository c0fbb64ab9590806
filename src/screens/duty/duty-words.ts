import type { ResponseLevel, ResponsePeriod } from '../../core/response/response-kinds.ts';
import { startOfDay } from '../../core/china-time.ts';
import type { DutyShiftRecord } from '../../schema/records.ts';
import { city } from '../../state/city.svelte.ts';
import { m } from '../../text/paraglide/messages.js';
import { name } from '../../text/say.ts';
import { clock, dateAndClock } from '../../text/time.ts';

/** 红色预警 · Ⅰ级应急响应 */
export function levelWords(level: ResponseLevel): string {
  return name('duty_level', level);
}

/** What the level does to the clocks. */
export function clockWords(level: ResponseLevel): string {
  return level === 'red' ? m.duty_clocks_red() : m.duty_clocks_other();
}

/** 08:00–16:00, with the day where it is not `day`'s. */
export function spanWords(
  { fromAt, untilAt }: { readonly fromAt: number; readonly untilAt: number },
  day?: number,
): string {
  const until = clock(untilAt) === '00:00' ? '24:00' : clock(untilAt);
  const sameDay = startOfDay(untilAt - 1) === startOfDay(fromAt);
  const from = day === startOfDay(fromAt) ? clock(fromAt) : dateAndClock(fromAt);
  return `${from}–${sameDay ? until : dateAndClock(untilAt)}`;
}

/** Who stands by: the people on the list, else the group itself. */
export function shiftWords({ names, group }: Pick<DutyShiftRecord, 'names' | 'group'>): string {
  const people = names.map((each) => each.name).join(m.ui_comma());
  return people || groupWords(group);
}

export function groupWords(group: string): string {
  return city.groupById.get(group)?.name ?? m.duty_group();
}

/** 11月22日 周日 14:00 起, or 将于 … 启动 before it begins. */
export function sinceWords({ fromAt }: Pick<ResponsePeriod, 'fromAt'>, now: number): string {
  const time = dateAndClock(fromAt);
  return fromAt > now ? m.duty_begins({ time }) : m.duty_since({ time });
}

/** When whoever reads it stands by, himself or with his group. */
export function ownWords(shift: DutyShiftRecord, now: number): string {
  const span = spanWords(shift);
  const begun = shift.fromAt <= now;
  if (shift.names.length > 0) return begun ? m.duty_own_now({ span }) : m.duty_own_next({ span });
  const group = groupWords(shift.group);
  return begun ? m.duty_group_now({ group, span }) : m.duty_group_next({ group, span });
}

/** The days that a roster touches, midnight in Beijing, in order. */
export function daysOf(shifts: readonly { readonly fromAt: number; readonly untilAt: number }[]): number[] {
  const days = new Set<number>();
  for (const { fromAt, untilAt } of shifts)
    for (let day = startOfDay(fromAt); day < untilAt; day += 86_400_000) days.add(day);
  return [...days].sort((a, b) => a - b);
}
