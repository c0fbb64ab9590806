import type { ProblemRecord } from '../schema/records.ts';
import { client } from './client.ts';

/** All problems found on a task. Throws the SDK's error. */
export async function fetchProblemsOfTask(task: string): Promise<ProblemRecord[]> {
  return client.collection('problems').getFullList<ProblemRecord>({
    filter: client.filter('task = {:task}', { task }),
    sort: 'no',
    batch: 200,
    skipTotal: true,
    requestKey: null,
  });
}
