import { client } from './client.ts';

/** Where and when a check took place. */
export interface TaskVisit {
  readonly lng: number;
  readonly lat: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Every check made on a task. Throws the SDK's error. */
export async function fetchVisitsOfTask(task: string): Promise<TaskVisit[]> {
  return client.collection('inspections').getFullList<TaskVisit>({
    filter: client.filter('task = {:task}', { task }),
    fields: 'id,lng,lat,at',
    batch: 500,
    skipTotal: true,
    requestKey: null,
  });
}
