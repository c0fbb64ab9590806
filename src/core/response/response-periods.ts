import type { Instant } from '../units.ts';
import type { ResponsePeriod, ResponseStep } from './response-kinds.ts';

/** At which level a response was when, oldest first; one that ended before a later step keeps nothing of that step. */
export function responsePeriods(response: {
  readonly steps: readonly ResponseStep[];
  /** 0 = it goes on. */
  readonly untilAt: Instant;
}): readonly ResponsePeriod[] {
  const { steps, untilAt } = response;
  return steps
    .map(({ level, fromAt }, at): ResponsePeriod => {
      const next = steps[at + 1]?.fromAt ?? 0;
      const end = next === 0 ? untilAt : untilAt === 0 ? next : Math.min(next, untilAt);
      return { level, fromAt, untilAt: end };
    })
    .filter(({ fromAt, untilAt: end }) => end === 0 || end > fromAt);
}

/** The period that holds an instant; null when none does. The highest level counts where several do. */
export function responseAt(periods: readonly ResponsePeriod[], at: Instant): ResponsePeriod | null {
  const rank = { yellow: 1, orange: 2, red: 3 } as const;
  const holding = periods.filter(({ fromAt, untilAt }) => fromAt <= at && (untilAt === 0 || untilAt > at));
  return holding.reduce<ResponsePeriod | null>(
    (best, each) => (best === null || rank[each.level] > rank[best.level] ? each : best),
    null,
  );
}
