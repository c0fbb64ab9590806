import {
  count,
  deadlineOnServer,
  text,
  type Act,
  type Advance,
  type Refusal,
  type Row,
  type World,
  type Write,
} from '../casework/act.ts';
import type { RESPONSE_EVENTS } from '../casework/events.ts';
import type { Payloads } from '../casework/payloads.ts';
import { conflict, invalid, missing, refused } from '../casework/refuse.ts';
import { DAY_MS, HOUR_MS } from '../china-time.ts';
import { exhaustive } from '../exhaustive.ts';
import { ok, type Result } from '../result.ts';
import type { Instant } from '../units.ts';
import { closeRoster, dropShift, openRoster, setShift } from './duty-shift.ts';
import type { Exemption, ResponseStep } from './response-kinds.ts';
import { endExemption, exempt, reduceSources } from './reduction.ts';
import type { ResponseLevelChanged, ResponseReduced, ResponseStarted } from './response-payloads.ts';

type ResponseEvent = (typeof RESPONSE_EVENTS)[number];

/** A warning is given at most so long ahead, and a start is written down at most so late. */
const AHEAD_MS = 7 * DAY_MS;
const LATE_MS = HOUR_MS;

/**
 * An emergency response from its start to its end, with the roster of those who stand by (feature 0.33, domain.md §9). Red opens the
 * roster; going below red or ending it closes what of it is still to come.
 */
export function advanceResponse(act: Act<Payloads[ResponseEvent]>, world: World): Result<Advance, Refusal> {
  const type = act.draft.type as ResponseEvent;
  if (type === 'response.started') return started(act as Act<ResponseStarted>, world);
  const row = world.find('responses', act.draft.subjectId);
  if (!row) return missing('server_no_such_row', { subject: 'responses' });
  // What it asked of the sources is taken back after its end.
  if (type === 'response.reduced') return reduced(act as Act<ResponseReduced>, row, world);
  if (text(row, 'state') === 'ended') {
    return act.draft.seen < count(row, 'rev')
      ? conflict('server_response_ended', row, ['state'])
      : refused('server_response_ended');
  }
  switch (type) {
    case 'response.level_changed':
      return levelChanged(act as Act<ResponseLevelChanged>, row, world);
    case 'response.ended':
      return ended(act as Act<Payloads['response.ended']>, row, world);
    case 'response.shift_set':
      return withRoster(row, setShift(act as Act<Payloads['response.shift_set']>, row, world));
    case 'response.shift_dropped':
      return withRoster(row, dropShift(act as Act<Payloads['response.shift_dropped']>, row, world));
    case 'response.exempted':
      return exempted(row, exempt(act as Act<Payloads['response.exempted']>, row, world));
    case 'response.exemption_ended':
      return exempted(row, endExemption(act as Act<Payloads['response.exemption_ended']>, row));
    default:
      return exhaustive(type);
  }
}

function started(act: Act<ResponseStarted>, world: World): Result<Advance, Refusal> {
  const { level, basis } = act.payload;
  const other = world.responses?.()[0];
  if (other) return conflict('server_response_in_force', other);
  const fromAt = act.payload.fromAt === null ? act.at : deadlineOnServer(act, act.payload.fromAt);
  if (fromAt < act.at - LATE_MS || fromAt > act.at + AHEAD_MS) return invalid('server_response_when');
  const id = act.draft.subjectId;
  const roster = level === 'red' ? openRoster(act, id, 1, fromAt, world) : [];
  const steps: readonly ResponseStep[] = [{ level, fromAt, reason: basis.trim() }];
  const fields = {
    level,
    state: 'in_force',
    steps,
    basis: basis.trim(),
    fromAt,
    untilAt: 0,
    reason: '',
    shifts: roster.map((each) => each.id),
    exemptions: [],
    appliedAt: 0,
    by: act.author.id,
    at: act.at,
    demo: false,
    rev: 1,
  };
  return ok({ writes: [{ collection: 'responses', id, create: true, fields }, ...roster], follow: [] });
}

function levelChanged(act: Act<ResponseLevelChanged>, row: Row, world: World): Result<Advance, Refusal> {
  const { level, reason } = act.payload;
  const before = text(row, 'level');
  if (level === before) return refused('server_response_same_level');
  // What has not begun yet begins at the new level.
  const begins = Math.max(act.at, count(row, 'fromAt'));
  const steps = stepsOf(row).filter((each) => each.fromAt < begins);
  const next: readonly ResponseStep[] = [...steps, { level, fromAt: begins, reason: reason.trim() }];
  const known = shiftsOf(row);
  const opened = level === 'red' ? openRoster(act, row.id, count(row, 'rev') + 1, begins, world) : [];
  const closed = before === 'red' ? closeRoster(known, act.at, world) : [];
  const fields = { level, steps: next, shifts: [...known, ...opened.map((each) => each.id)] };
  return change(row, fields, [...opened, ...closed]);
}

function ended(act: Act<Payloads['response.ended']>, row: Row, world: World): Result<Advance, Refusal> {
  const untilAt: Instant = Math.max(act.at, count(row, 'fromAt'));
  const fields = { state: 'ended', untilAt, reason: act.payload.reason.trim(), endedBy: act.author.id };
  return change(row, fields, closeRoster(shiftsOf(row), act.at, world));
}

function reduced(act: Act<ResponseReduced>, row: Row, world: World): Result<Advance, Refusal> {
  const writes = reduceSources(act, row, world);
  if (!writes.ok) return writes;
  const { applied } = act.payload;
  return change(row, applied === 0 ? {} : { appliedAt: applied }, writes.value);
}

function exempted(row: Row, exemptions: Result<readonly Exemption[], Refusal>): Result<Advance, Refusal> {
  return exemptions.ok ? change(row, { exemptions: exemptions.value }, []) : exemptions;
}

function withRoster(row: Row, done: Result<Write, Refusal>): Result<Advance, Refusal> {
  if (!done.ok) return done;
  const { id } = done.value;
  const known = shiftsOf(row);
  return change(row, known.includes(id) ? {} : { shifts: [...known, id] }, [done.value]);
}

function stepsOf(row: Row): readonly ResponseStep[] {
  return (row['steps'] as readonly ResponseStep[] | null) ?? [];
}

function shiftsOf(row: Row): readonly string[] {
  return (row['shifts'] as readonly string[] | null) ?? [];
}

function change(
  row: Row,
  fields: Readonly<Record<string, unknown>>,
  more: readonly Write[],
): Result<Advance, Refusal> {
  const write: Write = {
    collection: 'responses',
    id: row.id,
    create: false,
    fields: { ...fields, rev: count(row, 'rev') + 1 },
  };
  return ok({ writes: [write, ...more], follow: [] });
}
