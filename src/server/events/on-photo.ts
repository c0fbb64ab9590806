import type { Row } from '../../core/casework/act.ts';
import type { PhotoRef } from '../../core/casework/events.ts';
import { message } from '../../core/message.ts';
import { refuse, sendJson } from '../http/refuse.ts';
import { host, type RecordEvent } from '../pb.ts';
import { findRecord, toRow } from './to-row.ts';

const MAX_BYTES = 8_388_608;

/**
 * One photo as the device made it: its bytes must have the hash it says (features 1.59). Sending it again answers 200 with the
 * stored record. Kind and size are checked by the collection, by content and not by name.
 */
export function onPhotoCreate(e: RecordEvent): void {
  if (!e.auth || e.auth.collection().name !== 'users') {
    return refuse(e.requestEvent, 403, 'forbidden', message('server_only_people'));
  }
  const sha256 = e.record.getString('sha256');
  const stored = findRecord(e.app, 'photos', e.record.id);
  if (stored) {
    const same = stored.getString('sha256') === sha256 && stored.getString('by') === e.auth.id;
    if (!same) return refuse(e.requestEvent, 409, 'different', message('server_id_is_taken'));
    return sendJson(e.requestEvent, 200, toRow(stored));
  }
  const event = findRecord(e.app, 'events', e.record.getString('event'));
  if (event && !names(toRow(event), e.record.id, sha256, e.auth.id)) {
    return refuse(e.requestEvent, 403, 'forbidden', message('server_photo_not_named'));
  }
  const [file] = e.findUploadedFiles('file');
  if (!file) return refuse(e.requestEvent, 400, 'invalid', message('server_photo_without_file'));
  if (file.size > MAX_BYTES) {
    const params = { size: Math.round(file.size / 1e5) / 10, limit: Math.round(MAX_BYTES / 1e5) / 10 };
    return refuse(e.requestEvent, 413, 'too_large', message('server_photo_too_large', params));
  }
  const reader = file.reader.open();
  const actual = host.sha256(host.toString(reader, MAX_BYTES));
  reader.close();
  if (actual !== sha256) return refuse(e.requestEvent, 400, 'invalid', message('server_photo_hash_differs'));
  e.record.set('verified', true);
  e.record.set('by', e.auth.id);
  e.next();
}

/** An event that is here already says which bytes belong to it, and whose they are. */
function names(event: Row, photo: string, sha256: string, person: string): boolean {
  const photos = (event['photos'] as readonly PhotoRef[] | null) ?? [];
  return event['actor'] === person && photos.some((each) => each.id === photo && each.sha256 === sha256);
}
