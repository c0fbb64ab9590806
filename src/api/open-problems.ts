import type { ProblemRecord } from '../schema/records.ts';
import { client } from './client.ts';

export type OpenProblem = Pick<ProblemRecord, 'id' | 'no' | 'category' | 'lng' | 'lat' | 'source'>;

/** Problems that are not closed, newest first, at most `most`. Throws the SDK's error. */
export async function fetchOpenProblems(most: number): Promise<OpenProblem[]> {
  const page = await client.collection('problems').getList<OpenProblem>(1, most, {
    filter: 'openSince > 0',
    sort: '-foundAt',
    fields: 'id,no,category,lng,lat,source',
    skipTotal: true,
  });
  return page.items;
}
