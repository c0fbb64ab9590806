import { exhaustive } from '../../core/exhaustive.ts';
import type { Role } from '../../core/roles.ts';
import type { ProblemRecord } from '../../schema/records.ts';

export const CASE_ACTIONS = ['assign', 'confirm', 'close', 'undecide', 'void'] as const;
export type CaseAction = (typeof CASE_ACTIONS)[number];

/** What a person may do with a case now, the likeliest first; the server decides again. */
export function caseActions(
  problem: Pick<ProblemRecord, 'state' | 'severity'> &
    Partial<Pick<ProblemRecord, 'verdict' | 'sample' | 'confirmedAt'>>,
  role: Role,
): readonly CaseAction[] {
  const office = role === 'dispatcher';
  const major = problem.severity === 3;
  const confirmed = (problem.confirmedAt ?? 0) > 0;
  return CASE_ACTIONS.filter((action) => {
    switch (action) {
      case 'assign':
        return office && problem.state === 'found' && (!major || confirmed);
      case 'confirm':
        return role === 'leader' && problem.state === 'found' && major && !confirmed;
      case 'close':
        return problem.state === 'fixed_on_spot'
          ? role === 'leader' && problem.sample !== 'picked'
          : problem.state === 're_inspected' &&
              problem.verdict === 'pass' &&
              (role === 'leader' || (office && !major));
      case 'undecide':
        return office && (problem.state === 'assigned' || problem.state === 'fixed_on_spot');
      case 'void':
        return office && problem.state !== 'closed' && problem.state !== 'void';
      default:
        return exhaustive(action);
    }
  });
}
