import { DAY_MS, startOfDay } from '../china-time.ts';
import type { Instant } from '../units.ts';

/** How long measured rows are kept, as data: a catalogue row `retention` may replace it. */
export interface Retention {
  /** Days that wind and readings stay as they came; then they become hours. */
  readonly minuteDays: number;
  /** Years that hours are kept; 0 = without end. */
  readonly hourYears: number;
}

export const DEFAULT_RETENTION: Retention = { minuteDays: 40, hourYears: 0 };

/** The dirty-direction rose and a month's validity look back on 31 days of rows. */
const LEAST_MINUTE_DAYS = 31;
const LEAST_HOUR_YEARS = 1;

/** Rows up to `minutes` become hours, hours up to `hours` go (0 = none). Both are ends of Beijing days; what is no number counts as the default. */
export function retentionLimits(body: unknown, now: Instant): { minutes: Instant; hours: Instant } {
  const own = (body ?? {}) as Partial<Record<keyof Retention, unknown>>;
  const days = Math.max(LEAST_MINUTE_DAYS, positive(own.minuteDays, DEFAULT_RETENTION.minuteDays));
  const years = positive(own.hourYears, DEFAULT_RETENTION.hourYears);
  const today = startOfDay(now);
  return {
    minutes: today - days * DAY_MS,
    hours: years === 0 ? 0 : today - Math.ceil(Math.max(LEAST_HOUR_YEARS, years) * 365.25) * DAY_MS,
  };
}

function positive(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.round(value) : otherwise;
}
