import { clockSettings, type ClockCatalogue } from '../../core/casework/clock-catalogue.ts';
import type { ClockBook, FindClockBook } from '../../core/casework/clock-book.ts';
import type { WorkSpan } from '../../core/work-calendar.ts';
import { queryAll, type App } from '../pb.ts';
import { categoryEdition } from './category-book.ts';
import { inForce, readEditions } from './editions.ts';
import { responseAt } from '../../core/response/response-periods.ts';
import { readResponses } from './response-book.ts';
import { settledOf, type Settled } from './settled.ts';

const CALENDARS = `SELECT version, fromAt, untilAt, coalesce(body, 'null') AS body
  FROM catalogues WHERE code = 'work_calendar' ORDER BY fromAt DESC`;

/** By what the clocks of a case are set, from the catalogues and the unit's hours. */
export function readClockBook(
  tx: App,
  { category, edition, unit }: Parameters<FindClockBook>[0],
  at: number,
  settled: Settled = settledOf(tx),
): ClockBook {
  const line = categoryEdition(tx, settled, edition, at);
  const calendars = settled('calendars', () => readEditions<ClockCatalogue | null>(tx, CALENDARS));
  const held = inForce(calendars, at);
  // One object for a unit and an edition: what was counted on a calendar is known by the calendar.
  const { calendar, steps, responses } = settled(
    `clocks/${unit}/${held ? calendars.indexOf(held) : ''}`,
    () =>
      clockSettings(
        held?.body ?? null,
        hoursOf(tx, unit),
        settled('responses', () => readResponses(tx)),
      ),
  );
  return {
    edition: line?.version ?? '',
    deadline: line?.body?.[category]?.deadline ?? null,
    steps,
    calendar,
    emergency: responseAt(responses, at) !== null,
  };
}

function hoursOf(tx: App, unit: string): readonly WorkSpan[] | null {
  if (unit === '') return null;
  const sql = "SELECT coalesce(workHours, 'null') AS hours FROM units WHERE id = {:unit}";
  const [row] = queryAll(tx, sql, { hours: '' }, { unit });
  return JSON.parse(row?.hours ?? 'null') as readonly WorkSpan[] | null;
}
