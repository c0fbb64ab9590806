import { ClientResponseError } from 'pocketbase';
import type { EventDraft } from '../core/casework/events.ts';
import type { Message } from '../core/message.ts';
import { client } from './client.ts';

/** The server looked at an event and will not have it; the draft stays with its author. */
export class EventRefused extends Error {
  readonly reason: Message;
  readonly conflict: boolean;
  /** The row as the server has it, when two people changed the same thing. */
  readonly row: unknown;

  constructor(reason: Message, conflict: boolean, row: unknown) {
    super(reason.key);
    this.reason = reason;
    this.conflict = conflict;
    this.row = row;
  }
}

interface RefusalBody {
  readonly key?: string;
  readonly params?: Record<string, string | number>;
  readonly row?: unknown;
}

/**
 * Sends one event through the one door. Sending the same event again is harmless: it answers as the first time.
 * Throws EventRefused when the server says no, ClientResponseError when it could not be asked.
 */
export async function sendEvent(draft: EventDraft): Promise<void> {
  try {
    await client.collection('events').create({ ...draft });
  } catch (error) {
    if (error instanceof ClientResponseError && (error.status === 400 || error.status === 403 || error.status === 409)) {
      const body = refusalOf(error.response);
      if (body.key) {
        throw new EventRefused(
          body.params ? { key: body.key, params: body.params } : { key: body.key },
          error.status === 409,
          body.row,
        );
      }
    }
    throw error;
  }
}

/** The door answers {message, data: {key, params, row}}; the SDK hands the body over as it came. */
function refusalOf(response: Record<string, unknown>): RefusalBody {
  const data = response['data'];
  return typeof data === 'object' && data !== null ? (data as RefusalBody) : {};
}
