import type { ZoneScore } from '../core/upwind/outcome.ts';
import type { ZoneRecord } from '../schema/records.ts';
import { client } from './client.ts';

/** A zone whose search came to an end, without its picture. */
export type ScoredRow = Pick<ZoneRecord, 'id' | 'station' | 'at'> & {
  readonly score: ZoneScore | null;
  readonly zone: { readonly axis: number | null } | null;
};

/** The latest scored zones of one station. Throws the SDK's error. */
export async function fetchScoredZones(station: string, most: number): Promise<ScoredRow[]> {
  const page = await client.collection('zones').getList<ScoredRow>(1, most, {
    filter: client.filter('station = {:station} && outcome != "" && outcome != "open"', { station }),
    sort: '-at',
    fields: 'id,station,at,score,zone.axis',
    skipTotal: true,
    requestKey: null,
  });
  return page.items;
}
