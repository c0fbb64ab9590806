import { count, deadlineOnServer, text, type Row, type World } from './act.ts';
import { evidenceRule } from './evidence-rules.ts';
import { partsOf } from './parties.ts';
import type { PlannedStep } from './plan.ts';
import type { Against, ProblemAct, Transitions } from './problem-transition.ts';
import { invalid, refused } from './refuse.ts';
import { speaksFor, speaksForUnit } from './speaks-for.ts';

const AT_WORK = ['accepted', 'rectifying', 'returned'] as const;
const AFTER = { count: 1, reason: 'server_needs_photo_after' } as const;

/** What the unit does. */
export const RECTIFY: Transitions<
  | 'problem.accepted'
  | 'problem.started'
  | 'problem.planned'
  | 'problem.step_proved'
  | 'problem.part_submitted'
  | 'problem.submitted'
  | 'problem.extension_asked'
  | 'problem.extension_decided'
> = {
  'problem.accepted': {
    from: ['assigned'],
    to: 'accepted',
    against: speaksForUnit,
    fields: (act) => ({
      handler: act.payload.handler,
      handlerPhone: act.payload.phone,
      handledBy: act.author.id,
      acceptedAt: act.at,
    }),
  },
  'problem.started': { from: ['accepted', 'returned'], to: 'rectifying', against: speaksForUnit },
  'problem.planned': {
    from: AT_WORK,
    to: 'same',
    against: (act, row, world) =>
      speaksForUnit(act, row, world) ??
      (stepsOf(row).some((each) => each.provedAt > 0) ? refused('server_plan_has_begun') : null),
    fields: (act) => ({ plan: act.payload.steps.map((each) => ({ ...each, provedAt: 0, note: '' })) }),
  },
  'problem.step_proved': {
    from: ['rectifying'],
    to: 'same',
    photos: { count: 1, reason: 'server_needs_photo_step' },
    against: (act, row, world) =>
      speaksForUnit(act, row, world) ??
      (stepsOf(row)[act.payload.step] ? null : invalid('server_no_such_step')),
    fields: (act, row) => ({
      plan: stepsOf(row).map((each, at) =>
        at === act.payload.step ? { ...each, provedAt: act.at, note: act.payload.note } : each,
      ),
    }),
  },
  'problem.part_submitted': {
    from: AT_WORK,
    to: 'same',
    photos: AFTER,
    against: (act, row, world) =>
      speaksFor(act, act.payload.unit, world) ??
      (partsOf(row).some((each) => each.unit === act.payload.unit) ? null : refused('server_no_such_part')),
    fields: (act, row) => ({
      parts: partsOf(row).map((each) =>
        each.unit === act.payload.unit
          ? { unit: each.unit, state: 'submitted', at: act.at, note: act.payload.note }
          : each,
      ),
      ...proofOf(act, row),
    }),
  },
  'problem.submitted': {
    from: ['rectifying'],
    to: 'submitted',
    photos: AFTER,
    against: againstSubmitting,
    fields: (act, row) => ({
      ...proofOf(act, row),
      handledBy: act.author.id,
      submittedAt: act.at,
      verdict: '',
    }),
  },
  'problem.extension_asked': {
    from: AT_WORK,
    to: 'same',
    against: (act, row, world) =>
      speaksForUnit(act, row, world) ??
      (deadlineOnServer(act, act.payload.until) <= count(row, 'deadlineAt')
        ? invalid('server_extension_is_earlier')
        : null),
    fields: (act) => ({
      extension: {
        until: deadlineOnServer(act, act.payload.until),
        reason: act.payload.reason,
        askedAt: act.at,
        granted: null,
      },
    }),
  },
  'problem.extension_decided': {
    from: AT_WORK,
    to: 'same',
    against: (_act, row) => (askedExtension(row) ? null : refused('server_no_extension_asked')),
    fields: (act, row) => {
      const asked = askedExtension(row)!;
      const { granted, reason } = act.payload;
      return {
        extension: { ...asked, granted, decidedAt: act.at, answer: reason },
        ...(granted ? { deadlineAt: asked.until } : {}),
      };
    },
  },
};

interface Extension {
  readonly until: number;
  readonly granted: boolean | null;
}

/** An extension that was asked for and not yet answered. */
function askedExtension(row: Row): Extension | null {
  const asked = row['extension'] as Extension | null | undefined;
  return asked && asked.granted === null ? asked : null;
}

function stepsOf(row: Row): readonly PlannedStep[] {
  return (row['plan'] as readonly PlannedStep[] | null | undefined) ?? [];
}

/** Measures and papers add up over parts and returns: nothing that was shown before is lost. */
function proofOf({ payload }: ProblemAct<'problem.submitted' | 'problem.part_submitted'>, row: Row) {
  return {
    measures: [...((row['measures'] as readonly unknown[] | null) ?? []), ...payload.measures],
    papers: [...((row['papers'] as readonly unknown[] | null) ?? []), ...payload.papers],
  };
}

function againstSubmitting(act: ProblemAct<'problem.submitted'>, row: Row, world: World): Against {
  const unproved = stepsOf(row).filter((each) => each.provedAt === 0).length;
  if (unproved > 0) return refused('server_plan_steps_open', { count: unproved });
  const open = partsOf(row).filter((each) => each.state === 'open').length;
  if (open > 0) return refused('server_parts_open', { count: open });
  const { papers } = act.payload;
  const shown = papers.length + ((row['papers'] as readonly unknown[] | null)?.length ?? 0);
  const category = text(row, 'category');
  const rule = evidenceRule(category, world.evidenceOf?.(category, text(row, 'edition'), act.at) ?? null);
  if (shown === 0 && rule.needsPapers) return invalid('server_needs_papers');
  // A picture of a paper does not show the place.
  const ofPlace = act.draft.photos.filter(({ id }) => papers.every((each) => each.photo !== id)).length;
  if (ofPlace < rule.photosAfter) return invalid('server_needs_photos_after', { count: rule.photosAfter });
  return speaksForUnit(act, row, world);
}
