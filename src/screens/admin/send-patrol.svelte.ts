import { recallTask } from '../../state/dispatch-actions.ts';
import { m } from '../../text/paraglide/messages.js';
import { toasts } from '../../ui/toasts.svelte.ts';
import { adminFailure } from './admin-words.ts';

/** Sends a group out once: busy meanwhile, afterwards why it failed, or the words that it is sent with the way back. */
export class SendPatrol {
  busy = $state(false);
  failure = $state('');
  readonly #onclose: () => void;

  constructor(onclose: () => void) {
    this.#onclose = onclose;
  }

  /** `send` answers the task's id. */
  async run(send: () => Promise<string>, sent: () => string): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.failure = '';
    try {
      const task = await send();
      toasts.show(sent(), { undo: () => void recall(task) });
      this.#onclose();
    } catch (error) {
      this.failure = adminFailure(error);
    }
    this.busy = false;
  }
}

async function recall(task: string): Promise<void> {
  try {
    await recallTask(task);
    toasts.show(m.admin_patrol_recalled());
  } catch (error) {
    toasts.show(adminFailure(error));
  }
}
