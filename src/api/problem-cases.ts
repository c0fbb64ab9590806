import type { EventRecord, PhotoRecord, ProblemRecord } from '../schema/records.ts';
import { client } from './client.ts';
import { fetchJson } from './fetch-json.ts';
import { fetchNamedPhotos } from './named-photos.ts';
import { listen } from './realtime.ts';

const IDS_PER_REQUEST = 40;

/** Problems by id, newest finding first; those this person may not see are left out. Throws the SDK's error. */
export async function fetchProblems(ids: readonly string[]): Promise<ProblemRecord[]> {
  const parts: Promise<ProblemRecord[]>[] = [];
  for (let from = 0; from < ids.length; from += IDS_PER_REQUEST) {
    const part = ids.slice(from, from + IDS_PER_REQUEST);
    const filter = part.map((id, i) => client.filter(`id = {:id${i}}`, { [`id${i}`]: id })).join(' || ');
    parts.push(
      client.collection('problems').getFullList<ProblemRecord>({ filter, batch: 200, skipTotal: true }),
    );
  }
  return (await Promise.all(parts)).flat().sort((a, b) => b.foundAt - a.foundAt);
}

/** One problem with what happened to it, oldest first, and the photos that this names, also those of another case's step. Throws the SDK's error: 404 = none, or no right. */
export async function fetchCase(
  id: string,
): Promise<{ problem: ProblemRecord; events: EventRecord[]; photos: PhotoRecord[] }> {
  const ofCase = client.filter('subjectId = {:id}', { id });
  const [problem, events] = await Promise.all([
    client.collection('problems').getOne<ProblemRecord>(id),
    client.collection('events').getFullList<EventRecord>({ filter: ofCase, sort: 'seq', skipTotal: true }),
  ]);
  return { problem, events, photos: await fetchNamedPhotos(events) };
}

/** What a count of problems is narrowed to; '' and 0 = all. */
export interface CaseFilter {
  readonly town: string;
  readonly category: string;
  readonly severity: number;
}

export interface LeadCounts {
  /** All checks made before the end of the window. */
  readonly checks: number;
  readonly checksInWindow: number;
  /** Assigned problems found before its end that are past their deadline now. */
  readonly overdue: number;
}

/** What only the server can count, for the window [from, until) in ms. Throws the SDK's error. */
export async function fetchCounts(from: number, until: number, only: CaseFilter): Promise<LeadCounts> {
  return fetchJson<LeadCounts>('/api/sf/counts', { from, until, ...only });
}

/** Calls when any problem changed, once when the subscription stands, and after a cut connection. */
export function listenProblems(onChange: () => void): () => void {
  return listen('problems/*', onChange, onChange, onChange);
}
