import { sendEvent } from '../api/events.ts';
import { draftEvent } from '../offline/event-draft.ts';
import type { TaskRecord } from '../schema/records.ts';

/** Gives a proposed task to a group; its tablets hear of it at once. Throws EventRefused or the SDK's error. */
export async function giveTask(task: TaskRecord, group: string): Promise<void> {
  await sendEvent(draftEvent('task.given', task.id, { group }, { seen: task.rev }));
}
