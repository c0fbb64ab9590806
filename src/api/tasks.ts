import type { TaskRecord, ZoneRecord } from '../schema/records.ts';
import { client } from './client.ts';
import { keeping } from './keeping.ts';

/** Tasks that are not over, and those that ended since `doneSince`, newest first. */
export async function fetchTasks(doneSince: number): Promise<TaskRecord[]> {
  return client.collection('tasks').getFullList<TaskRecord>({
    filter: client.filter(
      'state = "planned" || state = "sent" || state = "accepted" || state = "under_way" || sentAt >= {:since}',
      {
        since: doneSince,
      },
    ),
    sort: '-sentAt',
    batch: 500,
    skipTotal: true,
    fetch: keeping('tasks'),
  });
}

/** A task that one may see. Throws the SDK's error. */
export async function fetchTask(id: string): Promise<TaskRecord> {
  return client.collection('tasks').getOne<TaskRecord>(id);
}

/** A zone as it was frozen or proposed. */
export async function fetchZone(id: string): Promise<ZoneRecord> {
  return client.collection('zones').getOne<ZoneRecord>(id, { fetch: keeping(`zone ${id}`) });
}
