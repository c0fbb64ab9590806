import { message, type Message } from '../message.ts';
import { RESPONSE_LEVELS, type ResponsePeriod } from '../response/response-kinds.ts';
import { err, ok, type Result } from '../result.ts';
import type { WorkSpan } from '../work-calendar.ts';
import { DEADLINE_UNITS } from '../deadline-rule.ts';
import { instant, list, number, oneOf, optional, record, shape, type Check } from './check.ts';
import type { ClockCatalogue } from './clock-catalogue.ts';
import { CLOCK_KINDS } from './clock-book.ts';

/** Code of the catalogue by whose edition every clock of a case is set. */
export const CALENDAR_CATALOGUE = 'work_calendar';

const DAY_MIN = 1440;
const MOST_HOURS = 8760;
const STEPS = CLOCK_KINDS.filter((each) => each !== 'rectify');

const span: Check = (value, field) => {
  const [from, until] = Array.isArray(value) && value.length === 2 ? (value as unknown[]) : [];
  const good = isMinute(from) && isMinute(until) && from < until;
  return good ? null : message('server_calendar_span', { field });
};
const day: Check = (value, field) =>
  typeof value === 'string' && /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(value)
    ? null
    : message('server_calendar_day', { field });
const days = list(day, 366);
const deadline = shape({ unit: oneOf(DEADLINE_UNITS), value: number(1 / 60, MOST_HOURS) });
const step = shape({ usual: deadline, emergency: deadline });
const response: Check = (value, field) => {
  const wrong = shape({ level: oneOf(RESPONSE_LEVELS), fromAt: instant, untilAt: number(0, 4e12) })(
    value,
    field,
  );
  if (wrong) return wrong;
  const { fromAt, untilAt } = value as ResponsePeriod;
  return untilAt === 0 || untilAt > fromAt ? null : message('server_calendar_response', { field });
};
const body = shape({
  hours: optional(list(span, 24, 1)),
  years: optional(record(shape({ off: days, work: days }), 100)),
  responses: optional(list(response, 1000)),
  steps: optional(shape(Object.fromEntries(STEPS.map((each) => [each, optional(step)])))),
});

/**
 * The work calendar of a catalogue's body, checked: spans of the Beijing day that do not overlap, minutes; years with days MM-DD; responses
 * with an end after their beginning; a step's time in a known unit. The error names the field.
 */
export function readWorkCalendar(value: unknown): Result<ClockCatalogue, Message> {
  const wrong = body(value, '');
  if (wrong) return err(wrong);
  const calendar = value as ClockCatalogue;
  const year = Object.keys(calendar.years ?? {}).find((each) => !/^\d{4}$/.test(each));
  if (year !== undefined) return err(message('server_calendar_year', { year }));
  if (overlaps(calendar.hours ?? [])) return err(message('server_calendar_overlap'));
  return ok(calendar);
}

function overlaps(hours: readonly WorkSpan[]): boolean {
  const sorted = [...hours].sort((a, b) => a[0] - b[0]);
  return sorted.some(([from], at) => at > 0 && from < (sorted[at - 1]?.[1] ?? 0));
}

function isMinute(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= DAY_MIN;
}
