import { overdueSources, type FrequencyRule } from '../../core/patrol/patrol-frequency.ts';
import { SOURCE_KINDS, SOURCE_STATES } from '../../core/sources/source-kinds.ts';
import { city } from '../../state/city.svelte.ts';
import { responses } from '../../state/responses.svelte.ts';
import { m } from '../../text/paraglide/messages.js';
import { name } from '../../text/say.ts';

export function kindWords(kind: string): string {
  return kind === '' ? m.admin_frequency_any_kind() : name('trade_kind', kind);
}

export function stateWords(state: string): string {
  return state === '' ? m.admin_frequency_any_state() : name('trade_state', state);
}

export function kindOptions(): { value: string; text: string }[] {
  return ['', ...SOURCE_KINDS].map((value) => ({ value, text: kindWords(value) }));
}

/** What is finished is never gone to. */
export function stateOptions(): { value: string; text: string }[] {
  return ['', ...SOURCE_STATES.filter((each) => each !== 'finished')].map((value) => ({
    value,
    text: stateWords(value),
  }));
}

/** How many places of the register some rules name, and how many of them are due now. */
export function effectOf(
  rules: readonly FrequencyRule[],
  now: number,
): { readonly named: number; readonly due: number } {
  const { sources } = city.data;
  const named = sources.filter(
    (each) =>
      each.state !== 'finished' &&
      rules.some(
        ({ kind, state }) => (kind === '' || kind === each.kind) && (state === '' || state === each.state),
      ),
  ).length;
  const alert = responses.at(now) !== null;
  const good = rules.filter(({ days, alertDays }) => days >= 1 && alertDays >= 1);
  return { named, due: overdueSources(sources, good, alert, now).length };
}
