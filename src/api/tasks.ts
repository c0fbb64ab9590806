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

/** Joint actions that are under way, of those in which one's unit has a part, newest first. */
export async function fetchJointTasks(): Promise<TaskRecord[]> {
  const page = await client.collection('tasks').getList<TaskRecord>(1, 50, {
    filter: 'type = "joint_action" && (state = "sent" || state = "accepted" || state = "under_way")',
    sort: '-sentAt',
    skipTotal: true,
  });
  return page.items;
}

/** A zone as it was frozen or proposed. */
export async function fetchZone(id: string): Promise<ZoneRecord> {
  return client.collection('zones').getOne<ZoneRecord>(id, { fetch: keeping(`zone ${id}`) });
}
