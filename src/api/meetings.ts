import type { MeetingRecord } from '../schema/records.ts';
import { client } from './client.ts';

/** Meetings that this person may see, the latest first. Throws the SDK's error. */
export async function fetchMeetings(): Promise<MeetingRecord[]> {
  return client
    .collection('meetings')
    .getFullList<MeetingRecord>({ sort: '-heldAt', batch: 500, skipTotal: true });
}

/** Throws the SDK's error: 404 = there is none, or no right. */
export async function fetchMeeting(id: string): Promise<MeetingRecord> {
  return client.collection('meetings').getOne<MeetingRecord>(id);
}

/** Those that decided about a case, oldest first. */
export async function fetchMeetingsOfCase(problem: string): Promise<MeetingRecord[]> {
  return client.collection('meetings').getFullList<MeetingRecord>({
    filter: client.filter('cases ~ {:problem}', { problem }),
    sort: 'heldAt',
    skipTotal: true,
  });
}
