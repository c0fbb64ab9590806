import { exhaustive } from '../exhaustive.ts';
import { ok, type Result } from '../result.ts';
import {
  count,
  deadlineOnServer,
  onServerClock,
  text,
  type Act,
  type Advance,
  type FollowUp,
  type Refusal,
  type Row,
  type World,
} from './act.ts';
import type { REINSPECTION_EVENTS } from './events.ts';
import { idList } from './parties.ts';
import type { Payloads } from './payloads.ts';
import { conflict, forbidden, invalid, missing, refused } from './refuse.ts';
import type { ReinspectionClosed, ReinspectionOpened, ReinspectionReported } from './set-payloads.ts';

type ReinspectionEvent = (typeof REINSPECTION_EVENTS)[number];

/** A point of the set: '' = nobody has looked yet. */
export interface PointVerdict {
  readonly problem: string;
  readonly verdict: '' | 'pass' | 'fail';
}

/** A re-inspection of a set of points of one source: one verdict each, then closing what passed (features 0.12, 1.57). */
export function advanceReinspection(
  act: Act<Payloads[ReinspectionEvent]>,
  world: World,
): Result<Advance, Refusal> {
  const type = act.draft.type as ReinspectionEvent;
  if (type === 'reinspection.opened') return opened(act as Act<ReinspectionOpened>, world);
  const row = world.find('reinspections', act.draft.subjectId);
  if (!row) return missing('server_no_such_row', { subject: 'reinspections' });
  if (text(row, 'state') === 'closed') {
    const reason = 'server_reinspection_is_closed';
    return act.draft.seen < count(row, 'rev') ? conflict(reason, row, ['state']) : refused(reason);
  }
  switch (type) {
    case 'reinspection.reported':
      return reported(act as Act<ReinspectionReported>, row, world);
    case 'reinspection.closed':
      return closed(act as Act<ReinspectionClosed>, row, world);
    default:
      return exhaustive(type);
  }
}

function opened(act: Act<ReinspectionOpened>, world: World): Result<Advance, Refusal> {
  const { source, problems, group, units, note } = act.payload;
  const place = world.find('sources', source);
  if (!place) return missing('server_no_such_source');
  if (group !== null && !world.find('groups', group)) return missing('server_no_such_group');
  if (units.some((each) => !world.find('units', each))) return missing('server_no_such_unit');
  if (new Set(problems).size < problems.length) return invalid('server_problem_twice');
  const rows = problems.map((each) => world.find('problems', each));
  if (rows.some((each) => each === null || text(each, 'source') !== source))
    return invalid('server_set_of_one_source');
  const fields = {
    source,
    town: text(place, 'town'),
    group: group ?? '',
    units: idList(units),
    verdicts: problems.map((problem): PointVerdict => ({ problem, verdict: '' })),
    papers: [],
    signers: [],
    state: 'open',
    openedAt: act.at,
    dueAt: deadlineOnServer(act, act.payload.dueAt),
    note,
    siteClosed: false,
    rev: 1,
  };
  return ok({
    writes: [{ collection: 'reinspections', id: act.draft.subjectId, create: true, fields }],
    follow: [],
  });
}

function reported(act: Act<ReinspectionReported>, row: Row, world: World): Result<Advance, Refusal> {
  const { verdicts, papers, signers } = act.payload;
  const group = text(row, 'group');
  if (group !== '' && group !== act.author.group) return forbidden('server_not_your_group');
  if (signers.some((each) => !world.find('units', each.unit))) return missing('server_no_such_unit');
  const known = verdictsOf(row);
  const given = new Map(verdicts.map((each) => [each.problem, each]));
  if (given.size < verdicts.length) return invalid('server_problem_twice');
  if (verdicts.some((each) => !known.some((point) => point.problem === each.problem)))
    return invalid('server_point_not_in_set');
  const at = onServerClock(act, act.payload.at);
  const fields = {
    verdicts: known.map((each) => ({
      problem: each.problem,
      verdict: given.get(each.problem)?.verdict ?? each.verdict,
    })),
    papers: [...((row['papers'] as readonly unknown[] | null) ?? []), ...papers],
    signers: [...((row['signers'] as readonly unknown[] | null) ?? []), ...signers],
    state: 'reported',
    reportedAt: at,
    by: act.author.id,
    rev: count(row, 'rev') + 1,
  };
  const follow = verdicts.map((each): FollowUp => ({
    type: 'problem.reinspected',
    subject: 'problems',
    subjectId: each.problem,
    payload: {
      verdict: each.verdict,
      place: each.place,
      note: each.note,
      deadlineAt: null,
      reinspection: row.id,
    },
    photos: act.draft.photos.filter((photo) => each.photos.includes(photo.id)),
  }));
  return ok({ writes: [{ collection: 'reinspections', id: row.id, create: false, fields }], follow });
}

function closed(act: Act<ReinspectionClosed>, row: Row, world: World): Result<Advance, Refusal> {
  const verdicts = verdictsOf(row);
  const without = verdicts.filter((each) => each.verdict === '');
  if (without.length > 0) {
    const numbers = without.map((each) => numberOf(each.problem, world)).join(' ');
    return refused('server_verdicts_missing', { count: without.length, numbers });
  }
  const ready = verdicts.filter(
    (each) => text(world.find('problems', each.problem) ?? row, 'state') === 're_inspected',
  );
  const major = ready.filter((each) => count(world.find('problems', each.problem) ?? row, 'severity') === 3);
  if (major.length > 0 && act.author.role !== 'leader') return forbidden('server_leader_closes_major');
  const fields = {
    state: 'closed',
    closedAt: act.at,
    siteClosed: verdicts.every((each) => each.verdict === 'pass'),
    rev: count(row, 'rev') + 1,
  };
  const follow = ready.map((each): FollowUp => ({
    type: 'problem.closed',
    subject: 'problems',
    subjectId: each.problem,
    payload: { note: act.payload.note },
  }));
  return ok({ writes: [{ collection: 'reinspections', id: row.id, create: false, fields }], follow });
}

function verdictsOf(row: Row): readonly PointVerdict[] {
  return (row['verdicts'] as readonly PointVerdict[] | null) ?? [];
}

function numberOf(problem: string, world: World): string {
  const row = world.find('problems', problem);
  return row ? text(row, 'no') : problem;
}
