import { ok, type Result } from '../result.ts';
import {
  count,
  deadlineOnServer,
  text,
  type Act,
  type Advance,
  type FollowUp,
  type Refusal,
  type Row,
  type World,
} from './act.ts';
import { idList } from './parties.ts';
import type { ProblemAssigned } from './payloads.ts';
import { invalid, missing, refused, forbidden } from './refuse.ts';
import type { OrderSent } from './set-payloads.ts';

/**
 * Many problems in one order 交办单: the order's row, and one `problem.assigned` for each, all or none. A special one goes to a
 * regulator and the local government together, and never without a leader (feature 0.16).
 */
export function sendOrder(act: Act<OrderSent>, world: World): Result<Advance, Refusal> {
  const { kind, problems, unit, coUnits, basis, note } = act.payload;
  if (new Set(problems).size < problems.length) return invalid('server_problem_twice');
  const rows = problems.map((each) => world.find('problems', each));
  if (rows.some((each) => each === null)) return missing('server_no_such_row', { subject: 'problems' });
  const known = rows as readonly Row[];
  const decided = known.filter((each) => text(each, 'state') !== 'found');
  if (decided.length > 0)
    return refused('server_order_has_decided', { count: decided.length, numbers: numbers(decided) });
  const unconfirmed = known.filter((each) => count(each, 'confirmedAt') === 0);
  const needsLeader = kind === 'special' ? unconfirmed : unconfirmed.filter(isMajor);
  if (act.author.role !== 'leader' && needsLeader.length > 0)
    return forbidden('server_order_needs_leader', { numbers: numbers(needsLeader) });

  const deadlineAt = deadlineOnServer(act, act.payload.deadlineAt);
  const no = world.numberFor('JB', act.at);
  const id = act.draft.subjectId;
  const assigned: ProblemAssigned = { unit, coUnits, orderNo: no, order: id, deadlineAt, note: basis };
  const follow: FollowUp[] = known.flatMap((each) => [
    ...(isMajor(each) && count(each, 'confirmedAt') === 0 ? [confirmed(each, note)] : []),
    { type: 'problem.assigned', subject: 'problems', subjectId: each.id, payload: assigned },
  ]);
  const fields = {
    no,
    kind,
    unit,
    parties: idList([unit, ...coUnits]),
    problems,
    basis,
    note,
    deadlineAt,
    by: act.author.id,
    at: act.at,
    rev: 1,
  };
  return ok({ writes: [{ collection: 'orders', id, create: true, fields }], follow });
}

function isMajor(row: Row): boolean {
  return count(row, 'severity') === 3;
}

/** A leader who sends the order himself has said yes by that. */
function confirmed(row: Row, note: string): FollowUp {
  return { type: 'problem.confirmed', subject: 'problems', subjectId: row.id, payload: { note } };
}

function numbers(rows: readonly Row[]): string {
  return rows.map((each) => text(each, 'no')).join(' ');
}
