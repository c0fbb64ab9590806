import { MOST_BOXES } from '../../core/escalation/mask-boxes.ts';
import { message } from '../../core/message.ts';
import { refuse, sendJson } from '../http/refuse.ts';
import { host, queryAll, type App, type RecordEvent, type UploadedFile } from '../pb.ts';
import { findRecord, toRow } from './to-row.ts';

const MAX_BYTES = 8_388_608;
/** An original is one that an event of a case of the article names, by id and bytes. */
const ORIGINAL = `SELECT p.sha256 FROM photos p JOIN named_photos n ON n.photo = p.id AND n.sha256 = p.sha256
  JOIN events e ON e.id = n.event JOIN exposures x ON x.id = {:exposure}
  WHERE p.id = {:original} AND e.subjectId IN (SELECT value FROM json_each(x.problems)) LIMIT 1`;
/** Where a camera writes who, when and where (EXIF, XMP), and editors what was there before (Photoshop, thumbnails). */
const METADATA = /Exif\0\0|ns\.adobe\.com|Photoshop 3\.0/;

/**
 * A picture for everybody: a copy with a hash of its own, re-encoded without metadata, of which somebody says that boxes hide whoever
 * is in it, or that nobody is (features 1.59, 2.14). It is never the bytes of an original. Sending it again answers with the stored one.
 */
export function onExposurePictureCreate(e: RecordEvent): void {
  const picture = e.record;
  const no = (status: number, key: string): void =>
    refuse(e.requestEvent, status, status === 409 ? 'different' : 'invalid', message(key));
  const [file] = e.findUploadedFiles('file');
  if (!file) return no(400, 'server_photo_without_file');
  const masking = picture.getString('masking');
  const boxes = Number(picture.get('boxes'));
  const drawn = masking === 'boxes' ? boxes >= 1 && boxes <= MOST_BOXES : boxes === 0;
  if (masking === '' || !drawn) return no(400, 'server_picture_not_masked');
  const bytes = read(file);
  const sha256 = picture.getString('sha256');
  if (host.sha256(bytes) !== sha256) return no(400, 'server_photo_hash_differs');
  if (METADATA.test(bytes)) return no(400, 'server_picture_metadata');
  const stored = findRecord(e.app, 'exposure_pictures', picture.id);
  if (stored) {
    const same = ['sha256', 'by', 'exposure', 'original'].every(
      (field) => stored.getString(field) === picture.getString(field),
    );
    return same ? sendJson(e.requestEvent, 200, toRow(stored)) : no(409, 'server_id_is_taken');
  }
  const original = originalOf(e.app, picture.getString('original'), picture.getString('exposure'));
  if (original === null) return no(400, 'server_picture_original');
  if (original === sha256 || isPhoto(e.app, sha256)) return no(400, 'server_picture_is_original');
  if (original !== '') picture.set('originalSha256', original);
  e.next();
}

/** The hash of the original; '' when the picture came from elsewhere; null when it is none of the article's cases. */
function originalOf(app: App, original: string, exposure: string): string | null {
  if (original === '') return '';
  return queryAll(app, ORIGINAL, { sha256: '' }, { original, exposure })[0]?.sha256 ?? null;
}

function isPhoto(app: App, sha256: string): boolean {
  return (
    queryAll(app, 'SELECT id FROM photos WHERE sha256 = {:sha256} LIMIT 1', { id: '' }, { sha256 }).length > 0
  );
}

function read(file: UploadedFile): string {
  const reader = file.reader.open();
  const bytes = host.toString(reader, MAX_BYTES);
  reader.close();
  return bytes;
}
