import { count, deadlineOnServer, text, type Row } from './act.ts';
import { awayFromPoint } from './near-point.ts';
import { openParts, partsOf } from './parties.ts';
import type { Against, ProblemAct, Transitions } from './problem-transition.ts';
import { forbidden, invalid, refused } from './refuse.ts';

/** Looking again, and sending back what is not right. */
export const REVIEW: Transitions<'problem.reinspected' | 'problem.returned'> = {
  'problem.reinspected': {
    from: ['submitted'],
    to: 're_inspected',
    photos: { count: 1, reason: 'server_needs_photo_verdict' },
    against: (act, row) =>
      byAnother(act, row) ??
      awayFromPoint(act.payload.place, row) ??
      deadlineAgainst(act, row, act.payload.deadlineAt),
    fields: (act) => ({
      verdict: act.payload.verdict,
      inspectedBy: act.author.id,
      inspectedAt: act.at,
    }),
    also: (act, row) => {
      const { verdict, note, deadlineAt } = act.payload;
      if (verdict === 'pass') return {};
      const payload = { reason: note, deadlineAt: deadlineAt && deadlineOnServer(act, deadlineAt) };
      return { follow: [{ type: 'problem.returned', subject: 'problems', subjectId: row.id, payload }] };
    },
  },
  'problem.returned': {
    from: ['re_inspected'],
    to: 'returned',
    against: (act, row) => {
      if (act.author.role === 'inspector' && text(row, 'verdict') !== 'fail')
        return refused('server_verdict_passed');
      return deadlineAgainst(act, row, act.payload.deadlineAt);
    },
    fields: (act, row) => ({
      verdict: 'fail',
      returns: count(row, 'returns') + 1,
      deadlineAt: act.payload.deadlineAt
        ? deadlineOnServer(act, act.payload.deadlineAt)
        : act.at + halfOfFirst(row),
      extension: null,
      parts: partsOf(row).length === 0 ? null : openParts(partsOf(row).map((each) => each.unit)),
    }),
  },
};

/** Nobody judges his own work; a major problem is judged by another group than the one that found it. */
function byAnother({ author }: ProblemAct, row: Row): Against {
  if (author.id !== '' && author.id === text(row, 'handledBy')) return forbidden('server_not_your_own_work');
  if (count(row, 'severity') < 3) return null;
  return author.group === '' || author.group === text(row, 'group')
    ? forbidden('server_another_group')
    : null;
}

function halfOfFirst(row: Row): number {
  return Math.floor(count(row, 'firstSpanMs') / 2);
}

function deadlineAgainst(act: ProblemAct, row: Row, deadlineAt: number | null): Against {
  if (deadlineAt === null) return null;
  const span = deadlineOnServer(act, deadlineAt) - act.at;
  if (span <= 0) return invalid('server_deadline_has_passed');
  if (span <= halfOfFirst(row)) return null;
  return invalid('server_returned_too_long', { hours: Math.floor(halfOfFirst(row) / 3_600_000) });
}
