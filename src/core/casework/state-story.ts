import type { Row } from './act.ts';
import { TRANSITIONS } from './problem.ts';
import type { ProblemState } from './problem-states.ts';
import type { ProblemAct, ProblemStep, Transition } from './problem-transition.ts';

/** What an event made of the state of a case; the same twice when it left it where it was. */
export interface StateChange {
  readonly from: ProblemState | '';
  readonly to: ProblemState;
}

/**
 * From which state to which each event of a case led, oldest first, by the same table that moved the case. Null for an event that is
 * not of the table: a reminder has no state. Events of before the case was in the log are unknown; then the first one counts from ''.
 */
export function stateStory(
  events: readonly { readonly type: string; readonly payload: string }[],
): readonly (StateChange | null)[] {
  let state: ProblemState | '' = '';
  let before: ProblemState | '' = '';
  let refusals = 0;
  return events.map(({ type, payload }) => {
    if (type === 'problem.found') {
      state = 'found';
      return { from: '', to: state };
    }
    const transition = TRANSITIONS[type as ProblemStep] as Transition | undefined;
    if (!transition) return null;
    const from = state;
    const row = { id: '', state: from, stateBefore: before, refusals } as Row;
    const to = target(transition, { payload: JSON.parse(payload) } as ProblemAct, row, from);
    if (to === '') return null;
    if (type === 'problem.suspended' || type === 'problem.merged') before = from;
    if (type === 'problem.refused') refusals++;
    state = to;
    return { from, to };
  });
}

function target({ to }: Transition, act: ProblemAct, row: Row, now: ProblemState | ''): ProblemState | '' {
  if (to === 'same') return now;
  return typeof to === 'function' ? to(act, row) : to;
}
