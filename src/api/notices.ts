import type { NoticeRecord } from '../schema/records.ts';
import { client } from './client.ts';
import { listen } from './realtime.ts';

export const NOTICES_PER_PAGE = 100;

/** What a list of papers is narrowed to; '' = all. */
export interface NoticeFilter {
  readonly kind: string;
  readonly state: string;
}

/** Papers newest first. Throws the SDK's error. */
export async function fetchNotices(filter: NoticeFilter): Promise<NoticeRecord[]> {
  const parts = (['kind', 'state'] as const)
    .filter((field) => filter[field] !== '')
    .map((field) => client.filter(`${field} = {:value}`, { value: filter[field] }));
  const page = await client.collection('notices').getList<NoticeRecord>(1, NOTICES_PER_PAGE, {
    filter: parts.join(' && '),
    sort: '-at,-id',
    skipTotal: true,
  });
  return page.items;
}

/** Papers that name a problem, oldest first. Throws the SDK's error. */
export async function fetchNoticesOf(problem: string): Promise<NoticeRecord[]> {
  const filter = client.filter('problems ~ {:problem}', { problem });
  return client.collection('notices').getFullList<NoticeRecord>({ filter, sort: 'at,id', skipTotal: true });
}

/** Papers written out of one record, oldest first. Throws the SDK's error. */
export async function fetchNoticesAbout(record: string): Promise<NoticeRecord[]> {
  const filter = client.filter('about = {:record}', { record });
  return client.collection('notices').getFullList<NoticeRecord>({ filter, sort: 'at,id', skipTotal: true });
}

/** One paper. Throws the SDK's error: 404 = none, or no right. */
export async function fetchNotice(id: string): Promise<NoticeRecord> {
  return client.collection('notices').getOne<NoticeRecord>(id);
}

/** Calls with every paper that changed, and after a cut connection. */
export function listenNotices(onChange: () => void): () => void {
  return listen('notices/*', onChange, onChange);
}
