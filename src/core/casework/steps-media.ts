import { text, type Row, type World } from './act.ts';
import { checkPlace } from './place-check.ts';
import type { Against, ProblemAct, Transitions } from './problem-transition.ts';
import { invalid, missing, refused } from './refuse.ts';

/** What somebody who went there found out about a report of the media (feature 1.46). */
export const MEDIA_VERDICTS = ['true', 'false', 'fixed'] as const;
export type MediaVerdict = (typeof MEDIA_VERDICTS)[number];

/** A report of the media is verified on the spot before it is anybody's to put right. */
export const MEDIA: Transitions<'problem.verification_asked' | 'problem.verified'> = {
  'problem.verification_asked': {
    from: ['found'],
    to: 'same',
    against: (act, row, world) =>
      world.find('groups', act.payload.group) ? unverified(row) : missing('server_no_such_group'),
    fields: (act) => ({ group: act.payload.group, verifyDueAt: act.payload.dueAt }),
  },
  'problem.verified': {
    from: ['found'],
    to: (act) => STATE_AFTER[act.payload.verdict],
    photos: { count: 1, reason: 'server_needs_photo_verdict' },
    against: (act, row, world) => unverified(row) ?? evidence(act, row, world),
    fields: (act) => ({
      verification: act.payload.verdict,
      verifiedBy: act.author.id,
      verifiedAt: act.at,
      ...(act.payload.verdict === 'fixed' ? { handling: 'fixed_on_spot', fixedAt: act.at, sample: '' } : {}),
    }),
  },
};

const STATE_AFTER = { true: 'found', false: 'void', fixed: 'fixed_on_spot' } as const;

/** Null unless the case came from the media and nobody has verified it. */
export function awaitsVerification(row: Row): Against {
  return text(row, 'origin') === 'media' && text(row, 'verification') === ''
    ? refused('server_media_not_verified')
    : null;
}

function unverified(row: Row): Against {
  if (text(row, 'origin') !== 'media') return refused('server_not_from_media');
  return text(row, 'verification') === '' ? null : refused('server_media_verified_already');
}

function evidence(act: ProblemAct<'problem.verified'>, _row: Row, _world: World): Against {
  if (act.payload.note.trim() === '') return invalid('server_visit_needs_reason');
  const place = checkPlace(act.payload.place);
  return place.ok ? null : place;
}
