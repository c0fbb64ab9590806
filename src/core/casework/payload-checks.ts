import { POLLUTANTS } from '../air/pollutants.ts';
import { DIRECTIVE_CHECKS } from '../escalation/directive-payloads.ts';
import { ESCALATION_CHECKS } from '../escalation/payload-checks.ts';
import { message, type Message } from '../message.ts';
import { PROPOSED_BECAUSE } from '../patrol/task-proposed.ts';
import { TASK_MODES, TASK_TYPES, VISIT_RESULTS } from '../patrol/task-types.ts';
import { err, ok, type Result } from '../result.ts';
import { RESPONSE_CHECKS } from '../response/response-payloads.ts';
import { SOURCE_KINDS, SOURCE_STATES } from '../sources/source-kinds.ts';
import { TRIGGER_RULES } from '../triggers/trigger-rules.ts';
import { ZONE_OUTCOMES } from '../upwind/outcome.ts';
import { ZONE_KINDS } from '../upwind/zone.ts';
import * as check from './check.ts';
import type { Check } from './check.ts';
import { CLOCK_KINDS } from './clock-book.ts';
import type { EventType } from './events.ts';
import { answers, circumstances, lat, lng, maybeReason, note, place, reason } from './payload-parts.ts';
import type { Payloads } from './payloads.ts';
import { PROBLEM_CHECKS } from './problem-payload-checks.ts';
import { SET_CHECKS } from './set-payload-checks.ts';
import { NOTICE_CHECKS } from '../papers/notice-payload-checks.ts';

/** The payload of an event, read and checked field by field. */
export function readPayload<T extends EventType>(type: T, json: string): Result<Payloads[T], Message> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return err(message('server_payload_not_json'));
  }
  const wrong = CHECKS[type](value, '');
  return wrong ? err(wrong) : ok(value as Payloads[T]);
}

const { anything, area, bool, id, instant, list, nullable, number, oneOf, optional, record, shape, text } =
  check;

const target = shape({ source: id, share: nullable(number(0, 1)) });
const targets = list(target, 500, 1);
const route = nullable(
  shape({ line: list(list(number(-180, 180), 3, 2), 10_000), km: number(0, 1e4), minutes: number(0, 1e5) }),
);
const warned = optional(
  list(
    shape({
      station: id,
      distanceM: number(0, 1e6),
      travelMin: nullable(number(0, 1e5)),
      sources: list(id, 500, 1),
    }),
    200,
  ),
);
const frozenZone = nullable(
  shape({
    id,
    pollutant: oneOf(POLLUTANTS),
    zone: zoneLike,
    ranking: (value, field) =>
      Array.isArray((value as { suspects?: unknown } | null)?.suspects)
        ? null
        : message('server_field_object', { field }),
    inputs: anything,
  }),
);

const struck = shape({ clock: oneOf(CLOCK_KINDS), dueAt: instant });

const CHECKS: Readonly<Record<EventType, Check>> = {
  ...PROBLEM_CHECKS,
  ...SET_CHECKS,
  ...NOTICE_CHECKS,
  ...ESCALATION_CHECKS,
  ...DIRECTIVE_CHECKS,
  ...RESPONSE_CHECKS,
  'problem.reminded': shape({ clock: oneOf(CLOCK_KINDS), share: oneOf([50, 80]), dueAt: instant }),
  'problem.overdue': struck,
  'problem.raised': struck,
  'problem.rescheduled': shape({
    because: oneOf(['edition', 'calendar']),
    edition: text(40),
    deadlineAt: instant,
  }),
  'task.sent': shape({
    type: oneOf(TASK_TYPES),
    group: id,
    station: nullable(id),
    suggestion: nullable(id),
    zone: frozenZone,
    // A grid patrol may go through cells in which nothing is registered.
    targets: list(target, 500),
    cells: optional(list(id, 500, 1)),
    route,
    fromAt: instant,
    untilAt: instant,
    note: text(1000),
    warned,
    mode: optional(oneOf(TASK_MODES)),
    draw: optional(
      shape({ number: number(0, 999_999), kind: oneOf(SOURCE_KINDS), town: text(32), count: number(1, 500) }),
    ),
    parts: optional(list(shape({ unit: id, what: text(200) }), 30, 2)),
  }),
  'problem.look_back_due': shape({ dueAt: instant, task: id }),
  'task.proposed': shape({
    because: oneOf(PROPOSED_BECAUSE),
    basis: id,
    source: id,
    more: optional(list(id, 100)),
    dueAt: instant,
  }),
  'task.given': shape({ group: id }),
  'task.recalled': shape({ reason: maybeReason }),
  'task.lapsed': shape({}),
  'task.accepted': shape({}),
  'task.started': shape({}),
  'task.visited': shape({
    source: id,
    result: oneOf(VISIT_RESULTS),
    at: instant,
    place: nullable(place),
    note,
    answers: optional(answers),
    inspection: optional(id),
    mode: optional(circumstances.mode),
    witness: optional(circumstances.witness),
    police: optional(circumstances.police),
    education: optional(circumstances.education),
  }),
  'task.walked': shape({ cell: id, at: instant, place }),
  'task.retargeted': shape({ targets, route, zone: frozenZone, reason: maybeReason, warned }),
  'task.part_reported': shape({ unit: id, note }),
  'task.done': shape({ note }),
  'task.flagged': shape({
    at: instant,
    turnedDeg: nullable(number(0, 180)),
    calm: bool,
    zone: nullable(id),
    outside: list(id, 500),
  }),
  'task.shift_kept': shape({ shiftAt: instant, reason }),
  'task.shift_reopened': shape({ shiftAt: instant, reason: maybeReason }),
  'suggestion.raised': shape({
    station: id,
    at: instant,
    pollutant: oneOf(POLLUTANTS),
    rule: oneOf(TRIGGER_RULES),
    evidence: list(anything, 20),
    zone: nullable(id),
    regional: anything,
  }),
  'suggestion.snoozed': shape({ until: instant }),
  'suggestion.dismissed': shape({ reason }),
  'suggestion.reopened': shape({ reason: maybeReason }),
  'suggestion.expired': shape({ reason: maybeReason }),
  'suggestion.confirmed': shape({ task: id }),
  'zone.scored': shape({ outcome: oneOf(ZONE_OUTCOMES), task: nullable(id), score: anything }),
  'source.registered': shape({ kind: oneOf(SOURCE_KINDS), name: text(160), place, note }),
  'source.updated': shape({
    changes: shape({
      name: optional(text(160)),
      kind: optional(oneOf(SOURCE_KINDS)),
      state: optional(oneOf(SOURCE_STATES)),
      leader: optional(text(80)),
      card: optional(oneOf(['', 'green', 'yellow', 'red'])),
      regulator: optional(id),
      unit: optional(text(32)),
      lng: optional(lng),
      lat: optional(lat),
      polygon: optional(nullable(area)),
      profile: optional(record(anything, 60)),
    }),
    reason: maybeReason,
  }),
  'group.area_changed': shape({
    from: instant,
    radiusM: nullable(number(1, 50_000)),
    polygon: nullable(area),
    reason: maybeReason,
  }),
};

/** The frame of a zone; its geometry is only ever read back by the code that made it. */
function zoneLike(value: unknown, field: string): Message | null {
  const zone = value as {
    readonly apex?: { lng?: unknown; lat?: unknown };
    readonly shape?: { kind?: unknown };
  } | null;
  return (
    lng(zone?.apex?.lng, `${field}.apex.lng`) ??
    lat(zone?.apex?.lat, `${field}.apex.lat`) ??
    oneOf(ZONE_KINDS)(zone?.shape?.kind, `${field}.shape.kind`)
  );
}
