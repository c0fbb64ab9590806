import { EventRefused } from '../../api/events.ts';
import { isOffline } from '../../api/fetch-json.ts';
import type { SuggestionNow } from '../../core/snapshot.ts';
import type { TaskRecord } from '../../schema/records.ts';
import { city } from '../../state/city.svelte.ts';
import { dismiss, recallTask, resend, sendStrike, snooze } from '../../state/dispatch-actions.ts';
import { sendRefusal } from '../../state/dispatch-refusal.ts';
import { dispatch } from '../../state/dispatch.svelte.ts';
import { tasks } from '../../state/tasks.svelte.ts';
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
      void tasks.refresh();
      toasts.show(m.dispatch_sent({ count, group: city.groupById.get(group)?.name ?? '' }), {
        undo: () => void this.#recall(task),
      });
    });
    this.sending = false;
  }

  async snooze(suggestion: SuggestionNow): Promise<void> {
    await this.#try(() => snooze(suggestion));
  }

  async dismiss(suggestion: SuggestionNow, reason: string): Promise<void> {
    await this.#try(() => dismiss(suggestion, reason));
  }

  async resend(task: TaskRecord): Promise<void> {
    const count = dispatch.picked.size;
    await this.#try(async () => {
      await resend(task, m.dispatch_shift_reason());
      await tasks.refresh();
      toasts.show(m.dispatch_resent({ count }));
    });
  }

  async #recall(task: string): Promise<void> {
    await this.#try(async () => {
      await recallTask(task);
      toasts.show(m.dispatch_undone());
    });
  }

  async #try(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      toasts.show(failureWords(error));
    }
  }
}

export const deskActions = new DeskActions();

function failureWords(error: unknown): string {
  if (error instanceof EventRefused) return m.dispatch_send_failed({ reason: say(error.reason) });
  return isOffline(error) ? m.dispatch_send_offline() : m.dispatch_send_failed_plain();
}
