import { count, text, type Row, type World } from './act.ts';
import { againstAssigning, assignedFields, UNASSIGNED } from './assign.ts';
import { awayFromFirst } from './near-point.ts';
import { openDispute } from './dispute.ts';
import { evidenceRule } from './evidence-rules.ts';
import { idList, idsOf } from './parties.ts';
import { VOIDABLE_STATES } from './problem-states.ts';
import type { Against, ProblemAct, Transitions } from './problem-transition.ts';
import { awaitsVerification } from './steps-media.ts';
import { forbidden, invalid, missing, refused } from './refuse.ts';
import { speaksForUnit } from './speaks-for.ts';
import { VISIT_MS } from './visit-time.ts';

/** Deciding on what was found, and ending it. */
export const DECIDE: Transitions<
  | 'problem.fixed_on_spot'
  | 'problem.confirmed'
  | 'problem.assigned'
  | 'problem.refused'
  | 'problem.undecided'
  | 'problem.voided'
  | 'problem.closed'
> = {
  'problem.fixed_on_spot': {
    from: ['found'],
    to: 'fixed_on_spot',
    handling: 'fixed_on_spot',
    photos: { count: 1, reason: 'server_needs_photo_after' },
    against: (act, row, world) => {
      if (text(row, 'foundBy') !== act.author.id) return forbidden('server_only_the_finder');
      // Not the same visit any more: it is assigned instead.
      if (act.at - count(row, 'foundAt') > VISIT_MS) return refused('server_visit_is_over');
      const category = text(row, 'category');
      const edition = world.evidenceOf?.(category, text(row, 'edition'), act.at) ?? null;
      const { photosAfter } = evidenceRule(category, edition);
      if (act.draft.photos.length < photosAfter)
        return invalid('server_needs_photos_after', { count: photosAfter });
      return awayFromFirst(act.payload.place, row);
    },
    fields: (act) => ({ fixedAt: act.at, sample: '' }),
  },
  'problem.confirmed': {
    from: ['found', 'ownership_disputed'],
    to: 'same',
    against: (_act, row) => (count(row, 'severity') < 3 ? refused('server_not_major') : null),
    fields: (act) => ({ confirmedAt: act.at }),
  },
  'problem.assigned': {
    from: ['found'],
    to: 'assigned',
    handling: 'assigned',
    against: (act, row, world) =>
      awaitsVerification(row) ?? againstAssigning(addressed(act), act, row, world),
    fields: (act, row, world) => ({
      ...assignedFields(addressed(act), act, row, world),
      orderNo: act.payload.orderNo,
      order: act.payload.order ?? '',
    }),
  },
  'problem.refused': {
    from: ['assigned'],
    to: (_act, row) => (count(row, 'refusals') === 0 ? 'found' : 'ownership_disputed'),
    against: (act, row, world) =>
      world.find('units', act.payload.whose)
        ? act.payload.whose === text(row, 'unit')
          ? invalid('server_whose_is_own')
          : speaksForUnit(act, row, world)
        : missing('server_no_such_unit'),
    fields: (act, row, world) => refusedFields(act, row, world),
  },
  'problem.undecided': {
    from: ['fixed_on_spot', 'assigned'],
    to: 'found',
    handling: 'undecided',
    fields: () => ({ ...UNASSIGNED, sample: '' }),
  },
  'problem.voided': {
    from: VOIDABLE_STATES,
    to: 'void',
  },
  'problem.closed': {
    from: ['fixed_on_spot', 're_inspected'],
    to: 'closed',
    against: againstClosing,
    fields: (act) => ({ closedAt: act.at }),
  },
};

function addressed({ payload }: ProblemAct<'problem.assigned'>) {
  return { unit: payload.unit, coUnits: payload.coUnits ?? [], deadlineAt: payload.deadlineAt };
}

/** The first refusal goes back to be decided on; the second makes it a question between those named so far. */
function refusedFields(act: ProblemAct<'problem.refused'>, row: Row, world: World) {
  const named = [...idsOf(row, 'namedUnits'), text(row, 'unit'), act.payload.whose];
  const second = count(row, 'refusals') > 0;
  const candidates = [...new Set([...named, world.unitOfTown(text(row, 'town'))])].filter(
    (each) => each !== '',
  );
  return {
    ...UNASSIGNED,
    refusals: count(row, 'refusals') + 1,
    namedUnits: idList(named),
    ...(second ? { dispute: openDispute(candidates, act.at), parties: idList(candidates) } : {}),
  };
}

function againstClosing(act: ProblemAct<'problem.closed'>, row: Row, world: World): Against {
  const { author } = act;
  const pending = world.photosPending(row.id);
  if (text(row, 'state') === 'fixed_on_spot') {
    if (text(row, 'sample') === 'picked') return refused('server_sample_first');
    if (count(row, 'severity') === 3 && author.role !== 'leader')
      return forbidden('server_leader_closes_major');
    const leads =
      author.role === 'leader' ||
      author.role === 'system' ||
      (author.group !== '' &&
        author.group === text(row, 'group') &&
        world.capabilities(author.id, act.at).includes('group_leader'));
    if (!leads) return forbidden('server_group_leader_closes');
  } else {
    if (author.role === 'inspector') return forbidden('server_office_closes');
    if (text(row, 'verdict') !== 'pass') return refused('server_verdict_failed');
    // A follow-up is the deed of the person behind it, whose role the set's own reducer has judged.
    if (count(row, 'severity') === 3 && author.role === 'dispatcher')
      return forbidden('server_leader_closes_major');
  }
  return pending > 0 ? refused('server_photos_still_to_come', { count: pending }) : null;
}
