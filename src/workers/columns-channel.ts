import type { AnswerTo, ColumnsAnswer, ColumnsRequest } from './columns-protocol.ts';

/** The part of a Worker that the channel needs; tests give their own. */
export interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  terminate(): void;
}

interface Waiting {
  readonly request: ColumnsRequest;
  readonly settle: (answer: ColumnsAnswer | null) => void;
  readonly fail: (error: Error) => void;
}

/**
 * Asks the columns worker: of each kind at most one request is in flight, and of those that wait only the newest is
 * kept, so that a dragged slider never queues up. Loads (append) all go through, in order.
 */
export class ColumnsChannel {
  readonly #port: Port;
  readonly #flying = new Map<ColumnsRequest['kind'], { readonly id: number; readonly waiting: Waiting }>();
  readonly #next = new Map<ColumnsRequest['kind'], Waiting[]>();
  #id = 0;

  constructor(port: Port) {
    this.#port = port;
    port.addEventListener('message', (event) => this.#take(event.data as Reply));
  }

  /** The answer; null when a newer request of the same kind took its place. Rejects when the worker failed. */
  ask<R extends ColumnsRequest>(request: R): Promise<AnswerTo<R> | null> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        request,
        settle: (answer) => resolve(answer as AnswerTo<R> | null),
        fail: reject,
      };
      if (!this.#flying.has(request.kind)) return this.#send(waiting);
      const queue = this.#next.get(request.kind) ?? [];
      if (request.kind !== 'append') for (const each of queue.splice(0)) each.settle(null);
      this.#next.set(request.kind, [...queue, waiting]);
    });
  }

  close(): void {
    this.#port.terminate();
  }

  #send(waiting: Waiting): void {
    const id = ++this.#id;
    this.#flying.set(waiting.request.kind, { id, waiting });
    const transfer = waiting.request.kind === 'append' ? [waiting.request.bytes] : [];
    this.#port.postMessage({ id, request: waiting.request }, transfer);
  }

  #take(reply: Reply): void {
    for (const [kind, { id, waiting }] of this.#flying) {
      if (id !== reply.id) continue;
      this.#flying.delete(kind);
      const next = this.#next.get(kind)?.shift();
      if (next) this.#send(next);
      if (reply.answer) waiting.settle(reply.answer);
      else waiting.fail(new Error(reply.error ?? 'columns worker'));
      return;
    }
  }
}

interface Reply {
  readonly id: number;
  readonly answer?: ColumnsAnswer;
  readonly error?: string;
}
