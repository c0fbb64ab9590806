import { text, type FollowUp, type Row } from './act.ts';
import { idList, idsOf } from './parties.ts';
import { MERGEABLE_STATES, PROBLEM_STATES, takesMerged, type ProblemState } from './problem-states.ts';
import type { Transitions } from './problem-transition.ts';
import { invalid, missing, refused } from './refuse.ts';

/** Two findings of one thing: the one that goes keeps its own trail, and may come back. */
export const MERGE: Transitions<
  'problem.merged' | 'problem.unmerged' | 'problem.absorbed' | 'problem.released'
> = {
  'problem.merged': {
    from: MERGEABLE_STATES,
    to: 'void',
    against: (act, row, world) => {
      if (act.payload.into === row.id) return invalid('server_merge_with_itself');
      const into = world.find('problems', act.payload.into);
      if (!into) return missing('server_no_such_row', { subject: 'problems' });
      if (text(into, 'category') !== text(row, 'category')) return invalid('server_merge_needs_category');
      const state = text(into, 'state') as ProblemState;
      if (takesMerged(state)) return null;
      return refused(state === 'void' ? 'server_merge_into_void' : 'server_merge_into_over');
    },
    fields: (act, row) => ({ mergedInto: act.payload.into, stateBefore: text(row, 'state') }),
    also: (act, row) => ({ follow: [told('problem.absorbed', act.payload.into, row)] }),
  },
  'problem.unmerged': {
    from: ['void'],
    to: (_act, row) => text(row, 'stateBefore') as ProblemState,
    against: (_act, row) => (text(row, 'mergedInto') === '' ? refused('server_not_merged') : null),
    fields: () => ({ mergedInto: '', stateBefore: '' }),
    also: (_act, row) => ({ follow: [told('problem.released', text(row, 'mergedInto'), row)] }),
  },
  'problem.absorbed': {
    from: PROBLEM_STATES,
    to: 'same',
    fields: (act, row) => ({ absorbed: idList([...idsOf(row, 'absorbed'), act.payload.problem]) }),
  },
  'problem.released': {
    from: PROBLEM_STATES,
    to: 'same',
    fields: (act, row) => ({
      absorbed: idList(idsOf(row, 'absorbed').filter((each) => each !== act.payload.problem)),
    }),
  },
};

function told(type: 'problem.absorbed' | 'problem.released', to: string, row: Row): FollowUp {
  return {
    type,
    subject: 'problems',
    subjectId: to,
    payload: { problem: row.id, no: text(row, 'no') },
  };
}
