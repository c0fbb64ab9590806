import { ClientResponseError } from 'pocketbase';
import type { MobileReadingRecord } from '../schema/records.ts';
import { client } from './client.ts';

export type NewHandheldReading = Omit<MobileReadingRecord, 'collectionName'>;

/** Stores one reading of a handheld meter, apart from all station data. Its id is made on the device: sending it again is harmless. */
export async function sendHandheldReading(reading: NewHandheldReading): Promise<void> {
  try {
    await client.collection('mobile_readings').create({ ...reading });
  } catch (error) {
    if (!isAlreadyThere(error)) throw error;
  }
}

/** The latest readings of one person, newest first. */
export async function fetchHandheldOf(person: string, most = 5): Promise<MobileReadingRecord[]> {
  const page = await client.collection('mobile_readings').getList<MobileReadingRecord>(1, most, {
    filter: client.filter('by = {:person}', { person }),
    sort: '-at',
    skipTotal: true,
  });
  return page.items;
}

function isAlreadyThere(error: unknown): boolean {
  if (!(error instanceof ClientResponseError) || error.status !== 400) return false;
  const data = error.response['data'] as { id?: { code?: string } } | undefined;
  return data?.id?.code === 'validation_not_unique' || data?.id?.code === 'validation_pk_invalid';
}
