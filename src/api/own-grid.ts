import type { ProblemRecord } from '../schema/records.ts';
import { client } from './client.ts';
import { keeping } from './keeping.ts';

/** Open cases of one grid, whatever its level, as far as this person sees; in no order. Throws the SDK's error. */
export async function fetchGridCases(grid: string): Promise<ProblemRecord[]> {
  return client.collection('problems').getFullList<ProblemRecord>({
    filter: client.filter('(town = {:grid} || village = {:grid} || cell = {:grid}) && openSince > 0', {
      grid,
    }),
    batch: 500,
    skipTotal: true,
    fetch: keeping(`cases of ${grid}`),
  });
}
