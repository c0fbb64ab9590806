import { isOffline } from '../../api/fetch-json.ts';
import { refusalReason } from '../../api/imports.ts';
import type { PublicState } from '../../core/intake/public-state.ts';
import type { PublicProblem } from '../../core/escalation/public-exposure.ts';
import { m } from '../../text/paraglide/messages.js';
import { name, say } from '../../text/say.ts';
import { dateAndClock } from '../../text/time.ts';

/** Why something was not taken, for somebody who has never seen this product. */
export function publicFailure(error: unknown): string {
  const reason = refusalReason(error);
  if (reason) return say(reason);
  return isOffline(error) ? m.public_offline() : m.public_failed();
}

export interface PublicStep {
  readonly text: string;
  /** 0 = still to come. */
  readonly at: number;
  readonly note: string;
}

/** The way of a report, with what is still to come; one that was not confirmed has no further steps. */
export function stepsOf(state: PublicState): readonly PublicStep[] {
  const received = { text: m.public_step_received(), at: state.reportedAt, note: '' };
  if (state.stage === 'not_confirmed') return [received];
  const done = {
    text: state.onSpot ? m.public_step_done_on_spot() : m.public_step_done(),
    at: state.doneAt,
    note: '',
  };
  if (state.onSpot) return [received, done];
  const assigned = [
    state.unit ? m.public_step_unit({ unit: state.unit }) : '',
    state.deadlineAt ? m.public_step_deadline({ at: dateAndClock(state.deadlineAt) }) : '',
    state.returned && state.stage !== 'done' ? m.public_step_returned() : '',
  ];
  return [
    received,
    { text: m.public_step_assigned(), at: state.assignedAt, note: assigned.filter(Boolean).join(' ') },
    { text: m.public_step_submitted(), at: state.stage === 'with_unit' ? 0 : state.submittedAt, note: '' },
    done,
  ];
}

/** Where an exposed problem lies: its name when it may be told, else what kind of place in which town. */
export function placeWords(problem: PublicProblem, towns: Readonly<Record<string, string>>): string {
  const town = towns[problem.town] ?? '';
  return `${town} ${problem.place?.name ?? name('trade_kind', problem.kind)}`.trim();
}

/** An address that a browser may open; '' for anything else that was typed into the field. */
export function safeLink(link: string): string {
  return /^https?:\/\//i.test(link) ? link : '';
}
