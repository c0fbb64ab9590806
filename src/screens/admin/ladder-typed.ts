import type { StepForm } from '../../core/escalation/escalation-kinds.ts';
import type { Ladder, LadderRule, Rung, RungDecider } from '../../core/escalation/ladder.ts';
import { say } from '../../text/say.ts';

/** What a rule is made of beside when it holds. */
export type RuleField = 'form' | 'least' | 'times' | 'days';
export type RuleWhen = LadderRule['when'];

/** A rule as it is typed; what its kind does not ask for is kept, should somebody choose another and come back. */
export interface TypedRule {
  when: RuleWhen;
  form: StepForm;
  least: string;
  times: string;
  days: string;
}
export interface TypedRung {
  code: string;
  name: string;
  nameEn: string;
  /** Message that the name comes from, and what it said; '' for words of one's own. */
  key: string;
  said: string;
  form: StepForm;
  level: string;
  confirm: RungDecider[];
  days: string;
  effect: string;
  rules: TypedRule[];
}
export interface TypedLadder {
  code: string;
  name: string;
  nameEn: string;
  key: string;
  said: string;
  kinds: string[];
  /** Codes between blanks. */
  categories: string;
  rungs: TypedRung[];
}

/** The fields that each rule asks for, in the order of a sentence. */
export const RULE_FIELDS: Readonly<Record<RuleWhen, readonly RuleField[]>> = {
  overdue: ['days'],
  returned: ['times'],
  severity: ['least'],
  serious: ['days', 'least', 'times'],
  steps: ['days', 'form', 'times'],
  commitment_missed: [],
  relapse: ['days'],
  misses: ['days', 'times'],
};
export const RULE_WHENS = Object.keys(RULE_FIELDS) as readonly RuleWhen[];
/** Measures that end on a day, and those that are settled in words: a ladder may fill these in. */
export const DATED: readonly StepForm[] = ['listing', 'blacklist', 'stop_work', 'seal', 'mark'];
export const WORDED: readonly StepForm[] = ['listing', 'blacklist', 'stop_work', 'seal', 'accountability'];

export function typedLadders(ladders: readonly Ladder[]): TypedLadder[] {
  return ladders.map(({ code, kinds, categories, rungs, ...rest }) => ({
    code,
    ...typedName(rest),
    kinds: [...kinds],
    categories: categories.join(' '),
    rungs: rungs.map(typedRung),
  }));
}

/** What was typed as ladders; a number that is none is -1, which every field refuses by name. */
export function laddersOf(typed: readonly TypedLadder[]): readonly Ladder[] {
  return typed.map(({ code, kinds, categories, rungs, ...rest }) => ({
    code,
    ...nameOf(rest),
    kinds: [...kinds],
    categories: categories.split(/[\s,，、]+/).filter(Boolean),
    rungs: rungs.map(rungOf),
  }));
}

export function newRule(): TypedRule {
  return { when: 'overdue', form: 'exposure', least: '2', times: '3', days: '3' };
}

/** A rung on the lowest level that is free, with a code that is its own. */
export function newRung({ rungs }: TypedLadder): TypedRung {
  const levels = rungs.map((each) => Number(each.level));
  return {
    ...{ code: freeCode('rung', rungs), name: '', nameEn: '', key: '', said: '', form: 'mark' },
    level: String([1, 2, 3, 4, 5, 6, 7, 8, 9].find((each) => !levels.includes(each)) ?? 0),
    ...{ confirm: [], days: '', effect: '', rules: [newRule()] },
  };
}

export function newLadder(ladders: readonly TypedLadder[]): TypedLadder {
  const empty = {
    ...{ code: freeCode('ladder', ladders), name: '', nameEn: '', key: '', said: '' },
    ...{ kinds: [], categories: '', rungs: [] },
  };
  return { ...empty, rungs: [newRung(empty)] };
}

/** Moves a rung up or down; two that climb change their levels too, so that the order stays the order of climbing. */
export function moveRung(rungs: TypedRung[], at: number, by: -1 | 1): void {
  const [one, other] = [rungs[at], rungs[at + by]];
  if (!one || !other) return;
  if (Number(one.level) > 0 && Number(other.level) > 0) [one.level, other.level] = [other.level, one.level];
  [rungs[at], rungs[at + by]] = [other, one];
}

function typedRung({ code, form, level, confirm, rules, days, effect = '', ...rest }: Rung): TypedRung {
  return {
    ...{ code, ...typedName(rest), form, level: String(level), confirm: [...confirm] },
    days: days === undefined ? '' : String(days),
    effect,
    rules: rules.map((rule) => ({
      ...newRule(),
      ...(Object.fromEntries(
        Object.entries(rule).map(([key, value]) => [key, String(value)]),
      ) as Partial<TypedRule>),
    })),
  };
}

function rungOf({ code, form, level, confirm, rules, days, effect, ...rest }: TypedRung): Rung {
  return {
    ...{ code, ...nameOf(rest), form, level: figureOf(level), confirm: [...confirm] },
    rules: rules.map(ruleOf),
    ...(days.trim() === '' || !DATED.includes(form) ? {} : { days: figureOf(days) }),
    ...(effect.trim() === '' || !WORDED.includes(form) ? {} : { effect: effect.trim() }),
  };
}

function ruleOf(rule: TypedRule): LadderRule {
  const fields = RULE_FIELDS[rule.when].map((field) => [
    field,
    field === 'form' ? rule.form : figureOf(rule[field]),
  ]);
  return { when: rule.when, ...Object.fromEntries(fields) } as LadderRule;
}

type Named = Pick<Rung, 'name' | 'nameEn'>;
type TypedName = Pick<TypedRung, 'name' | 'nameEn' | 'key' | 'said'>;

/** A message is shown as it is said on this page; it has its words in the other language already. */
function typedName({ name, nameEn = '' }: Named): TypedName {
  const said = say({ key: name });
  return said === name ? { name, nameEn, key: '', said: '' } : { name: said, nameEn: '', key: name, said };
}

/** The message again when its words were left as they are. */
function nameOf(typed: TypedName): Named {
  if (isMessage(typed)) return { name: typed.key };
  const [name, nameEn] = [typed.name.trim(), typed.nameEn.trim()];
  return nameEn === '' ? { name } : { name, nameEn };
}

/** The name is still the product's own, in both languages. */
export function isMessage({ key, said, name, nameEn }: TypedName): boolean {
  return key !== '' && name.trim() === said && nameEn.trim() === '';
}

/** Number('') would be 0; NaN is no JSON. */
function figureOf(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : -1;
}

function freeCode(prefix: string, list: readonly { readonly code: string }[]): string {
  let number = list.length + 1;
  while (list.some((each) => each.code === `${prefix}_${number}`)) number++;
  return `${prefix}_${number}`;
}
