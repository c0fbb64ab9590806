import { count, type Act, type Advance, type Refusal, type World } from '../casework/act.ts';
import { invalid, missing } from '../casework/refuse.ts';
import { ok, type Result } from '../result.ts';

/**
 * The minutes of a meeting or an interview as they were signed, photographed after its record was made; the photos are the event's
 * own (feature 0.50).
 */
export function signMinutes({ draft }: Act<unknown>, world: World): Result<Advance, Refusal> {
  const { subject: collection, subjectId: id, photos } = draft;
  const row = world.find(collection, id);
  if (!row) return missing('server_no_such_row', { subject: collection });
  if (photos.length === 0) return invalid('server_needs_photo_minutes');
  return ok({
    writes: [{ collection, id, create: false, fields: { rev: count(row, 'rev') + 1 } }],
    follow: [],
  });
}
