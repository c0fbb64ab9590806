import { fetchNames } from '../api/names.ts';
import { fetchRecordFile, type FiledCollection, type RecordFileRows } from '../api/record-file.ts';
import type { CaseFacts } from '../core/papers/case-file.ts';
import { caseFile } from './paper-files.ts';
import { session } from './session.svelte.ts';

/** Photos that have not arrived stop a file: it would not hold. */
export class PhotosPending extends Error {
  readonly count: number;

  constructor(count: number) {
    super('photos pending');
    this.count = count;
  }
}

/** What the sheet of a record is written from. */
export interface SheetOf<Row> {
  readonly rows: RecordFileRows<Row>;
  readonly people: ReadonlyMap<string, string>;
  readonly by: string;
  readonly at: number;
}

/**
 * The file of a record with all its cases, as `npm run verify -- --file` checks it. Throws PhotosPending, the SDK's error, and when a
 * photo could not be had.
 */
export async function recordFile<Row extends { readonly id: string }>(
  collection: FiledCollection,
  id: string,
  no: string,
  sheet: (of: SheetOf<Row>) => string,
): Promise<Blob> {
  const rows = await fetchRecordFile<Row>(collection, id);
  if (rows.pending > 0) throw new PhotosPending(rows.pending);
  const actors = [...new Set(rows.events.map((each) => each.actor))].filter(Boolean);
  const people = await fetchNames(actors).catch(() => new Map<string, string>());
  const [by, at] = [session.user?.name ?? '', Date.now()];
  const plain = <T>(value: unknown): T => JSON.parse(JSON.stringify(value)) as T;
  const { row: record, problems, notices, steps } = rows;
  const facts: CaseFacts = plain({ record, problems, notices, steps });
  const photos = rows.photos.map(
    ({ id, bytes, event, subject, subjectId, phase, sha256, taken, by, media }) => ({
      id,
      bytes,
      about: { event, subject, subjectId, phase, sha256, taken: { ...taken }, by, media },
    }),
  );
  return caseFile({
    no,
    exportedAt: at,
    exportedBy: by,
    facts,
    events: plain(rows.events),
    photos,
    sheet: sheet({ rows, people, by, at }),
  });
}
