import { count, text, type Row } from '../casework/act.ts';
import { idsOf } from '../casework/parties.ts';
import type { Instant } from '../units.ts';
import type { StepTerms } from './payloads.ts';

/** Whether a punished place was put right: everything closed, not yet, or found the same again afterwards (feature 2.30). */
export type AfterPenalty = 'fixed' | 'open' | 'again';

export interface LawTotal {
  readonly law: string;
  readonly count: number;
  readonly amountCNY: number;
  readonly fixedAfter: number;
}
export interface Account {
  readonly unit: string;
  readonly costCNY: number;
  readonly count: number;
}

/**
 * What became of a penalty's cases; `problems` are those of its source. `again`: the same category was found there after it. Without
 * a case it is judged by what was found there since.
 */
export function afterPenalty(penalty: Row, problems: readonly Row[]): AfterPenalty {
  const cases = idsOf(penalty, 'cases');
  const about = problems.filter((each) => cases.includes(each.id));
  const categories = about.map((each) => text(each, 'category'));
  const again = problems.some(
    (each) =>
      !cases.includes(each.id) &&
      text(each, 'state') !== 'void' &&
      count(each, 'foundAt') > count(penalty, 'fromAt') &&
      (categories.length === 0 || categories.includes(text(each, 'category'))),
  );
  if (again) return 'again';
  return about.every((each) => ['closed', 'fixed_on_spot', 'void'].includes(text(each, 'state')))
    ? 'fixed'
    : 'open';
}

/** Penalties in force that began in [from, until) by law, most money first (feature 1.30). */
export function penaltiesByLaw(
  steps: readonly Row[],
  after: (penalty: Row) => AfterPenalty,
  from: Instant,
  until: Instant,
): readonly LawTotal[] {
  const totals = new Map<string, LawTotal>();
  for (const each of steps) {
    const at = count(each, 'fromAt');
    if (each['form'] !== 'penalty' || each['state'] !== 'in_force' || at < from || at >= until) continue;
    const law = text(each, 'law');
    const sum = totals.get(law) ?? { law, count: 0, amountCNY: 0, fixedAfter: 0 };
    totals.set(law, {
      law,
      count: sum.count + 1,
      amountCNY: sum.amountCNY + count(each, 'costCNY'),
      fixedAfter: sum.fixedAfter + Number(after(each) === 'fixed'),
    });
  }
  return [...totals.values()].sort((a, b) => b.amountCNY - a.amountCNY || (a.law < b.law ? -1 : 1));
}

/** What each unit has to bear for work that was done in its place; an undone one is on no account (feature 1.28). */
export function unitAccounts(steps: readonly Row[]): readonly Account[] {
  const accounts = new Map<string, Account>();
  for (const each of steps) {
    if (each['form'] !== 'paid_rectification' || !['in_force', 'lifted'].includes(text(each, 'state')))
      continue;
    const unit = (each['terms'] as Extract<StepTerms, { form: 'paid_rectification' }>).unit;
    const sum = accounts.get(unit) ?? { unit, costCNY: 0, count: 0 };
    accounts.set(unit, { unit, costCNY: sum.costCNY + count(each, 'costCNY'), count: sum.count + 1 });
  }
  return [...accounts.values()].sort((a, b) => b.costCNY - a.costCNY || (a.unit < b.unit ? -1 : 1));
}

/**
 * Orders from above that fell due in [from, until): how many, answered in time, and the points of domain.md §7
 * (10 × answered in time ÷ due; 10 when none was due). An answer that is returned counts by its first time.
 */
export function answersInTime(
  directives: readonly Row[],
  from: Instant,
  until: Instant,
): { readonly due: number; readonly inTime: number; readonly points: number } {
  const due = directives.filter(
    (each) => count(each, 'answerDueAt') >= from && count(each, 'answerDueAt') < until,
  );
  const inTime = due.filter((each) => {
    const first = ((each['answers'] as readonly { readonly at: number }[] | null) ?? [])[0];
    return first !== undefined && first.at <= count(each, 'answerDueAt');
  }).length;
  return { due: due.length, inTime, points: due.length === 0 ? 10 : (10 * inTime) / due.length };
}
