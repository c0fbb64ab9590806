import type { EventRecord, NoticeRecord, PhotoRecord, ProblemRecord } from '../schema/records.ts';
import { client } from './client.ts';
import { fetchNoticesOf } from './notices.ts';
import { fetchCase } from './problem-cases.ts';

export interface CaseFileRows {
  readonly problem: ProblemRecord;
  readonly notices: readonly NoticeRecord[];
  /** Of the case, its papers, its order and its inspection, oldest first. */
  readonly events: readonly EventRecord[];
  readonly photos: readonly (PhotoRecord & { readonly bytes: ArrayBuffer })[];
}

/** Everything a case file holds, asked for anew. Throws the SDK's error, and when a photo could not be had. */
export async function fetchCaseFile(id: string): Promise<CaseFileRows> {
  const [{ problem, events, photos }, notices] = await Promise.all([fetchCase(id), fetchNoticesOf(id)]);
  const subjects = [problem.order, problem.inspection, ...notices.map((each) => each.id)].filter(Boolean);
  const [others, papers] = await Promise.all([
    ofSubjects<EventRecord>('events', subjects),
    ofSubjects<PhotoRecord>('photos', subjects),
  ]);
  const all = [...new Map([...events, ...others].map((each) => [each.id, each])).values()];
  all.sort((a, b) => a.seq - b.seq);
  const named = new Set(all.flatMap((each) => each.photos ?? []).map((each) => each.id));
  const token = await client.files.getToken();
  const wanted = [...photos, ...papers].filter((each) => named.has(each.id));
  const withBytes = await Promise.all(
    wanted.map(async (photo) => {
      const answer = await fetch(client.files.getURL(photo, photo.file, { token }));
      if (!answer.ok) throw new Error(`photo ${photo.id}: ${answer.status}`);
      return { ...photo, bytes: await answer.arrayBuffer() };
    }),
  );
  return { problem, notices, events: all, photos: withBytes };
}

async function ofSubjects<T>(collection: string, subjects: readonly string[]): Promise<T[]> {
  if (subjects.length === 0) return [];
  const filter = subjects
    .map((each, i) => client.filter(`subjectId = {:s${i}}`, { [`s${i}`]: each }))
    .join(' || ');
  return client.collection(collection).getFullList<T>({ filter, skipTotal: true });
}
