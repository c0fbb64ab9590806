import { clockSettings, type ClockCatalogue } from '../../core/casework/clock-catalogue.ts';
import type { ClockBook, FindClockBook } from '../../core/casework/clock-book.ts';
import type { WorkSpan } from '../../core/work-calendar.ts';
import type { DeadlineRule } from '../../core/work-time.ts';
import { queryAll, type App } from '../pb.ts';
import { settledOf, type Settled } from './settled.ts';

/** Of each edition the deadlines alone; the rest of the catalogue stays in the database. */
const EDITIONS = `SELECT version, fromAt, untilAt,
    (SELECT json_group_object(value ->> '$.code', json(coalesce(value ->> '$.deadline', 'null'))) FROM json_each(body, '$.categories')) AS body
  FROM catalogues WHERE code = 'problem_categories' ORDER BY fromAt DESC`;
const CALENDARS = `SELECT version, fromAt, untilAt, coalesce(body, 'null') AS body
  FROM catalogues WHERE code = 'work_calendar' ORDER BY fromAt DESC`;

interface Edition<Body> {
  readonly version: string;
  readonly fromAt: number;
  readonly untilAt: number;
  readonly body: Body;
}

/** By what the clocks of a case are set, from the catalogues and the unit's hours. */
export function readClockBook(
  tx: App,
  { category, edition, unit }: Parameters<FindClockBook>[0],
  at: number,
  settled: Settled = settledOf(tx),
): ClockBook {
  const editions = settled('editions', () =>
    read<Readonly<Record<string, DeadlineRule>> | null>(tx, EDITIONS),
  );
  const line = edition === '' ? inForce(editions, at) : editions.find((each) => each.version === edition);
  const calendars = settled('calendars', () => read<ClockCatalogue | null>(tx, CALENDARS));
  const { calendar, steps, responses } = clockSettings(
    inForce(calendars, at)?.body ?? null,
    settled(`hours/${unit}`, () => hoursOf(tx, unit)),
  );
  return {
    edition: line?.version ?? '',
    deadline: line?.body?.[category] ?? null,
    steps,
    calendar,
    emergency: responses.some(({ fromAt, untilAt }) => fromAt <= at && (untilAt === 0 || untilAt > at)),
  };
}

function read<Body>(tx: App, sql: string): readonly Edition<Body>[] {
  return queryAll(tx, sql, { version: '', fromAt: 0, untilAt: 0, body: '' }).map(
    ({ version, fromAt, untilAt, body }) => ({
      version,
      fromAt,
      untilAt,
      body: JSON.parse(body || 'null') as Body,
    }),
  );
}

function inForce<Body>(editions: readonly Edition<Body>[], at: number): Edition<Body> | undefined {
  return editions.find(({ fromAt, untilAt }) => fromAt <= at && (untilAt === 0 || untilAt > at));
}

function hoursOf(tx: App, unit: string): readonly WorkSpan[] | null {
  if (unit === '') return null;
  const sql = "SELECT coalesce(workHours, 'null') AS hours FROM units WHERE id = {:unit}";
  const [row] = queryAll(tx, sql, { hours: '' }, { unit });
  return JSON.parse(row?.hours ?? 'null') as readonly WorkSpan[] | null;
}
