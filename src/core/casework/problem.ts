import { ok, type Result } from '../result.ts';
import {
  count,
  onServerClock,
  text,
  type Act,
  type Advance,
  type Refusal,
  type Row,
  type World,
  type Write,
} from './act.ts';
import type { PROBLEM_EVENTS } from './events.ts';
import type { Payloads, ProblemAssigned, ProblemFound } from './payloads.ts';
import { inTerritory, ownsTask } from './permissions.ts';
import { checkPlace } from './place-check.ts';
import { isOpenProblem, type Handling, type ProblemState } from './problem-states.ts';
import { conflict, forbidden, invalid, missing, refused } from './refuse.ts';

type ProblemEvent = (typeof PROBLEM_EVENTS)[number];
type ProblemAct = Act<Payloads[ProblemEvent]>;

/** One line of the table of domain.md §4. */
interface Transition {
  readonly from: readonly ProblemState[];
  readonly to: ProblemState;
  /** null = stays in the total it is in. */
  readonly handling: Handling | null;
  /** Photos the event must name. */
  readonly photos: number;
  /** What else must hold; null = nothing against it. */
  readonly against: (act: ProblemAct, row: Row, world: World) => Result<never, Refusal> | null;
  readonly fields: (act: ProblemAct, row: Row) => Readonly<Record<string, unknown>>;
}

const nothing = (): null => null;
const noFields = (): Readonly<Record<string, unknown>> => ({});

const TRANSITIONS: Readonly<Record<Exclude<ProblemEvent, 'problem.found'>, Transition>> = {
  'problem.fixed_on_spot': {
    from: ['found'],
    to: 'fixed_on_spot',
    handling: 'fixed_on_spot',
    photos: 1,
    against: (act, row) =>
      act.author.role === 'dispatcher' || text(row, 'foundBy') === act.author.id
        ? null
        : forbidden('server_only_the_finder'),
    fields: noFields,
  },
  'problem.assigned': {
    from: ['found'],
    to: 'assigned',
    handling: 'assigned',
    photos: 0,
    against: (act, _row, world) => {
      const { unit, deadlineAt } = act.payload as ProblemAssigned;
      if (!world.find('units', unit)) return missing('server_no_such_unit');
      return onServerDeadline(act, deadlineAt) > act.at ? null : invalid('server_deadline_has_passed');
    },
    fields: (act) => {
      const { unit, deadlineAt } = act.payload as ProblemAssigned;
      return { unit, deadlineAt: onServerDeadline(act, deadlineAt) };
    },
  },
  'problem.undecided': {
    from: ['fixed_on_spot', 'assigned'],
    to: 'found',
    handling: 'undecided',
    photos: 0,
    against: nothing,
    fields: () => ({ unit: '', deadlineAt: 0 }),
  },
  'problem.voided': {
    from: ['found', 'fixed_on_spot', 'assigned'],
    to: 'void',
    handling: null,
    photos: 0,
    against: nothing,
    fields: noFields,
  },
  'problem.closed': {
    from: ['fixed_on_spot', 'assigned'],
    to: 'closed',
    handling: null,
    photos: 0,
    against: (act, row, world) => {
      if (count(row, 'severity') === 3 && act.author.role !== 'leader')
        return forbidden('server_leader_closes_major');
      const pending = world.photosPending(row.id);
      return pending > 0 ? refused('server_photos_still_to_come', { count: pending }) : null;
    },
    fields: (act) => ({ closedAt: act.at }),
  },
};

/** Next state of a problem, the totals it moves between, and its source's count of open problems. */
export function advanceProblem(act: ProblemAct, world: World): Result<Advance, Refusal> {
  const { type } = act.draft;
  if (type === 'problem.found') return found(act as Act<ProblemFound>, world);
  const transition = TRANSITIONS[type as keyof typeof TRANSITIONS];
  const row = world.find('problems', act.draft.subjectId);
  if (!row) return missing('server_no_such_row', { subject: 'problems' });

  const state = text(row, 'state') as ProblemState;
  if (!transition.from.includes(state)) {
    const reason = `server_problem_is_${state}`;
    return act.draft.seen < count(row, 'rev') ? conflict(reason, row, ['state']) : refused(reason);
  }
  if (act.draft.photos.length < transition.photos) return invalid('server_needs_photo_after');
  const against = transition.against(act, row, world);
  if (against) return against;

  const change: Write = {
    collection: 'problems',
    id: row.id,
    create: false,
    fields: {
      state: transition.to,
      ...(transition.handling ? { handling: transition.handling } : {}),
      ...transition.fields(act, row),
      rev: count(row, 'rev') + 1,
    },
  };
  const opened = Number(isOpenProblem(transition.to)) - Number(isOpenProblem(state));
  return ok({ writes: [change, ...openProblems(text(row, 'source'), opened)], follow: [] });
}

function found(act: Act<ProblemFound>, world: World): Result<Advance, Refusal> {
  const { payload, author, draft } = act;
  if (draft.photos.length < 1) return invalid('server_needs_photo');
  const place = checkPlace(payload.place);
  if (!place.ok) return place;
  const source = world.find('sources', payload.source);
  if (!source) return missing('server_no_such_source');
  if (!inTerritory(author, source)) return forbidden('server_not_your_territory');
  const task = payload.task === null ? null : world.find('tasks', payload.task);
  if (payload.task !== null && !task) return missing('server_no_such_task');
  if (task && !ownsTask(author, task)) return forbidden('server_not_your_group');
  const foundAt = onServerClock(act, payload.foundAt);
  const create: Write = {
    collection: 'problems',
    id: draft.subjectId,
    create: true,
    fields: {
      no: world.numberFor('WT', foundAt),
      category: payload.category,
      severity: payload.severity,
      state: 'found',
      handling: 'undecided',
      origin: payload.origin,
      source: source.id,
      task: payload.task ?? '',
      zone: task ? text(task, 'zone') : '',
      lng: payload.place.lng,
      lat: payload.place.lat,
      accuracyM: payload.place.accuracyM ?? 0,
      placeBy: payload.place.by,
      placeReason: payload.place.reason,
      cell: text(source, 'cell'),
      town: text(source, 'town'),
      unit: '',
      foundBy: author.id,
      group: author.group,
      note: payload.note,
      foundAt,
      receivedAt: act.receivedAt,
      deadlineAt: 0,
      closedAt: 0,
      demo: false,
      rev: 1,
    },
  };
  return ok({ writes: [create, ...openProblems(source.id, 1)], follow: [] });
}

function openProblems(source: string, by: number): Write[] {
  if (source === '' || by === 0) return [];
  return [{ collection: 'sources', id: source, create: false, fields: {}, add: { openProblems: by } }];
}

/** A deadline lies ahead, so it is corrected but not bounded by the receipt. */
function onServerDeadline(act: Act<unknown>, at: number): number {
  return at + act.draft.clockOffsetMs;
}
