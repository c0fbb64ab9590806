import { text } from './act.ts';
import type { ProblemState } from './problem-states.ts';
import type { Transitions } from './problem-transition.ts';

/** The deadline stands still; leaders only. */
export const PAUSE: Transitions<'problem.suspended' | 'problem.resumed'> = {
  'problem.suspended': {
    from: ['assigned', 'accepted', 'rectifying', 'returned'],
    to: 'suspended',
    fields: (act, row) => ({ stateBefore: text(row, 'state'), suspendedAt: act.at }),
  },
  'problem.resumed': {
    from: ['suspended'],
    to: (_act, row) => text(row, 'stateBefore') as ProblemState,
    // The deadline is moved by the case's clocks, in the time that they count in.
    fields: () => ({ stateBefore: '', suspendedAt: 0 }),
  },
};
