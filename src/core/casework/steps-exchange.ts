import { text } from './act.ts';
import { PROBLEM_STATES } from './problem-states.ts';
import type { Transitions } from './problem-transition.ts';
import { refused } from './refuse.ts';

/** The case's number and stage at the city's centre are kept beside ours, whatever state it is in; ours never follows by itself. */
export const EXCHANGE: Transitions<'problem.exchanged'> = {
  'problem.exchanged': {
    from: PROBLEM_STATES,
    to: 'same',
    against: ({ payload }, row) => {
      const known = text(row, 'centreNo');
      return known === '' || known === payload.centreNo ? null : refused('server_centre_other_number');
    },
    fields: ({ payload, at }) => ({ ...payload, centreAt: at }),
  },
};
