import { ClientResponseError } from 'pocketbase';
import type { EventDraft } from '../core/casework/events.ts';
import { message, type Message } from '../core/message.ts';
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

const WITH_REASON = [400, 403, 409, 413];

/**
 * Sends one event through the one door. Sending the same event again is harmless: it answers as the first time. Answers the `rev` of its
 * row with it, null when the server does not say.
 * Throws EventRefused when the server says no, ClientResponseError when it could not be asked or something else answered.
 */
export async function sendEvent(draft: EventDraft): Promise<number | null> {
  try {
    const answer = await client.collection('events').create<{ readonly rev?: number }>({ ...draft });
    checkAnswer(answer, draft.id);
    return answer.rev ?? null;
  } catch (error) {
    throw refusalIn(error) ?? error;
  }
}

/**
 * Holds an answer to what was sent: the server's names the record. A gateway's page with status 200, or an answer that was cut in the
 * middle (the SDK makes `{}` of both), says nothing about it. Throws the ClientResponseError of a server that was not reached.
 */
export function checkAnswer(answer: unknown, id: string): void {
  if ((answer as { readonly id?: unknown } | null)?.id !== id) throw new ClientResponseError({ status: 0 });
}

/** The server's reason when an error holds one; null for a cut line, a missing sign-in, a fault. */
export function refusalIn(error: unknown): EventRefused | null {
  if (!(error instanceof ClientResponseError) || !WITH_REASON.includes(error.status)) return null;
  const { key, params, row } = refusalOf(error.response);
  // PocketBase's own limit for a record, or that of a gateway before it: neither gives a reason that a screen can say.
  if (error.status === 413 && !key) return new EventRefused(message('server_record_too_large'), false, null);
  // Without a person behind it the door says so in words; that is no verdict on the event.
  if (!key || key === 'server_only_people') return null;
  return new EventRefused(params ? { key, params } : { key }, error.status === 409, row);
}

/** The door answers {message, data: {key, params, row}}; the SDK hands the body over as it came. */
function refusalOf(response: Record<string, unknown>): RefusalBody {
  const data = response['data'];
  return typeof data === 'object' && data !== null ? (data as RefusalBody) : {};
}
