import type { CatalogueRecord } from '../schema/records.ts';
import { client } from './client.ts';

/** The catalogue of a code in force at a moment; null when there is none. Throws the SDK's error. */
export async function fetchCatalogue(code: string, at: number): Promise<CatalogueRecord | null> {
  const filter = client.filter('code = {:code} && fromAt <= {:at} && (untilAt = 0 || untilAt > {:at})', {
    code,
    at,
  });
  const page = await client
    .collection('catalogues')
    .getList<CatalogueRecord>(1, 1, { filter, sort: '-fromAt', skipTotal: true });
  return page.items[0] ?? null;
}

/** One edition of a catalogue by its name; null when there is none. Throws the SDK's error. */
export async function fetchEdition(code: string, version: string): Promise<CatalogueRecord | null> {
  const filter = client.filter('code = {:code} && version = {:version}', { code, version });
  const page = await client
    .collection('catalogues')
    .getList<CatalogueRecord>(1, 1, { filter, skipTotal: true });
  return page.items[0] ?? null;
}
