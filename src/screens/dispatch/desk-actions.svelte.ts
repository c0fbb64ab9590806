import { EventRefused } from '../../api/events.ts';
import { isOffline } from '../../api/fetch-json.ts';
import type { SuggestionNow } from '../../core/snapshot.ts';
import type { Instant } from '../../core/units.ts';
import type { TaskRecord, ZoneRecord } from '../../schema/records.ts';
import { city } from '../../state/city.svelte.ts';
import {
  closeTask,
  dismiss,
  keepShift,
  recallTask,
  reopen,
  reopenShift,
  resend,
  restoreTargets,
  sendStrike,
  snooze,
} from '../../state/dispatch-actions.ts';
import { sendRefusal } from '../../state/dispatch-refusal.ts';
import { dispatch } from '../../state/dispatch.svelte.ts';
import { now } from '../../state/now.svelte.ts';
import { tasks } from '../../state/tasks.svelte.ts';
import { zones } from '../../state/zones.svelte.ts';
import { m } from '../../text/paraglide/messages.js';
import { say } from '../../text/say.ts';
import { toasts } from '../../ui/toasts.svelte.ts';

/** What the dispatcher can do, each with its words for success, refusal and no network. */
class DeskActions {
  sending = $state(false);

  /** Sends the chosen suspects; does nothing while something stands in the way (the send bar says what). */
  async send(): Promise<void> {
    const group = dispatch.chosenGroup;
    if (this.sending || sendRefusal(dispatch) !== null || !group) return;
    const count = dispatch.picked.size;
    this.sending = true;
    await this.#try(async () => {
      const task = await sendStrike();
      dispatch.select(null);
      // The suggestion is confirmed with it: nobody is to be asked to send it once more.
      void Promise.all([tasks.refresh(), now.refresh()]);
      toasts.show(m.dispatch_sent({ count, group: city.groupById.get(group)?.name ?? '' }), {
        undo: () => void this.#recall(task),
      });
    });
    this.sending = false;
  }

  async snooze(suggestion: SuggestionNow): Promise<void> {
    await this.#try(async () => {
      await snooze(suggestion);
      toasts.show(m.dispatch_snoozed({ station: stationName(suggestion) }), {
        undo: () => void this.#reopen(suggestion),
      });
    }, actFailure);
  }

  async dismiss(suggestion: SuggestionNow, reason: string): Promise<void> {
    await this.#try(async () => {
      await dismiss(suggestion, reason);
      toasts.show(m.dispatch_dismissed({ station: stationName(suggestion) }), {
        undo: () => void this.#reopen(suggestion),
      });
    }, actFailure);
  }

  async resend(task: TaskRecord): Promise<void> {
    const count = dispatch.picked.size;
    const zone = task.zone ? zones.get(task.zone) : null;
    await this.#try(async () => {
      await resend(task, m.dispatch_shift_reason());
      await tasks.refresh();
      toasts.show(m.dispatch_resent({ count }), { undo: () => void this.#restore(task, zone) });
    });
  }

  /** The task goes on as it is, with the reason in its report; another turn of the wind asks again. */
  async keep(task: TaskRecord, reason: string): Promise<void> {
    const shiftAt = task.windShift?.at ?? 0;
    await this.#try(async () => {
      await keepShift(task, reason);
      toasts.show(m.dispatch_shift_kept({ no: task.no }), {
        undo: () => void this.askAgain(task, shiftAt),
      });
    }, actFailure);
  }

  /** Takes a decision to keep the old zone back. */
  async askAgain(task: TaskRecord, shiftAt: Instant): Promise<void> {
    await this.#try(async () => {
      await reopenShift(task, shiftAt);
      toasts.show(m.dispatch_shift_asked_again({ no: task.no }));
    }, actFailure);
  }

  async close(task: TaskRecord, note = ''): Promise<void> {
    await this.#try(async () => {
      await closeTask(task, note);
      toasts.show(m.dispatch_report_closed({ no: task.no }));
    }, actFailure);
  }

  async #reopen(suggestion: SuggestionNow): Promise<void> {
    await this.#try(async () => {
      await reopen(suggestion);
      toasts.show(m.dispatch_reopened());
    }, actFailure);
  }

  async #restore(task: TaskRecord, zone: ZoneRecord | null): Promise<void> {
    await this.#try(async () => {
      await restoreTargets(task, zone);
      toasts.show(m.dispatch_shift_restored());
    }, actFailure);
  }

  async #recall(task: string): Promise<void> {
    await this.#try(async () => {
      await recallTask(task);
      toasts.show(m.dispatch_undone());
    });
  }

  async #try(act: () => Promise<void>, words = sendFailure): Promise<void> {
    try {
      await act();
    } catch (error) {
      toasts.show(words(error));
    }
  }
}

export const deskActions = new DeskActions();

function sendFailure(error: unknown): string {
  if (error instanceof EventRefused) return m.dispatch_send_failed({ reason: say(error.reason) });
  return isOffline(error) ? m.dispatch_send_offline() : m.dispatch_send_failed_plain();
}

function actFailure(error: unknown): string {
  if (error instanceof EventRefused) return m.dispatch_not_done({ reason: say(error.reason) });
  return isOffline(error) ? m.dispatch_offline() : m.dispatch_not_done_plain();
}

function stationName(suggestion: SuggestionNow): string {
  return city.station(suggestion.station)?.name ?? '';
}
