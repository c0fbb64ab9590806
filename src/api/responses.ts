import type { DutyShiftRecord, ResponseRecord } from '../schema/records.ts';
import { client } from './client.ts';

/** The latest emergency responses, newest first. Throws the SDK's error. */
export async function fetchResponses(): Promise<ResponseRecord[]> {
  const page = await client
    .collection('responses')
    .getList<ResponseRecord>(1, 50, { sort: '-fromAt', skipTotal: true });
  return page.items;
}

/** Shifts of a response that this person may see, in order; those that were taken off are left out. */
export async function fetchShifts(response: string): Promise<DutyShiftRecord[]> {
  return client.collection('duty_shifts').getFullList<DutyShiftRecord>({
    filter: client.filter('response = {:response} && state = "planned"', { response }),
    sort: 'fromAt,id',
    batch: 500,
    skipTotal: true,
  });
}
