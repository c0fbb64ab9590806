import { clockSettings, type ClockCatalogue } from '../../core/casework/clock-catalogue.ts';
import type { ClockBook, FindClockBook } from '../../core/casework/clock-book.ts';
import type { WorkSpan } from '../../core/work-calendar.ts';
import type { DeadlineRule } from '../../core/work-time.ts';
import { queryAll, type App } from '../pb.ts';
import { readCatalogue } from '../jobs/read-catalogue.ts';

/** One line of the edition that the case has, or of the one in force; the rest of the catalogue stays in the database. */
const CATEGORY = `SELECT version, coalesce((SELECT value ->> '$.deadline' FROM json_each(body, '$.categories')
    WHERE value ->> '$.code' = {:category}), 'null') AS deadline
  FROM catalogues WHERE code = 'problem_categories' AND `;
const OWN = `${CATEGORY} version = {:edition} LIMIT 1`;
const IN_FORCE = `${CATEGORY} fromAt <= {:at} AND (untilAt = 0 OR untilAt > {:at}) ORDER BY fromAt DESC LIMIT 1`;

/** By what the clocks of a case are set, from the catalogues and the unit's hours. */
export function readClockBook(
  tx: App,
  { category, edition, unit }: Parameters<FindClockBook>[0],
  at: number,
): ClockBook {
  const sql = edition === '' ? IN_FORCE : OWN;
  const [line] = queryAll(tx, sql, { version: '', deadline: '' }, { category, edition, at });
  const body = readCatalogue(tx, 'work_calendar', at) as ClockCatalogue | null;
  const { calendar, steps, responses } = clockSettings(body, hoursOf(tx, unit));
  return {
    edition: line?.version ?? '',
    deadline: JSON.parse(line?.deadline ?? 'null') as DeadlineRule | null,
    steps,
    calendar,
    emergency: responses.some(({ fromAt, untilAt }) => fromAt <= at && (untilAt === 0 || untilAt > at)),
  };
}

function hoursOf(tx: App, unit: string): readonly WorkSpan[] | null {
  if (unit === '') return null;
  const sql = "SELECT coalesce(workHours, 'null') AS hours FROM units WHERE id = {:unit}";
  const [row] = queryAll(tx, sql, { hours: '' }, { unit });
  return JSON.parse(row?.hours ?? 'null') as readonly WorkSpan[] | null;
}
