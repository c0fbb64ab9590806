import { chinaTime } from '../core/china-time.ts';
import type { ListingPeriod, PeriodSpan } from '../core/escalation/listing-kinds.ts';
import { m } from '../text/paraglide/messages.js';
import { name } from '../text/say.ts';

/** "2026年10月", "2026年第3季度". */
export function periodWords({ period, fromAt }: Pick<PeriodSpan, 'period' | 'fromAt'>): string {
  const { year, month } = chinaTime(fromAt);
  return period === 'month'
    ? m.escalation_list_month({ year, month })
    : m.escalation_list_quarter({ year, quarter: Math.ceil(month / 3) });
}

/** A period in an address: 2026-10, 2026-Q3. */
export function periodKey({ period, fromAt }: Pick<PeriodSpan, 'period' | 'fromAt'>): string {
  const { year, month } = chinaTime(fromAt);
  return period === 'month'
    ? `${year}-${String(month).padStart(2, '0')}`
    : `${year}-Q${Math.ceil(month / 3)}`;
}

/** Which kind of period an address asks for; a month when it asks for none. */
export function periodOfKey(key: string | null): ListingPeriod {
  return key?.includes('Q') ? 'quarter' : 'month';
}

export function kindWords(kind: string): string {
  return kind === '' ? m.escalation_list_all_kinds() : name('trade_kind', kind);
}
