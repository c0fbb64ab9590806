import type { Role } from '../../core/roles.ts';
import type { ProblemRecord } from '../../schema/records.ts';

export const CASE_ACTIONS = ['assign', 'close', 'undecide', 'void'] as const;
export type CaseAction = (typeof CASE_ACTIONS)[number];

/** What a person may do with a case now, the likeliest first; the server decides again. */
export function caseActions(
  problem: Pick<ProblemRecord, 'state' | 'severity'>,
  role: Role,
): readonly CaseAction[] {
  const office = role === 'dispatcher';
  const mayClose = role === 'leader' || (office && problem.severity < 3);
  return CASE_ACTIONS.filter((action) => {
    switch (action) {
      case 'assign':
        return office && problem.state === 'found';
      case 'close':
        return mayClose && (problem.state === 'assigned' || problem.state === 'fixed_on_spot');
      case 'undecide':
        return office && (problem.state === 'assigned' || problem.state === 'fixed_on_spot');
      case 'void':
        return office && problem.state !== 'closed' && problem.state !== 'void';
    }
  });
}
