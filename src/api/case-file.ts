import type { EventRecord, NoticeRecord, PhotoRecord, ProblemRecord } from '../schema/records.ts';
import { client } from './client.ts';
import { fetchJson } from './fetch-json.ts';
import { fetchNoticesOf } from './notices.ts';

export interface CaseFileRows {
  readonly problem: ProblemRecord;
  readonly notices: readonly NoticeRecord[];
  /** Articles, steps of the ladder, orders from above and meetings that name it. */
  readonly steps: readonly object[];
  /** Of the case, its papers, its steps, its order and its inspection, oldest first. */
  readonly events: readonly EventRecord[];
  readonly photos: readonly (PhotoRecord & { readonly bytes: ArrayBuffer })[];
  /** Photos that its events name and whose bytes have not arrived: without them the file would not hold. */
  readonly pending: number;
}

interface WholeFile {
  readonly row: ProblemRecord;
  readonly steps: readonly object[];
  readonly events: readonly EventRecord[];
  readonly photos: readonly PhotoRecord[];
}

/** Everything a case file holds, asked for anew. Throws the SDK's error, and when a photo could not be had. */
export async function fetchCaseFile(id: string): Promise<CaseFileRows> {
  const [whole, notices] = await Promise.all([
    fetchJson<WholeFile>(`/api/sf/file/problems/${id}`),
    fetchNoticesOf(id),
  ]);
  const { row: problem, steps, events, photos } = whole;
  const subjects = [problem.inspection, ...notices.map((each) => each.id)].filter(Boolean);
  const [others, papers] = await Promise.all([
    ofSubjects<EventRecord>('events', subjects),
    ofSubjects<PhotoRecord>('photos', subjects),
  ]);
  const all = [...new Map([...events, ...others].map((each) => [each.id, each])).values()];
  all.sort((a, b) => a.seq - b.seq);
  const named = new Set(all.flatMap((each) => each.photos ?? []).map((each) => `${each.id} ${each.sha256}`));
  const wanted = new Map([...photos, ...papers].map((each) => [`${each.id} ${each.sha256}`, each] as const));
  for (const key of wanted.keys()) if (!named.has(key)) wanted.delete(key);
  const token = await client.files.getToken();
  const withBytes = await Promise.all(
    [...wanted.values()].map(async (photo) => {
      const answer = await fetch(client.files.getURL(photo, photo.file, { token }));
      if (!answer.ok) throw new Error(`photo ${photo.id}: ${answer.status}`);
      return { ...photo, bytes: await answer.arrayBuffer() };
    }),
  );
  const pending = named.size - wanted.size;
  return { problem, notices, steps, events: all, photos: withBytes, pending };
}

async function ofSubjects<T>(collection: string, subjects: readonly string[]): Promise<T[]> {
  if (subjects.length === 0) return [];
  const filter = subjects
    .map((each, i) => client.filter(`subjectId = {:s${i}}`, { [`s${i}`]: each }))
    .join(' || ');
  return client.collection(collection).getFullList<T>({ filter, skipTotal: true });
}
