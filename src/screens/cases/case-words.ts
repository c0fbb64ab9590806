import { EventRefused } from '../../api/events.ts';
import { isOffline } from '../../api/fetch-json.ts';
import type { EventType } from '../../core/casework/events.ts';
import type { Payloads } from '../../core/casework/payloads.ts';
import { exhaustive } from '../../core/exhaustive.ts';
import type { EventRecord, ProblemRecord } from '../../schema/records.ts';
import { city } from '../../state/city.svelte.ts';
import { m } from '../../text/paraglide/messages.js';
import { name, say } from '../../text/say.ts';
import { dateAndClock } from '../../text/time.ts';
import type { Tone } from '../../ui/Chip.svelte';

export function categoryWords(category: string): string {
  return name('trade_category', category.replace('.', '_'));
}

/** What stands behind a case: its source by name, or by kind and town when it has none. */
export function sourceWords(problem: ProblemRecord): string {
  const source = city.sourceById.get(problem.source);
  if (source?.name) return source.name;
  return source ? `${name('trade_kind', source.kind)} ${source.code}` : m.cases_no_source();
}

/** The town it lies in, and those across the border when it lies near one (feature 4.01). */
export function townWords(problem: ProblemRecord): string {
  const own = city.gridById.get(problem.town)?.name ?? m.cases_no_town();
  const near = problem.nearTowns
    .split(' ')
    .flatMap((each) => city.gridById.get(each)?.name ?? [])
    .join(m.ui_comma());
  return near === '' ? own : m.cases_town_near({ town: own, near });
}

export function unitWords(unit: string): string {
  return city.unitById.get(unit)?.name ?? m.cases_no_unit();
}

/** Undecided and returned ones stand out: somebody has to do something about them. */
export function stateTone(state: ProblemRecord['state']): Tone {
  switch (state) {
    case 'found':
    case 'ownership_disputed':
    case 'returned':
      return 'warn';
    case 'assigned':
    case 'accepted':
    case 'rectifying':
    case 'submitted':
    case 're_inspected':
      return 'accent';
    case 'fixed_on_spot':
    case 'closed':
      return 'ok';
    case 'suspended':
    case 'void':
      return 'stale';
    default:
      return exhaustive(state);
  }
}

interface Told {
  readonly what: string;
  readonly note: string;
}

/** What an event did, as a sentence without its author, and what was written with it. */
export function eventWords(event: EventRecord): Told {
  const what = name('cases_event', event.type.replace('.', '_'));
  switch (event.type) {
    case 'problem.found': {
      const payload = read<'problem.found'>(event);
      const again = payload.replaces === undefined ? '' : m.cases_event_found_again();
      return {
        what,
        note: [name('trade_origin', payload.origin), again, payload.note].filter(Boolean).join(' · '),
      };
    }
    case 'problem.assigned': {
      const { unit, deadlineAt, orderNo, note } = read<'problem.assigned'>(event);
      const to = m.cases_event_assigned_to({ unit: unitWords(unit), deadline: dateAndClock(deadlineAt) });
      return { what: to, note: [orderNo, note].filter(Boolean).join(' · ') };
    }
    case 'problem.escalated': {
      const { form: code, on } = read<'problem.escalated'>(event);
      const form = name('escalation_form', code);
      return {
        what: on ? m.cases_event_problem_escalated({ form }) : m.cases_event_escalation_over({ form }),
        note: '',
      };
    }
    case 'problem.undecided':
    case 'problem.voided':
    case 'problem.suspended':
    case 'problem.resumed':
    case 'problem.merged':
    case 'problem.unmerged':
    case 'problem.returned':
      return { what, note: read<'problem.voided'>(event).reason };
    case 'problem.fixed_on_spot':
    case 'problem.closed':
    case 'problem.confirmed':
    case 'problem.started':
    case 'problem.step_proved':
    case 'problem.sample_checked':
    case 'problem.urged':
    case 'problem.filmed':
      return { what, note: read<'problem.closed'>(event).note };
    case 'problem.reminded': {
      const { clock, share } = read<'problem.reminded'>(event);
      return { what: m.cases_event_problem_reminded({ clock: clockWords(clock), share }), note: '' };
    }
    case 'problem.rescheduled': {
      const { because, deadlineAt, edition } = read<'problem.rescheduled'>(event);
      if (because === 'calendar') {
        return { what: m.cases_event_problem_recounted({ deadline: dateAndClock(deadlineAt) }), note: '' };
      }
      return {
        what: m.cases_event_problem_rescheduled({ deadline: dateAndClock(deadlineAt) }),
        note: edition,
      };
    }
    case 'problem.overdue':
      return {
        what: m.cases_event_problem_overdue({ clock: clockWords(read<'problem.overdue'>(event).clock) }),
        note: '',
      };
    default:
      return unitWordsOf(event) ?? disputeWords(event) ?? { what, note: saidWith(event) };
  }
}

/** What the unit did, and what became of it; null for anything else. */
function unitWordsOf(event: EventRecord): Told | null {
  switch (event.type) {
    case 'problem.accepted': {
      const { handler, phone, note } = read<'problem.accepted'>(event);
      return { what: m.cases_event_accepted_by({ handler, phone }), note };
    }
    case 'problem.refused': {
      const { whose, reason } = read<'problem.refused'>(event);
      return { what: m.cases_event_refused_to({ unit: unitWords(whose) }), note: reason };
    }
    case 'problem.part_submitted':
    case 'problem.submitted': {
      const { measures, papers, note } = read<'problem.submitted'>(event);
      const done = measures.map((each) => `${each.what} ${each.value} ${name('trade_unit', each.unit)}`);
      const words = [...done, ...papers.map((each) => each.name), note].filter(Boolean).join(' · ');
      return { what: name('cases_event', event.type.replace('.', '_')), note: words };
    }
    case 'problem.reinspected': {
      const { verdict, note } = read<'problem.reinspected'>(event);
      return {
        what: verdict === 'pass' ? m.cases_event_reinspected_pass() : m.cases_event_reinspected_fail(),
        note,
      };
    }
    case 'problem.extension_asked': {
      const { until, reason } = read<'problem.extension_asked'>(event);
      return { what: m.cases_event_extension_until({ deadline: dateAndClock(until) }), note: reason };
    }
    case 'problem.extension_decided': {
      const { granted, reason } = read<'problem.extension_decided'>(event);
      return {
        what: granted ? m.cases_event_extension_granted() : m.cases_event_extension_declined(),
        note: reason,
      };
    }
    case 'problem.sampled': {
      const { picked } = read<'problem.sampled'>(event);
      return { what: picked ? m.cases_event_sampled_picked() : m.cases_event_sampled_left(), note: '' };
    }
    default:
      return null;
  }
}

/** Whose it is, and which ones are the same; null for anything else. */
function disputeWords(event: EventRecord): Told | null {
  switch (event.type) {
    case 'problem.disputed': {
      const { candidates, reason } = read<'problem.disputed'>(event);
      const units = candidates.map(unitWords).join(m.ui_comma());
      return { what: m.cases_event_disputed_between({ units }), note: reason };
    }
    case 'problem.claim_answered': {
      const { unit, answer, note } = read<'problem.claim_answered'>(event);
      const words = { unit: unitWords(unit) };
      return { what: answer === 'claim' ? m.cases_event_claimed(words) : m.cases_event_denied(words), note };
    }
    case 'problem.meeting_held':
      return {
        what: m.cases_event_problem_meeting_held(),
        note: read<'problem.meeting_held'>(event).minutes,
      };
    case 'problem.owner_decided': {
      const { lead, deadlineAt, basis } = read<'problem.owner_decided'>(event);
      const deadline = dateAndClock(deadlineAt);
      return { what: m.cases_event_owner_is({ unit: unitWords(lead), deadline }), note: basis };
    }
    case 'problem.absorbed':
      return { what: m.cases_event_problem_absorbed({ no: read<'problem.absorbed'>(event).no }), note: '' };
    case 'problem.verification_asked':
      return { what: m.cases_event_problem_verification_asked(), note: '' };
    case 'problem.verified': {
      const { verdict, note } = read<'problem.verified'>(event);
      return { what: name('cases_event_problem_verified', verdict), note };
    }
    case 'problem.exchanged': {
      const { centreNo: no, centreState } = read<'problem.exchanged'>(event);
      return { what: m.cases_event_exchanged({ no, state: name('trade_centre', centreState) }), note: '' };
    }
    case 'problem.look_back_due':
      return { what: m.cases_event_problem_look_back_due(), note: '' };
    case 'problem.released':
      return { what: m.cases_event_problem_released({ no: read<'problem.released'>(event).no }), note: '' };
    default:
      return null;
  }
}

/** What is waited for: 签收, 整改, 复查. */
export function clockWords(clock: string): string {
  return name('trade_clock_kind', clock);
}

/** Why a step did not go through, as a sentence. */
export function failureWords(error: unknown): string {
  if (error instanceof EventRefused) return say(error.reason);
  return isOffline(error) ? m.cases_offline() : m.cases_failed();
}

function read<T extends EventType>(event: EventRecord): Payloads[T] {
  return JSON.parse(event.payload) as Payloads[T];
}

/** Why, or what was said with it, where an event has such words. */
function saidWith(event: EventRecord): string {
  const { note, reason } = JSON.parse(event.payload) as {
    readonly note?: unknown;
    readonly reason?: unknown;
  };
  return [reason, note].filter((each) => typeof each === 'string' && each !== '').join(' · ');
}
