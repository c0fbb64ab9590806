import type { ProblemRecord } from '../schema/records.ts';
import { client } from './client.ts';

/** Rows that the list holds at most. */
export const MEDIA_SHOWN = 300;

/** What the media reported, the latest first, as far as this person sees. Throws the SDK's error. */
export async function fetchMediaCases(): Promise<ProblemRecord[]> {
  const page = await client.collection('problems').getList<ProblemRecord>(1, MEDIA_SHOWN, {
    filter: 'origin = "media"',
    sort: '-foundAt',
    skipTotal: true,
  });
  return page.items;
}
