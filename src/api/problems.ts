import type { ProblemRecord } from '../schema/records.ts';
import { client } from './client.ts';
import { keeping } from './keeping.ts';

/** The latest problems of one source, newest first, as far as the rules let this person see them. */
export async function fetchProblemsOf(source: string, most = 10): Promise<ProblemRecord[]> {
  const page = await client.collection('problems').getList<ProblemRecord>(1, most, {
    filter: client.filter('source = {:source}', { source }),
    sort: '-foundAt',
    skipTotal: true,
    fetch: keeping(`problems of ${source}`),
  });
  return page.items;
}
