import type { ExchangedCase } from '../../api/exchange.ts';
import { PROBLEM_STATES } from '../../core/casework/problem-states.ts';
import type { ExchangeDifference } from '../../core/exchange/match-case.ts';
import { exhaustive } from '../../core/exhaustive.ts';
import { m } from '../../text/paraglide/messages.js';
import { name } from '../../text/say.ts';
import { dateAndClock } from '../../text/time.ts';
import type { Tone } from '../../ui/Chip.svelte';

export const EXCHANGE_TONES: Readonly<Record<ExchangedCase['outcome'], Tone>> = {
  new: 'accent',
  linked: 'ok',
  same: 'plain',
  differs: 'warn',
  refused: 'danger',
};

/** 状态：本系统 反馈，对方 结案. */
export function differenceWords({ field, ours, theirs }: ExchangeDifference): string {
  const words = (value: string): string => valueWords(field, value) || '–';
  return m.admin_exchange_difference({
    field: name('admin_exchange_field', field),
    ours: words(ours),
    theirs: words(theirs),
  });
}

function valueWords(field: ExchangeDifference['field'], value: string): string {
  switch (field) {
    case 'state': {
      const exact = PROBLEM_STATES.some((each) => each === value);
      const stage = name('trade_centre', value);
      return stage === value && exact ? name('trade_problem', value) : stage;
    }
    case 'category':
      return name('trade_category', value.replace('.', '_'));
    case 'deadline':
      return Number(value) > 0 ? dateAndClock(Number(value)) : '';
    case 'unit':
    case 'place':
      return value;
    default:
      return exhaustive(field);
  }
}
