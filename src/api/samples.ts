import type { ProblemRecord } from '../schema/records.ts';
import { client } from './client.ts';

const SHOWN = 100;

/** What was drawn among the cases fixed on the spot: those that wait, and those found since a moment that were judged. Throws the SDK's error. */
export async function fetchSamples(sinceAt: number): Promise<ProblemRecord[]> {
  const problems = client.collection('problems');
  const judged = client.filter('state = "closed" && foundAt > {:since}', { since: sinceAt });
  const [waiting, done] = await Promise.all([
    problems.getFullList<ProblemRecord>({
      filter: 'state = "fixed_on_spot" && sample = "picked"',
      batch: 500,
      skipTotal: true,
    }),
    problems.getList<ProblemRecord>(1, SHOWN, {
      filter: `${judged} && (sample = "passed" || sample = "failed")`,
      sort: '-foundAt',
      skipTotal: true,
    }),
  ]);
  return [...waiting, ...done.items];
}
