import { clockOffset } from '../api/server-clock.ts';
import { canonicalJson } from '../core/canonical-json.ts';
import type { EventDraft, EventType, PhotoRef, Subject } from '../core/casework/events.ts';
import type { Payload } from '../core/casework/payloads.ts';
import { uuidv7 } from '../core/ids.ts';
import { thisDevice } from './this-device.ts';

/** A new id made on this device: 32 hex digits, sortable by time. */
export function newId(): string {
  return uuidv7(Date.now(), Math.random);
}

export interface DraftOptions {
  /** The `rev` of the row as it last came from the server; 0 for an event that creates it. */
  readonly seen?: number;
  readonly photos?: readonly PhotoRef[];
}

/** An event of this moment on this device, ready for the one door. */
export function draftEvent<T extends EventType>(
  type: T,
  subjectId: string,
  payload: Payload<T>,
  { seen = 0, photos = [] }: DraftOptions = {},
): EventDraft {
  return {
    id: newId(),
    subject: subjectOf(type),
    subjectId,
    type,
    deviceAt: Date.now(),
    clockOffsetMs: clockOffset(),
    seen,
    payload: canonicalJson(payload),
    photos,
    device: thisDevice(),
  };
}

function subjectOf(type: EventType): Subject {
  return `${type.slice(0, type.indexOf('.'))}s` as Subject;
}
