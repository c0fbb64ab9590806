import { advanceDirective } from '../escalation/directive.ts';
import { advanceExposure } from '../escalation/exposure.ts';
import { advanceListing } from '../escalation/listing.ts';
import { escalateProblem } from '../escalation/marks-on-cases.ts';
import { holdMeeting } from '../escalation/meeting.ts';
import { signMinutes } from '../escalation/sign-minutes.ts';
import { advanceStep } from '../escalation/step.ts';
import { exhaustive } from '../exhaustive.ts';
import { advanceGroup } from '../patrol/group.ts';
import { advanceSuggestion } from '../patrol/suggestion.ts';
import { advanceNotice } from '../papers/notice.ts';
import { advanceTask } from '../patrol/task.ts';
import { err, ok, type Result } from '../result.ts';
import { advanceResponse } from '../response/response.ts';
import { advanceSource } from '../sources/source.ts';
import { advanceZone } from '../upwind/zone-score.ts';
import {
  count,
  type Act,
  type Advance,
  type Author,
  type MissedEvent,
  type Refusal,
  type World,
} from './act.ts';
import { CLOCK_EVENTS, CREATING_EVENTS, type EventDraft, type EventType, type Subject } from './events.ts';
import { lookBackDue, scheduleLookBacks } from '../lookback/look-backs.ts';
import { readPayload } from './payload-checks.ts';
import { boundByTerritory, inTerritory, maySend } from './permissions.ts';
import { amendInspection } from './inspection-amended.ts';
import { makeInspection } from './inspection-made.ts';
import { sendOrder } from './order-sent.ts';
import { advanceProblem } from './problem.ts';
import { advanceReinspection } from './reinspection.ts';
import { conflict, forbidden, invalid, missing } from './refuse.ts';
import { reschedule } from './reschedule.ts';
import { keepOpenFields } from './open-fields.ts';
import { advanceClock, runClocks } from './run-clocks.ts';
import { touchedFields } from './touched-fields.ts';

/** When an event reached whoever decides; `at` is the time of the deed on that clock, never after the receipt. */
export interface Receipt {
  readonly at: number;
  readonly receivedAt: number;
}

/**
 * What an event changes, or why it is refused: rights, evidence, state, and what others changed meanwhile.
 * Pure; the tablet runs it at once, the server runs it again and decides.
 * `missed`: events of the same subject that the author had not seen, his own left out.
 */
export function advance(
  draft: EventDraft,
  author: Author,
  receipt: Receipt,
  missed: readonly MissedEvent[],
  world: World,
): Result<Advance, Refusal> {
  if (!maySend(author, draft.type)) return forbidden('server_not_your_task', { type: draft.type });
  if (draft.subject !== subjectOf(draft.type)) return invalid('server_wrong_subject', { type: draft.type });
  const payload = readPayload(draft.type, draft.payload);
  if (!payload.ok) return err({ code: 'invalid', reason: payload.error });

  const row = world.find(draft.subject, draft.subjectId);
  const act: Act<never> = { draft, payload: payload.value as never, author, ...receipt };
  if (CREATING_EVENTS.includes(draft.type)) {
    if (row) return conflict('server_already_there', row);
  } else {
    if (!row) return missing('server_no_such_row', { subject: draft.subject });
    // An inspection is its maker's own, wherever it was.
    const own = draft.subject === 'groups' || draft.subject === 'tasks' || draft.subject === 'inspections';
    const anywhere = own || !boundByTerritory(author);
    if (!anywhere && !inTerritory(author, row)) {
      return forbidden('server_not_your_territory');
    }
    const both = bothTouched(draft, missed);
    if (both.length > 0) return conflict('server_changed_meanwhile', row, both);
    if (draft.seen > count(row, 'rev')) return invalid('server_seen_ahead');
  }
  const done = reduce(draft.subject, act, world);
  if (!done.ok) return done;
  const clocked = keepOpenFields(runClocks(done.value, act.at, world), world);
  return ok(scheduleLookBacks(clocked, act.at, world));
}

export function subjectOf(type: EventType): Subject {
  return `${type.slice(0, type.indexOf('.'))}s` as Subject;
}

function reduce(subject: Subject, act: Act<never>, world: World): Result<Advance, Refusal> {
  switch (subject) {
    case 'problems':
      if (act.draft.type === 'problem.rescheduled') return reschedule(act, world);
      if (act.draft.type === 'problem.look_back_due') return lookBackDue(act, world);
      if (act.draft.type === 'problem.escalated') return escalateProblem(act, world);
      return isClockEvent(act.draft.type) ? advanceClock(act, world) : advanceProblem(act, world);
    case 'orders':
      return sendOrder(act, world);
    case 'inspections':
      return act.draft.type === 'inspection.amended'
        ? amendInspection(act, world)
        : makeInspection(act, world);
    case 'reinspections':
      return advanceReinspection(act, world);
    case 'notices':
      return advanceNotice(act, world);
    case 'exposures':
      return advanceExposure(act, world);
    case 'escalations':
      return advanceStep(act, world);
    case 'directives':
      return advanceDirective(act, world);
    case 'meetings':
      return act.draft.type === 'meeting.signed' ? signMinutes(act, world) : holdMeeting(act, world);
    case 'listings':
      return advanceListing(act, world);
    case 'responses':
      return advanceResponse(act, world);
    case 'tasks':
      return advanceTask(act, world);
    case 'suggestions':
      return advanceSuggestion(act, world);
    case 'zones':
      return advanceZone(act, world);
    case 'sources':
      return advanceSource(act, world);
    case 'groups':
      return advanceGroup(act, world);
    default:
      return exhaustive(subject);
  }
}

function isClockEvent(type: EventType): boolean {
  return (CLOCK_EVENTS as readonly EventType[]).includes(type);
}

/** Different fields merge; the same field is for people to settle. */
function bothTouched(draft: EventDraft, missed: readonly MissedEvent[]): string[] {
  const mine = touchedFields(draft.type, draft.payload);
  const theirs = new Set(missed.flatMap((each) => touchedFields(each.type, each.payload)));
  return mine.filter((field) => theirs.has(field));
}
