import { count, text, type Row } from '../casework/act.ts';
import type { ProblemState } from '../casework/problem-states.ts';
import { exhaustive } from '../exhaustive.ts';
import type { Instant } from '../units.ts';

/** How far a report has come, in steps that a citizen understands. */
export const PUBLIC_STAGES = ['received', 'with_unit', 'checked', 'done', 'not_confirmed'] as const;
export type PublicStage = (typeof PUBLIC_STAGES)[number];

/** What a reporter may know: steps and their times, never a name, a telephone number or anybody's words. */
export interface PublicState {
  readonly kind: string;
  readonly stage: PublicStage;
  readonly reportedAt: Instant;
  /** 0 = not yet. */
  readonly assignedAt: Instant;
  readonly deadlineAt: Instant;
  readonly submittedAt: Instant;
  readonly doneAt: Instant;
  /** Put right at once, while it was looked at. */
  readonly onSpot: boolean;
  /** It was sent back because it had not been put right. */
  readonly returned: boolean;
  /** The authority that is to put it right; '' while there is none, or when it is no authority. */
  readonly unit: string;
}

/**
 * State of a report from its case; null = nobody has placed it yet. `unit` is the name of the authority that leads, '' for a firm:
 * only authorities are named before everybody.
 */
export function publicState(
  report: { readonly kind: string; readonly at: Instant },
  problem: Row | null,
  unit: string,
): PublicState {
  const state = problem ? (text(problem, 'state') as ProblemState) : 'found';
  const of = (field: string): number => (problem ? count(problem, field) : 0);
  const stage = stageOf(state);
  const done = stage === 'done';
  return {
    kind: report.kind,
    stage,
    reportedAt: report.at,
    assignedAt: of('assignedAt'),
    deadlineAt: stage === 'with_unit' ? of('deadlineAt') : 0,
    submittedAt: of('submittedAt'),
    doneAt: done ? of('closedAt') || of('fixedAt') : 0,
    onSpot: done && problem !== null && text(problem, 'handling') === 'fixed_on_spot',
    returned: of('returns') > 0,
    unit: of('assignedAt') > 0 ? unit : '',
  };
}

function stageOf(state: ProblemState): PublicStage {
  switch (state) {
    case 'found':
    case 'ownership_disputed':
      return 'received';
    case 'assigned':
    case 'accepted':
    case 'rectifying':
    case 'returned':
    case 'suspended':
      return 'with_unit';
    case 'submitted':
    case 're_inspected':
      return 'checked';
    case 'fixed_on_spot':
    case 'closed':
      return 'done';
    case 'void':
      return 'not_confirmed';
    default:
      return exhaustive(state);
  }
}
