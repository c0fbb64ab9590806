import type { Message } from '../message.ts';
import { err, ok, type Result } from '../result.ts';
import { id, instant, list, number, oneOf, optional, shape, text, type Check } from './check.ts';
import { checkDevice } from './device-label.ts';
import { EVENT_TYPES, SUBJECTS, type EventDraft } from './events.ts';
import { MAX_PAYLOAD_CHARS } from './draft-limits.ts';
import { message } from '../message.ts';

const sha256: Check = (value, field) =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
    ? null
    : message('server_field_sha256', { field });

const draft = shape({
  id,
  subject: oneOf(SUBJECTS),
  subjectId: id,
  type: oneOf(EVENT_TYPES),
  deviceAt: instant,
  clockOffsetMs: number(-4e11, 4e11),
  seen: number(0, 1e9),
  payload: text(MAX_PAYLOAD_CHARS),
  photos: list(shape({ id, sha256 }), 20),
  device: optional(checkDevice),
});

/** An event as it came over the wire, checked but for its payload. */
export function readDraft(value: unknown): Result<EventDraft, Message> {
  const wrong = draft(value, '');
  return wrong ? err(wrong) : ok(value as EventDraft);
}
