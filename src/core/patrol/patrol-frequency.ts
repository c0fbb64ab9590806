import * as check from '../casework/check.ts';
import { DAY_MS } from '../china-time.ts';
import { message, type Message } from '../message.ts';
import { err, ok, type Result } from '../result.ts';
import { SOURCE_KINDS, SOURCE_STATES, type SourceKind, type SourceState } from '../sources/source-kinds.ts';
import type { Instant } from '../units.ts';

/** Catalogue with the office's own rules; its body is {rules: FrequencyRule[]}. */
export const FREQUENCY_CATALOGUE = 'patrol_frequency';

/** How often sources of a kind and state are gone to, at least. */
export interface FrequencyRule {
  /** '' = of any kind. */
  readonly kind: SourceKind | '';
  /** '' = in any state. */
  readonly state: SourceState | '';
  readonly days: number;
  /** While an emergency response is in force. */
  readonly alertDays: number;
}

/**
 * The product's own rules watch what was shut and must not work (feature 1.29); how often what may work is gone to is the office's
 * decision, by its catalogue.
 */
export const DEFAULT_FREQUENCIES: readonly FrequencyRule[] = [
  { kind: '', state: 'stopped', days: 7, alertDays: 2 },
  { kind: '', state: 'sealed', days: 7, alertDays: 2 },
  { kind: '', state: 'banned', days: 30, alertDays: 7 },
];

const MOST_DAYS = 366;

/** Rules of the catalogue, those that cannot be read left out; the product's own when there is no list. */
export function readFrequencies(body: unknown): readonly FrequencyRule[] {
  const rules = (body as { readonly rules?: unknown } | null)?.rules;
  return Array.isArray(rules) ? (rules as readonly unknown[]).filter(isRule) : DEFAULT_FREQUENCIES;
}

const days = check.number(1, MOST_DAYS);
const body = check.shape({
  rules: check.list(
    check.shape({
      kind: check.oneOf(['', ...SOURCE_KINDS]),
      state: check.oneOf(['', ...SOURCE_STATES]),
      days,
      alertDays: days,
    }),
    60,
  ),
});

/** The rules of an edition before it is published: every one good, none said twice, and none slacker in an emergency response. */
export function checkFrequencies(value: unknown): Result<readonly FrequencyRule[], Message> {
  const wrong = body(value, '');
  if (wrong) return err(wrong);
  const { rules } = value as { readonly rules: readonly FrequencyRule[] };
  for (const [at, rule] of rules.entries()) {
    const { kind, state } = rule;
    const number = at + 1;
    if (!isRule(rule)) return err(message('server_frequency_whole_days', { number }));
    if (rule.alertDays > rule.days) return err(message('server_frequency_slacker', { number }));
    if (rules.findIndex((each) => each.kind === kind && each.state === state) < at)
      return err(message('server_frequency_twice', { number }));
  }
  return ok(rules);
}

export interface FrequentSource {
  readonly id: string;
  readonly kind: SourceKind;
  readonly state: SourceState;
  /** 0 = never. */
  readonly lastCheckAt: Instant;
}

export interface OverdueSource {
  readonly source: string;
  /** When it should have been gone to; now for one that nobody ever went to. */
  readonly dueAt: Instant;
}

/** Sources whose time is over, longest first and those never gone to before all; a source that no rule names is never due. */
export function overdueSources(
  sources: readonly FrequentSource[],
  rules: readonly FrequencyRule[],
  alert: boolean,
  now: Instant,
): readonly OverdueSource[] {
  return sources
    .flatMap((each) => {
      const days = daysFor(each, rules, alert);
      if (days === null) return [];
      const dueAt = each.lastCheckAt === 0 ? 0 : each.lastCheckAt + days * DAY_MS;
      return dueAt > now ? [] : [{ source: each.id, dueAt }];
    })
    .sort((a, b) => a.dueAt - b.dueAt || (a.source < b.source ? -1 : 1))
    .map(({ source, dueAt }) => ({ source, dueAt: dueAt || now }));
}

/** The strictest rule that names the source; null = none does, or it is finished. */
function daysFor(source: FrequentSource, rules: readonly FrequencyRule[], alert: boolean): number | null {
  if (source.state === 'finished') return null;
  const days = rules
    .filter(({ kind }) => kind === '' || kind === source.kind)
    .filter(({ state }) => state === '' || state === source.state)
    .map((rule) => (alert ? Math.min(rule.days, rule.alertDays) : rule.days));
  return days.length === 0 ? null : Math.min(...days);
}

function isRule(value: unknown): value is FrequencyRule {
  const { kind, state, days, alertDays } = (value ?? {}) as Partial<FrequencyRule>;
  const good = (count: unknown): boolean =>
    Number.isInteger(count) && (count as number) >= 1 && (count as number) <= MOST_DAYS;
  return (
    (kind === '' || SOURCE_KINDS.some((each) => each === kind)) &&
    (state === '' || SOURCE_STATES.some((each) => each === state)) &&
    good(days) &&
    good(alertDays)
  );
}
