import type { PhotoRecord } from '../schema/records.ts';
import { client } from './client.ts';

/** Pictures of the signed minutes of a meeting or of an interview, as they were made. Throws the SDK's error. */
export async function fetchMinutes(of: 'meeting' | 'step', id: string): Promise<PhotoRecord[]> {
  const filter = client.filter(`${of} = {:id}`, { id });
  return client.collection('photos').getFullList<PhotoRecord>({ filter, sort: 'id', skipTotal: true });
}
