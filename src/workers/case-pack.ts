import { strToU8, zipSync } from 'fflate';
import { canonicalJson } from '../core/canonical-json.ts';
import { sha256 } from '../core/files/sha256.ts';
import {
  CASE_FILE_FORMAT,
  eventLines,
  photoName,
  type CaseEvent,
  type CaseFacts,
  type CaseManifest,
} from '../core/papers/case-file.ts';

/** What goes into a case file; photos as they came from the server. */
export interface CasePackJob {
  readonly no: string;
  readonly exportedAt: number;
  readonly exportedBy: string;
  readonly facts: CaseFacts;
  readonly events: readonly CaseEvent[];
  readonly photos: readonly {
    readonly id: string;
    readonly bytes: ArrayBuffer;
    /** When, where and how it was taken, by whom. */
    readonly about: Readonly<Record<string, unknown>>;
  }[];
  /** The sheet to read; `{photo ID}` in it becomes the picture itself. */
  readonly sheet: string;
}

/** The case file as core/papers/case-file.ts says. Photos are stored, not packed: they are packed already. */
export function casePack(job: CasePackJob): Uint8Array<ArrayBuffer> {
  const photos = job.photos.map((each) => ({ ...each, bytes: new Uint8Array(each.bytes) }));
  const files: Record<string, Uint8Array> = {
    'case.html': strToU8(
      withPictures(
        job.sheet,
        photos.filter(({ id }) => job.sheet.includes(`{photo ${id}}`)),
      ),
    ),
    'case.json': strToU8(canonicalJson(job.facts)),
    'events.ndjson': strToU8(eventLines(job.events)),
    'photos.ndjson': strToU8(photos.map(({ id, about }) => `${canonicalJson({ id, ...about })}\n`).join('')),
    ...Object.fromEntries(photos.map(({ id, bytes, about }) => [photoName(id, mediaOf(about)), bytes])),
  };
  const listed = Object.entries(files).map(([name, bytes]) => ({
    name,
    sha256: sha256(bytes),
    bytes: bytes.length,
  }));
  const last = [...job.events].sort((a, b) => a.seq - b.seq).at(-1);
  const manifest: CaseManifest = {
    format: CASE_FILE_FORMAT,
    no: job.no,
    exportedAt: job.exportedAt,
    exportedBy: job.exportedBy,
    files: listed,
    head: { seq: last?.seq ?? 0, hash: last?.hash ?? '' },
  };
  const all = { 'manifest.json': strToU8(`${JSON.stringify(manifest, null, 2)}\n`), ...files };
  return zipSync(
    Object.fromEntries(
      Object.entries(all).map(([name, bytes]) => [
        name,
        [bytes, { level: name.startsWith('photos/') ? 0 : 6 }],
      ]),
    ),
    { mtime: job.exportedAt },
  );
}

function mediaOf(about: Readonly<Record<string, unknown>>): string {
  return typeof about['media'] === 'string' ? about['media'] : '';
}

function withPictures(
  sheet: string,
  photos: readonly { readonly id: string; readonly bytes: Uint8Array }[],
): string {
  return photos.reduce(
    (html, { id, bytes }) =>
      html.replaceAll(`{photo ${id}}`, `data:${kindOf(bytes)};base64,${base64(bytes)}`),
    sheet,
  );
}

function kindOf(bytes: Uint8Array): string {
  if (bytes[0] === 0x89) return 'image/png';
  return bytes[0] === 0x52 ? 'image/webp' : 'image/jpeg';
}

function base64(bytes: Uint8Array): string {
  let text = '';
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
