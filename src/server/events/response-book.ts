import type { Row } from '../../core/casework/act.ts';
import { responsePeriods } from '../../core/response/response-periods.ts';
import type { ResponsePeriod, ResponseStep, StandbyGroup } from '../../core/response/response-kinds.ts';
import type { Instant } from '../../core/units.ts';
import { queryAll, type App } from '../pb.ts';
import { toRow } from './to-row.ts';

const PERIODS = "SELECT coalesce(steps, '[]') AS steps, untilAt FROM responses";
const PEOPLE = `SELECT u.id, u."group" AS home, 
    (SELECT count(*) FROM posts p WHERE p.user = u.id AND p.fromAt <= {:at} AND (p.untilAt = 0 OR p.untilAt > {:at})
      AND p.capabilities LIKE '%"exposure_member"%') AS member,
    coalesce((SELECT p."group" FROM posts p WHERE p.user = u.id AND p.fromAt <= {:at} AND (p.untilAt = 0 OR p.untilAt > {:at})
      AND p."group" != '' ORDER BY p.fromAt DESC LIMIT 1), '') AS posted
  FROM users u WHERE u.role != 'public' AND u.retiredAt = 0 ORDER BY u.name, u.id`;

/** At which level leaders put the district when: every emergency response that was ever started. */
export function readResponses(app: App): readonly ResponsePeriod[] {
  return queryAll(app, PERIODS, { steps: '', untilAt: 0 }).flatMap(({ steps, untilAt }) =>
    responsePeriods({ steps: JSON.parse(steps) as readonly ResponseStep[], untilAt }),
  );
}

/** The responses that are not ended; there is one at most. */
export function responsesInForce(tx: App): readonly Row[] {
  return tx.findRecordsByFilter('responses', "state = 'in_force'", '', 0, 0, {}).map(toRow);
}

/** The exposure groups with those who are in them now, by account, post or capability (feature 0.33). */
export function standbyGroups(tx: App, at: Instant): readonly StandbyGroup[] {
  const groups = queryAll(tx, "SELECT id FROM groups WHERE kind = 'publicity' ORDER BY code", { id: '' });
  const people = queryAll(tx, PEOPLE, { id: '', home: '', member: 0, posted: '' }, { at });
  return groups.map(({ id }, place) => ({
    group: id,
    people: people
      .filter(({ home, posted, member }) => home === id || posted === id || (member > 0 && place === 0))
      .map((each) => each.id),
  }));
}
