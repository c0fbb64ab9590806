import { clipKind, MAX_CLIP_BYTES } from '../../core/casework/clip.ts';
import { message } from '../../core/message.ts';
import { refuse, sendJson } from '../http/refuse.ts';
import { host, queryAll, type App, type PbRecord, type RecordEvent, type UploadedFile } from '../pb.ts';
import { keepRefusal } from './keep-refusal.ts';
import { findRecord, toRow } from './to-row.ts';

/** That an event names bytes under a photo's id, and whose event it is. */
interface Naming {
  readonly event: string;
  readonly sha256: string;
  readonly actor: string;
  readonly subject: string;
  readonly subjectId: string;
  readonly type: string;
  /** What a clip is said to be; '' for a picture. */
  readonly kind: string;
}

const MAX_BYTES = 8_388_608;
const TAKES_PHOTOS: readonly string[] = [
  'inspector',
  'grid_officer',
  'dispatcher',
  'leader',
  'regulator',
  'town',
  'site_officer',
];
/** What the device says of a photo, beside its id and its owner, and what the server adds for the rules. */
const FIELDS = [
  'event',
  'subject',
  'subjectId',
  'phase',
  'sha256',
  'taken',
  'meeting',
  'step',
  'partUnit',
  'media',
] as const;

const UNIT_OF_PART = `SELECT coalesce(d.items ->> ('$[' || (e.payload ->> 'item') || '].unit'), '') AS unit
  FROM events e JOIN directives d ON d.id = e.subjectId WHERE e.id = {:event} AND e.type = 'directive.item_done'`;

/**
 * One photo as the device made it: its bytes must have the hash it says (features 1.59). Sending it again answers 200 with the
 * stored record. Whoever was first under its id without any event naming those bytes gives way to the photo that an event names.
 * A photo that an event names is of a subject of such an event. Kind and size are checked by the collection, by content and not by name;
 * a clip is what an event says to be one (features 0.27), and nothing else stands for a photo.
 */
export function onPhotoCreate(e: RecordEvent): void {
  if (!e.auth || e.auth.collection().name !== 'users') {
    return refuse(e.requestEvent, 403, 'forbidden', message('server_only_people'));
  }
  const person = e.auth.id;
  const sha256 = e.record.getString('sha256');
  const namings = namingsOf(e.app, e.record.id);
  const mine = namings.filter((each) => each.actor === person && each.sha256 === sha256);
  if (mine.length === 0 && !TAKES_PHOTOS.includes(e.auth.getString('role'))) {
    return refuse(e.requestEvent, 403, 'forbidden', message('server_not_your_task'));
  }
  const stored = findRecord(e.app, 'photos', e.record.id);
  if (stored) {
    const sameBytes = stored.getString('sha256') === sha256;
    const own = stored.getString('by') === person;
    if (sameBytes && (own || (mine.length > 0 && isNamed(stored, namings))))
      return sendJson(e.requestEvent, 200, toRow(stored));
    if (
      mine.length === 0 ||
      (!sameBytes && namings.some((each) => each.sha256 === stored.getString('sha256')))
    )
      return refuse(e.requestEvent, 409, 'different', message('server_id_is_taken'));
  }
  const event = e.record.getString('event');
  const elsewhere = findRecord(e.app, 'events', event) !== null && !mine.some((each) => each.event === event);
  const about = e.record.getString('subjectId');
  const foreign = mine.length > 0 && about !== '' && !mine.some((each) => each.subjectId === about);
  if (elsewhere || foreign || (namings.length > 0 && mine.length === 0)) {
    return refuse(e.requestEvent, 403, 'forbidden', message('server_photo_not_named'));
  }
  // Whatever the request says of them: the rules go by these.
  const of = (subject: string): string =>
    mine.find((each) => each.subject === subject && (about === '' || each.subjectId === about))?.subjectId ??
    '';
  e.record.set('meeting', of('meetings'));
  e.record.set('step', of('escalations'));
  e.record.set('partUnit', unitOfPart(e.app, mine));
  const [file] = e.findUploadedFiles('file');
  if (!file) return refuse(e.requestEvent, 400, 'invalid', message('server_photo_without_file'));
  const media = clipKind(headOf(file)) ?? 'image';
  const most = media === 'image' ? MAX_BYTES : MAX_CLIP_BYTES;
  if (file.size > most) {
    const params = { size: Math.round(file.size / 1e5) / 10, limit: Math.round(most / 1e5) / 10 };
    const key = media === 'image' ? 'server_photo_too_large' : 'server_clip_too_large';
    return refuse(e.requestEvent, 413, 'too_large', message(key, params));
  }
  if (mine.some((each) => (each.type === 'problem.filmed' ? each.kind : 'image') !== media))
    return refuse(e.requestEvent, 400, 'invalid', message('server_photo_is_other_kind'));
  e.record.set('media', media);
  if (hashOf(file) !== sha256)
    return refuse(e.requestEvent, 400, 'invalid', message('server_photo_hash_differs'));
  if (stored) return sendJson(e.requestEvent, 200, toRow(replace(e.app, e.record, file, person)));
  e.record.set('verified', true);
  e.record.set('by', person);
  e.next();
}

function namingsOf(app: App, photo: string): readonly Naming[] {
  const sql = `SELECT n.event, n.sha256, n.actor, e.subject, e.subjectId, e.type,
      iif(e.type = 'problem.filmed', e.payload ->> 'kind', '') AS kind FROM named_photos n JOIN events e ON e.id = n.event
    WHERE n.photo = {:photo}`;
  const row = { event: '', sha256: '', actor: '', subject: '', subjectId: '', type: '', kind: '' };
  return queryAll(app, sql, row, { photo });
}

/** The unit whose part of an order from above one of these events proves; '' when none does, or the part is the office's own. */
function unitOfPart(app: App, namings: readonly Naming[]): string {
  const about = namings.find((each) => each.subject === 'directives');
  return about ? (queryAll(app, UNIT_OF_PART, { unit: '' }, { event: about.event })[0]?.unit ?? '') : '';
}

/** True when an event of the person who uploaded it names the photo as it is stored. */
function isNamed(stored: PbRecord, namings: readonly Naming[]): boolean {
  return namings.some(
    (each) => each.actor === stored.getString('by') && each.sha256 === stored.getString('sha256'),
  );
}

function headOf(file: UploadedFile): string {
  const reader = file.reader.open();
  const head = host.toString(reader, 16);
  reader.close();
  return head;
}

function hashOf(file: UploadedFile): string {
  const reader = file.reader.open();
  const hash = host.sha256(host.toString(reader, MAX_CLIP_BYTES));
  reader.close();
  return hash;
}

/** Puts the named photo in the place of bytes that no event named; that they were there is written down. */
function replace(app: App, sent: PbRecord, file: UploadedFile, person: string): PbRecord {
  app.runInTransaction((tx) => {
    const record = tx.findRecordById('photos', sent.id);
    const by = { id: record.getString('by'), role: 'system', unit: '', group: '', territory: '' } as const;
    keepRefusal(tx, toRow(record), by, message('server_photo_gave_way'));
    for (const field of FIELDS) record.set(field, sent.get(field));
    record.set('by', person);
    record.set('verified', true);
    record.set('file', file);
    tx.save(record);
  });
  return app.findRecordById('photos', sent.id);
}
