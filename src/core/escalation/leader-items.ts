import type { Instant } from '../units.ts';
import type { DirectiveItem } from './directive-kinds.ts';

/** Why a matter lies before a leader: his word is waited for, or he answers for it. */
export const LEADER_REASONS = ['confirm', 'close', 'dispute', 'directive', 'own_source'] as const;
export type LeaderReason = (typeof LEADER_REASONS)[number];

interface LeaderCase {
  readonly id: string;
  readonly state: string;
  readonly severity: number;
  readonly verdict: string;
  readonly confirmedAt: Instant;
  readonly raisedAt: Instant;
}
interface LeaderDirective {
  readonly id: string;
  readonly owner: string;
  readonly state: string;
  readonly answerDueAt: Instant;
  readonly items: readonly DirectiveItem[];
}

/** One matter of the leader's board. Exactly one of `problem` and `directive` is there. */
export interface LeaderItem<C, D> {
  readonly id: string;
  readonly reason: LeaderReason;
  /** Infinity where no clock runs. */
  readonly dueAt: Instant;
  readonly problem: C | null;
  readonly directive: D | null;
}

/**
 * What a leader himself answers for, the next due first (feature 3.22): his word on major cases, disputes raised to him, orders from
 * above that are his, and open cases of the sources he owns. A case counts once, by what waits for him most.
 */
export function leaderItems<C extends LeaderCase, D extends LeaderDirective>(
  cases: readonly C[],
  directives: readonly D[],
  leader: string,
  owns: (problem: C) => boolean,
  dueOf: (problem: C) => Instant,
): readonly LeaderItem<C, D>[] {
  const own = cases.flatMap((problem): LeaderItem<C, D>[] => {
    const reason = reasonOf(problem, owns(problem));
    return reason === null
      ? []
      : [{ id: problem.id, reason, dueAt: dueOf(problem), problem, directive: null }];
  });
  const orders = directives
    .filter((each) => each.owner === leader && leader !== '' && each.state !== 'accepted')
    .map((directive): LeaderItem<C, D> => ({
      id: directive.id,
      reason: 'directive',
      dueAt: nextDue(directive),
      problem: null,
      directive,
    }));
  return [...own, ...orders].sort(
    (a, b) =>
      (a.dueAt === b.dueAt ? 0 : a.dueAt - b.dueAt) ||
      LEADER_REASONS.indexOf(a.reason) - LEADER_REASONS.indexOf(b.reason),
  );
}

function reasonOf(problem: LeaderCase, owned: boolean): LeaderReason | null {
  const { state, severity, confirmedAt, verdict, raisedAt } = problem;
  if (severity === 3 && state === 'found' && confirmedAt === 0) return 'confirm';
  if (severity === 3 && state === 're_inspected' && verdict === 'pass') return 'close';
  if (state === 'ownership_disputed' && raisedAt > 0) return 'dispute';
  return owned ? 'own_source' : null;
}

/** The next open part, or the answer when it is due before. */
function nextDue({ items, answerDueAt }: LeaderDirective): Instant {
  return Math.min(answerDueAt, ...items.filter((each) => each.doneAt === 0).map((each) => each.dueAt));
}
