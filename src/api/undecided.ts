import type { ProblemRecord } from '../schema/records.ts';
import { client } from './client.ts';

/** Problems that nobody has decided about, oldest first. Throws the SDK's error. */
export async function fetchUndecided(): Promise<ProblemRecord[]> {
  return client.collection('problems').getFullList<ProblemRecord>({
    filter: 'state = "found"',
    sort: 'foundAt,no',
    batch: 500,
    skipTotal: true,
  });
}
