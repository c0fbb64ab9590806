import { EventRefused } from '../../api/events.ts';
import { isOffline } from '../../api/fetch-json.ts';
import type { EventType } from '../../core/casework/events.ts';
import type { Payloads } from '../../core/casework/payloads.ts';
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

export function townWords(problem: ProblemRecord): string {
  return city.gridById.get(problem.town)?.name ?? m.cases_no_town();
}

export function unitWords(unit: string): string {
  return city.unitById.get(unit)?.name ?? m.cases_no_unit();
}

/** Undecided ones stand out: somebody has to do something about them. */
export function stateTone(state: ProblemRecord['state']): Tone {
  switch (state) {
    case 'found':
      return 'warn';
    case 'assigned':
      return 'accent';
    case 'fixed_on_spot':
    case 'closed':
      return 'ok';
    case 'void':
      return 'stale';
  }
}

/** What an event did, as a sentence without its author, and what was written with it. */
export function eventWords(event: EventRecord): { readonly what: string; readonly note: string } {
  const what = name('cases_event', event.type.replace('.', '_'));
  switch (event.type) {
    case 'problem.found': {
      const payload = read<'problem.found'>(event);
      return { what, note: [name('trade_origin', payload.origin), payload.note].filter(Boolean).join(' · ') };
    }
    case 'problem.assigned': {
      const { unit, deadlineAt, orderNo, note } = read<'problem.assigned'>(event);
      const to = m.cases_event_assigned_to({ unit: unitWords(unit), deadline: dateAndClock(deadlineAt) });
      return { what: to, note: [orderNo, note].filter(Boolean).join(' · ') };
    }
    case 'problem.undecided':
    case 'problem.voided':
      return { what, note: read<'problem.voided'>(event).reason };
    case 'problem.fixed_on_spot':
    case 'problem.closed':
      return { what, note: read<'problem.closed'>(event).note };
    case 'problem.reminded': {
      const { clock, share } = read<'problem.reminded'>(event);
      return { what: m.cases_event_problem_reminded({ clock: clockWords(clock), share }), note: '' };
    }
    case 'problem.rescheduled': {
      const { deadlineAt, edition } = read<'problem.rescheduled'>(event);
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
      return { what, note: '' };
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
