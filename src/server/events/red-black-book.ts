import type { Row } from '../../core/casework/act.ts';
import { unitLateSql } from '../../core/casework/unit-late.ts';
import { DAY_MS } from '../../core/china-time.ts';
import { NEVER_LISTED, type ListedPlace, type RedBlackFigures } from '../../core/escalation/listing-kinds.ts';
import { redBlackList, type PlaceScore } from '../../core/escalation/red-black.ts';
import type { Instant } from '../../core/units.ts';
import { queryAll, type App } from '../pb.ts';
import { toRow } from './to-row.ts';

/** Of each place: inspections, findings by severity, deadlines of the period that its units missed by {:now}, steps that began. */
const RECORDS = `SELECT s.id AS source, s.code, s.name, s.kind, s.town,
  (SELECT count(*) FROM inspections i WHERE i.source = s.id AND i.at >= {:from} AND i.at < {:until}) AS checks,
  coalesce(p.general, 0) AS general, coalesce(p.serious, 0) AS serious, coalesce(p.major, 0) AS major, coalesce(d.overdue, 0) AS overdue,
  (SELECT count(*) FROM escalations x WHERE x.source = s.id AND x.state IN ('in_force', 'lifted', 'ended') AND x.level > 0 AND x.fromAt >= {:from} AND x.fromAt < {:until}) AS steps
  FROM sources s
  LEFT JOIN (SELECT source, sum(severity = 1) AS general, sum(severity = 2) AS serious, sum(severity = 3) AS major
    FROM problems WHERE foundAt >= {:from} AND foundAt < {:until} AND state != 'void' GROUP BY source) p ON p.source = s.id
  LEFT JOIN (SELECT source, sum(${unitLateSql()}) AS overdue
    FROM problems WHERE foundAt >= {:since} AND foundAt < {:until} AND deadlineAt >= {:from} AND deadlineAt < {:until} AND state != 'void' GROUP BY source) d ON d.source = s.id
  WHERE s.state NOT IN ('finished', 'banned') AND {:kind} IN ('', s.kind) AND s.kind NOT IN (SELECT value FROM json_each({:never}))`;
/** What was found longer ago has no deadline in the period: it only keeps the database from reading every case there ever was. */
const LOOK_BACK_MS = 400 * DAY_MS;
const COLUMNS = {
  ...{ source: '', code: '', name: '', kind: '', town: '', checks: 0 },
  ...{ general: 0, serious: 0, major: 0, overdue: 0, steps: 0 },
};

/** The red and the black list of [fromAt, untilAt), of one kind of place or of all (''), as it is counted now. */
export function readRedBlack(
  app: App,
  { fromAt, untilAt, kind }: { readonly fromAt: Instant; readonly untilAt: Instant; readonly kind: string },
  now: Instant,
): RedBlackFigures {
  // A period that is over is counted as at its end, so that it comes out the same whenever it is looked at.
  const values = {
    from: fromAt,
    until: untilAt,
    since: fromAt - LOOK_BACK_MS,
    kind,
    now: Math.min(now, untilAt),
  };
  const rows = queryAll(app, RECORDS, COLUMNS, { ...values, never: JSON.stringify(NEVER_LISTED) });
  const facts = new Map(
    rows.map(({ source, code, name, kind, town }) => [source, { code, name, kind, town }]),
  );
  const list = redBlackList(
    rows.map(({ source, checks, general, serious, major, overdue, steps }) => ({
      ...{ source, checks, overdue, steps },
      findings: [general, serious, major],
    })),
  );
  const named = (place: PlaceScore): ListedPlace => ({ ...place, ...facts.get(place.source)! });
  return { ...list, red: list.red.map(named), black: list.black.map(named) };
}

/** The list that is published for a period and kind of place. */
export function publishedListing(app: App, fromAt: Instant, untilAt: Instant, kind: string): Row | null {
  const filter = "state = 'published' && fromAt = {:fromAt} && untilAt = {:untilAt} && kind = {:kind}";
  const [found] = app.findRecordsByFilter('listings', filter, '', 1, 0, { fromAt, untilAt, kind });
  return found ? toRow(found) : null;
}
