import { expect, test } from 'vitest';
import { rescheduleEffect, type OpenDeadline } from '../../../src/core/casework/reschedule.ts';
import { HOUR_MS } from '../../../src/core/china-time.ts';
import { DEFAULT_BOOK } from '../../../src/core/casework/clock-book.ts';

const FROM = Date.UTC(2026, 0, 5, 2);
const NOW = FROM + 3 * HOUR_MS;
const open = (id: string, hours: number, more: Partial<OpenDeadline> = {}): OpenDeadline => ({
  id,
  category: 'dust.bare_soil',
  unit: 'unit',
  fromAt: FROM,
  deadlineAt: FROM + hours * HOUR_MS,
  rule: { unit: 'clockHours', value: 24 },
  settled: false,
  ...more,
});

test('1.28 an edition moves only deadlines that are their own edition’s', () => {
  const rules = new Map([['dust.bare_soil', { unit: 'clockHours', value: 48 } as const]]);
  const cases = [
    open('rule', 24),
    open('minutes', 23.5),
    open('byhand', 30),
    open('extended', 24, { settled: true }),
    open('unknown', 24, { rule: null }),
    open('same', 48),
    open('other', 24, { category: 'road.dust' }),
  ];
  const effect = rescheduleEffect(cases, rules, () => DEFAULT_BOOK.calendar, NOW);
  expect(effect.moved.map((each) => each.id)).toEqual(['rule', 'minutes']);
  expect(effect).toMatchObject({ kept: 0, own: 3 });
  const later = rescheduleEffect(cases, rules, () => DEFAULT_BOOK.calendar, FROM + 50 * HOUR_MS);
  expect(later).toMatchObject({ moved: [], kept: 2, own: 3 });
});
