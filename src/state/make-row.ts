import { EventRefused, sendEvent } from '../api/events.ts';
import { canonicalJson } from '../core/canonical-json.ts';
import type { EventDraft, EventType } from '../core/casework/events.ts';
import type { Payload } from '../core/casework/payloads.ts';
import { draftEvent, newId } from '../offline/event-draft.ts';

/** Events that nobody has answered, by what the person wished for. */
const unanswered = new Map<string, EventDraft>();

/**
 * Sends an event that makes its row; answers the row's id. When the line was cut before the answer, the same wish sends the same event
 * the next time, so that pressing again makes nothing twice. `wish` is what the person chose, where the payload also holds what each
 * press makes anew (a time, an id). Throws EventRefused or the SDK's error.
 */
export async function makeRow<T extends EventType>(
  type: T,
  payload: Payload<T>,
  wish: unknown = payload,
): Promise<string> {
  const key = canonicalJson({ type, wish });
  const draft = unanswered.get(key) ?? draftEvent(type, newId(), payload);
  unanswered.set(key, draft);
  try {
    await sendEvent(draft);
  } catch (error) {
    if (error instanceof EventRefused) unanswered.delete(key);
    throw error;
  }
  unanswered.delete(key);
  return draft.subjectId;
}
