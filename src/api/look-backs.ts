import type { ProblemRecord, TaskRecord } from '../schema/records.ts';
import { client } from './client.ts';

/** What is looked back upon: the proposed tasks, and every case under look-back or come back. */
export interface LookBacks {
  readonly tasks: readonly TaskRecord[];
  readonly problems: readonly Pick<
    ProblemRecord,
    'id' | 'no' | 'category' | 'state' | 'relapse' | 'relapseOf' | 'lookBackFrom' | 'nextLookBackAt'
  >[];
}

export async function fetchLookBacks(): Promise<LookBacks> {
  const [tasks, problems] = await Promise.all([
    client.collection('tasks').getFullList<TaskRecord>({
      filter: 'because != "" && because != "response" && state != "done" && state != "cancelled"',
      sort: 'fromAt',
      skipTotal: true,
    }),
    client.collection('problems').getFullList<ProblemRecord>({
      filter: 'lookBackFrom > 0 || relapse = true',
      fields: 'id,no,category,state,relapse,relapseOf,lookBackFrom,nextLookBackAt',
      batch: 1000,
      skipTotal: true,
    }),
  ]);
  return { tasks, problems };
}
