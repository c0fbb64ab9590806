import type { ProblemRecord, ReinspectionRecord } from '../schema/records.ts';
import { client } from './client.ts';
import { listen } from './realtime.ts';

const SHOWN = 100;

/** Re-inspections that this person may see, the latest first. Throws the SDK's error. */
export async function fetchReviews(): Promise<ReinspectionRecord[]> {
  const page = await client
    .collection('reinspections')
    .getList<ReinspectionRecord>(1, SHOWN, { sort: '-openedAt', skipTotal: true });
  return page.items;
}

/** Throws the SDK's error: 404 = none, or no right. */
export async function fetchReview(id: string): Promise<ReinspectionRecord> {
  return client.collection('reinspections').getOne<ReinspectionRecord>(id);
}

/** Problems of a source that wait for re-inspection, by number. Throws the SDK's error. */
export async function fetchSubmittedOf(source: string): Promise<ProblemRecord[]> {
  return client.collection('problems').getFullList<ProblemRecord>({
    filter: `${client.filter('source = {:source}', { source })} && state = "submitted"`,
    sort: 'no',
    batch: 200,
    skipTotal: true,
  });
}

/** Calls when a re-inspection was opened, reported or closed, and after a cut connection. */
export function listenReviews(onChange: () => void): () => void {
  return listen('reinspections/*', onChange, onChange);
}
