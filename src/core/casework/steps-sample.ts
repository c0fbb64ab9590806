import { count, text, type FollowUp, type Row } from './act.ts';
import { awayFromPoint } from './near-point.ts';
import type { ProblemFound } from './payloads.ts';
import type { ProblemAct, Transitions } from './problem-transition.ts';
import { forbidden, invalid, refused } from './refuse.ts';
import { isOwnSample } from './sample.ts';
import type { Severity, ProblemOrigin } from './problem-states.ts';

/** The sampled re-check of what was fixed on the spot. */
export const SAMPLE: Transitions<'problem.sampled' | 'problem.sample_checked'> = {
  'problem.sampled': {
    from: ['fixed_on_spot'],
    to: 'same',
    against: (_act, row) => (text(row, 'sample') === '' ? null : refused('server_sampled_already')),
    fields: (act) => ({ sample: act.payload.picked ? 'picked' : 'left' }),
  },
  'problem.sample_checked': {
    from: ['fixed_on_spot'],
    to: 'closed',
    photos: { count: 1, reason: 'server_needs_photo_verdict' },
    against: (act, row) => {
      if (text(row, 'sample') !== 'picked') return refused('server_not_in_sample');
      const by = { foundBy: text(row, 'foundBy'), verifiedBy: text(row, 'verifiedBy') };
      if (isOwnSample(by, act.author.id)) return forbidden('server_not_your_own_work');
      if (act.payload.verdict === 'fail' && act.payload.problem === null)
        return invalid('server_sample_needs_problem');
      return awayFromPoint(act.payload.place, row);
    },
    fields: (act) => ({
      sample: act.payload.verdict === 'pass' ? 'passed' : 'failed',
      inspectedBy: act.author.id,
      inspectedAt: act.at,
      closedAt: act.at,
    }),
    also: (act, row) => (act.payload.verdict === 'fail' ? { follow: [again(act, row)] } : {}),
  },
};

/** The new problem that a failed sample opens: at the same point, found by whoever looked. */
function again(act: ProblemAct<'problem.sample_checked'>, row: Row): FollowUp {
  const { place, note, problem } = act.payload;
  const payload: ProblemFound = {
    category: text(row, 'category'),
    severity: Math.max(1, count(row, 'severity')) as Severity,
    origin: text(row, 'origin') as ProblemOrigin,
    source: text(row, 'source'),
    task: null,
    place,
    foundAt: act.at,
    note,
    linked: row.id,
  };
  return {
    type: 'problem.found',
    subject: 'problems',
    subjectId: problem ?? '',
    payload,
    photos: act.draft.photos,
  };
}
