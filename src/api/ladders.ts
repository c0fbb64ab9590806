import type { Ladder } from '../core/escalation/ladder.ts';
import { LADDER_CATALOGUE } from '../core/escalation/ladder.ts';
import type { CatalogueRecord } from '../schema/records.ts';
import { client } from './client.ts';

/** Every edition of the ladders, the latest first; none = the product's own holds. Throws the SDK's error. */
export async function fetchLadderEditions(): Promise<CatalogueRecord[]> {
  return client.collection('catalogues').getFullList<CatalogueRecord>({
    filter: client.filter('code = {:code}', { code: LADDER_CATALOGUE }),
    sort: '-fromAt',
    skipTotal: true,
  });
}

/** Publishes an edition, which holds from its date on and never changes. For administrators. Throws the SDK's error. */
export async function publishLadders(
  version: string,
  fromAt: number,
  ladders: readonly Ladder[],
  note: string,
): Promise<void> {
  await client.collection('catalogues').create({
    code: LADDER_CATALOGUE,
    version,
    fromAt,
    untilAt: 0,
    body: { ladders },
    by: client.authStore.record?.id ?? '',
    publishedAt: Date.now(),
    note,
  });
}
