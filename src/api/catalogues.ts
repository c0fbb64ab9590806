import type { CatalogueRecord } from '../schema/records.ts';
import { client } from './client.ts';
import { keeping } from './keeping.ts';

/** The catalogue of a code in force at a moment; null when there is none. Throws the SDK's error. */
export async function fetchCatalogue(code: string, at: number): Promise<CatalogueRecord | null> {
  const filter = client.filter('code = {:code} && fromAt <= {:at} && (untilAt = 0 || untilAt > {:at})', {
    code,
    at,
  });
  const page = await client.collection('catalogues').getList<CatalogueRecord>(1, 1, {
    filter,
    sort: '-fromAt',
    skipTotal: true,
    fetch: keeping(`catalogue ${code}`),
  });
  return page.items[0] ?? null;
}

/** One edition of a catalogue by its name; null when there is none. Throws the SDK's error. */
export async function fetchEdition(code: string, version: string): Promise<CatalogueRecord | null> {
  const filter = client.filter('code = {:code} && version = {:version}', { code, version });
  const page = await client.collection('catalogues').getList<CatalogueRecord>(1, 1, {
    filter,
    skipTotal: true,
    fetch: keeping(`catalogue ${code} ${version}`),
  });
  return page.items[0] ?? null;
}

/** Every edition of a catalogue, the latest first; none = the product's own holds. Throws the SDK's error. */
export async function fetchEditionsOf(code: string): Promise<CatalogueRecord[]> {
  return client.collection('catalogues').getFullList<CatalogueRecord>({
    filter: client.filter('code = {:code}', { code }),
    sort: '-fromAt',
    skipTotal: true,
  });
}

/** Publishes an edition, which holds from its time on and never changes. For administrators. Throws the SDK's error. */
export async function publishEditionOf(
  code: string,
  edition: Pick<CatalogueRecord, 'version' | 'fromAt' | 'body' | 'note'>,
): Promise<void> {
  const by = client.authStore.record?.id ?? '';
  await client.collection('catalogues').create({ code, untilAt: 0, by, publishedAt: Date.now(), ...edition });
}
