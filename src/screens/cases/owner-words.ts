import { dateKey } from '../../core/china-time.ts';
import { recordsOf, type OwnerReason, type ProposedOwner } from '../../core/casework/propose-owners.ts';
import { count, text, type Row } from '../../core/casework/act.ts';
import type { ProblemRecord } from '../../schema/records.ts';
import { city } from '../../state/city.svelte.ts';
import type { OwnerRules } from '../../state/owner-rules.svelte.ts';
import { m } from '../../text/paraglide/messages.js';
import { figure } from '../../text/number.ts';
import { name } from '../../text/say.ts';
import { unitWords } from './case-words.ts';

/** How many of a lot are proposed for one unit, and the first of them. */
export interface OwnerCount {
  readonly owner: ProposedOwner;
  readonly problem: ProblemRecord;
  readonly count: number;
}

/** Why a unit stands preselected: the decision that holds for the place with its basis, the edition of the table, or the record. */
export function basisWords(owner: ProposedOwner, problem: ProblemRecord, version: string): string {
  const { reason, rule } = owner;
  if (rule)
    return m.cases_unit_from_rule({
      date: dateKey(count(rule, 'fromAt')),
      basis: text(rule, 'basis'),
    });
  if (reason === 'category') return m.cases_unit_from_catalogue({ version });
  return m.cases_unit_from_reason({ reason: reasonWords(reason, problem) });
}

/** For which units a lot is proposed, the one with most of them first, a decision before the table where they are even. */
export function countOwners(problems: readonly ProblemRecord[], owners: OwnerRules): readonly OwnerCount[] {
  const counts = new Map<string, OwnerCount>();
  for (const problem of problems) {
    const owner = owners.proposed(problem);
    if (!owner) continue;
    const before = counts.get(owner.unit);
    const shown = before && (before.owner.rule || !owner.rule) ? before : { owner, problem };
    counts.set(owner.unit, { ...shown, count: (before?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort(
    (a, b) => b.count - a.count || Number(b.owner.rule !== null) - Number(a.owner.rule !== null),
  );
}

/** "区住建局 3、城管局 1". */
export function ownerCounts(counts: readonly OwnerCount[]): string {
  return counts.map((each) => `${unitWords(each.owner.unit)} ${figure(each.count)}`).join(m.ui_comma());
}

/** A reason in words, with the number of the paper where it is a record of land or permit. */
export function reasonWords(reason: OwnerReason, problem: ProblemRecord): string {
  const said = name('cases_owner_reason', reason);
  const source = city.sourceById.get(problem.source);
  const { landNo, permitNo } = recordsOf((source as unknown as Row | undefined) ?? null);
  const number = reason === 'land' ? landNo : reason === 'permit' ? permitNo : '';
  return number === '' ? said : `${said} ${number}`;
}
