import { walkCases } from '../api/cases.ts';
import { EventRefused, sendEvent } from '../api/events.ts';
import { isOffline } from '../api/fetch-json.ts';
import { fetchProblems } from '../api/problem-cases.ts';
import { missingVerdict } from '../core/casework/bulk.ts';
import type { CaseWishes } from '../core/casework/case-wishes.ts';
import type { Payload } from '../core/casework/payloads.ts';
import { message, type Message } from '../core/message.ts';
import { draftEvent } from '../offline/event-draft.ts';
import type { ProblemRecord } from '../schema/records.ts';
import { asker } from './cases.svelte.ts';

export const BULK_ACTIONS = ['assign', 'undecide', 'close', 'void'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

/** What is done to each case. */
export interface BulkOrder {
  readonly action: BulkAction;
  readonly unit: string;
  readonly deadlineAt: number;
  readonly note: string;
  /** To assign each to a unit of its own, by the id of the case; a case that is not in it goes to `unit`. */
  readonly owners?: ReadonlyMap<string, { readonly unit: string; readonly coUnits: readonly string[] }>;
}

export interface BulkFailure {
  readonly row: ProblemRecord;
  readonly reason: Message;
}

type BulkState = 'gathering' | 'ready' | 'error' | 'running' | 'done';

/** Senders at a time: the server writes one after the other, so more only wait. */
const SENDERS = 4;

/**
 * One bulk action: gathers the cases it is about (also those that are not on the screen), sends one event each through the one door,
 * and keeps what the server refused with its reason, to be tried again.
 */
export class BulkRun {
  state = $state<BulkState>('gathering');
  rows = $state.raw<readonly ProblemRecord[]>([]);
  done = $state.raw<readonly ProblemRecord[]>([]);
  failed = $state.raw<readonly BulkFailure[]>([]);
  cancelled = $state(false);

  /** Cases that a bulk close may not take, since nobody has checked them again (feature 1.57). */
  readonly unchecked = $derived(missingVerdict(this.rows));
  readonly left = $derived(this.rows.length - this.done.length - this.failed.length);

  readonly #stop = new AbortController();

  /** Takes the given rows, or all of a list. Never throws. */
  async gather(from: readonly ProblemRecord[] | CaseWishes): Promise<void> {
    if (isRows(from)) {
      this.rows = from;
      this.state = 'ready';
      return;
    }
    try {
      for await (const rows of walkCases(from, asker(), this.#stop.signal))
        this.rows = [...this.rows, ...rows];
      this.state = 'ready';
    } catch {
      if (!this.#stop.signal.aborted) this.state = 'error';
    }
  }

  /** Leaves out what a bulk close may not take. */
  leaveUnchecked(): void {
    const out = new Set(this.unchecked.map((each) => each.id));
    this.rows = this.rows.filter((each) => !out.has(each.id));
  }

  /** Sends one event per case. A close with a case without a verdict is not begun at all. Never throws. */
  async run(order: BulkOrder): Promise<void> {
    if (order.action === 'close' && this.unchecked.length > 0) return;
    await this.#send(this.rows, order);
  }

  /**
   * Tries the failed ones again, each as the server has it now. Those that cannot be seen any more, or that lost what a bulk close asks
   * for, stay failed; what a stop left out stays left. Never throws.
   */
  async retry(order: BulkOrder): Promise<void> {
    const again = this.failed;
    this.state = 'running';
    this.cancelled = false;
    const fresh = await fetchProblems(again.map(({ row }) => row.id)).catch(() =>
      again.map(({ row }) => row),
    );
    const now = new Map(fresh.map((each) => [each.id, each]));
    const unchecked = new Set(order.action === 'close' ? missingVerdict(fresh).map((each) => each.id) : []);
    this.rows = this.rows.map((each) => now.get(each.id) ?? each);
    this.failed = again.flatMap(({ row, reason }) => {
      const found = now.get(row.id);
      if (!found) return [{ row, reason }];
      return unchecked.has(row.id)
        ? [{ row: found, reason: message(`server_problem_is_${found.state}`) }]
        : [];
    });
    await this.#send(
      fresh.filter((each) => !unchecked.has(each.id)),
      order,
    );
  }

  async #send(rows: readonly ProblemRecord[], order: BulkOrder): Promise<void> {
    this.state = 'running';
    const queue = [...rows];
    const sender = async (): Promise<void> => {
      for (let row = queue.shift(); row && !this.cancelled; row = queue.shift()) {
        try {
          await sendOne(row, order);
          this.done = [...this.done, row];
        } catch (error) {
          this.failed = [...this.failed, { row, reason: reasonOf(error) }];
        }
      }
    };
    await Promise.all(Array.from({ length: SENDERS }, sender));
    this.state = 'done';
  }

  /** Stops after what is on its way; what was done stays done. */
  cancel(): void {
    this.cancelled = true;
    this.#stop.abort();
  }
}

function isRows(from: readonly ProblemRecord[] | CaseWishes): from is readonly ProblemRecord[] {
  return Array.isArray(from);
}

async function sendOne(row: ProblemRecord, order: BulkOrder): Promise<void> {
  const { action, deadlineAt, note } = order;
  const send = async <T extends `problem.${string}` & Parameters<typeof draftEvent>[0]>(
    type: T,
    payload: Payload<T>,
  ): Promise<void> => {
    await sendEvent(draftEvent(type, row.id, payload, { seen: row.rev }));
  };
  switch (action) {
    case 'assign': {
      const { unit, coUnits } = order.owners?.get(row.id) ?? { unit: order.unit, coUnits: [] };
      const parts = coUnits.length === 0 ? {} : { coUnits };
      return send('problem.assigned', { unit, orderNo: '', deadlineAt, note, ...parts });
    }
    case 'undecide':
      return send('problem.undecided', { reason: note });
    case 'close':
      return send('problem.closed', { note });
    case 'void':
      return send('problem.voided', { reason: note });
  }
}

function reasonOf(error: unknown): Message {
  if (error instanceof EventRefused) return error.reason;
  return message(isOffline(error) ? 'cases_offline' : 'cases_failed');
}
