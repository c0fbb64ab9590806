import type { EventRecord, NoticeRecord, PhotoRecord, ProblemRecord } from '../schema/records.ts';
import { client } from './client.ts';
import { fetchJson } from './fetch-json.ts';

/** Records that are handed over with all their cases. */
export type FiledCollection = 'directives' | 'escalations' | 'meetings';

/** Everything behind a record: the row, its cases, what else names them, papers, events oldest first, and the photos that those name. */
export interface RecordFileRows<Row> {
  readonly row: Row;
  readonly problems: readonly ProblemRecord[];
  readonly steps: readonly object[];
  readonly notices: readonly NoticeRecord[];
  readonly events: readonly EventRecord[];
  readonly photos: readonly (PhotoRecord & { readonly bytes: ArrayBuffer })[];
  /** Photos that its events name and whose bytes have not arrived: without them the file would not hold. */
  readonly pending: number;
}

/** Everything behind a record, asked for anew. Throws the SDK's error, and when a photo could not be had. */
export async function fetchRecordFile<Row>(
  collection: FiledCollection,
  id: string,
): Promise<RecordFileRows<Row>> {
  const whole = await fetchJson<RecordFileRows<Row>>(`/api/sf/file/${collection}/${id}`);
  const named = new Set(
    whole.events.flatMap((each) => each.photos ?? []).map((each) => `${each.id} ${each.sha256}`),
  );
  const wanted = whole.photos.filter((each) => named.has(`${each.id} ${each.sha256}`));
  const token = await client.files.getToken();
  const photos = await Promise.all(
    wanted.map(async (photo) => {
      const answer = await fetch(client.files.getURL(photo, photo.file, { token }));
      if (!answer.ok) throw new Error(`photo ${photo.id}: ${answer.status}`);
      return { ...photo, bytes: await answer.arrayBuffer() };
    }),
  );
  return { ...whole, photos, pending: named.size - wanted.length };
}
