import type { PublicListing } from '../core/escalation/public-listing.ts';
import type { ListingRecord } from '../schema/records.ts';
import { client } from './client.ts';
import { fetchJson } from './fetch-json.ts';

/** Published red-black lists as far as this person sees them, newest period first. Throws the SDK's error. */
export async function fetchListings(): Promise<ListingRecord[]> {
  return client
    .collection('listings')
    .getFullList<ListingRecord>({ sort: '-fromAt,-at', batch: 500, skipTotal: true });
}

/** Red-black lists for everybody, newest first, and names of the towns by id. */
export function fetchPublicListings(): Promise<{
  readonly items: readonly PublicListing[];
  readonly towns: Readonly<Record<string, string>>;
}> {
  return fetchJson('/api/sf/public/listings');
}
