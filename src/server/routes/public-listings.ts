import { publicListing } from '../../core/escalation/public-listing.ts';
import { toRow } from '../events/to-row.ts';
import { isTooOften } from '../http/rate-limit.ts';
import { queryAll, type RequestEvent } from '../pb.ts';
import { sendJson } from './http-body.ts';

const PAGE = 12;
const LOOKS = { name: 'public-listings', most: 300, windowS: 600 } as const;

/** GET /api/sf/public/listings: {items, towns}: red-black lists that a leader published for everybody, newest period first. */
export function publicListings(e: RequestEvent): void {
  if (isTooOften(e, LOOKS)) return;
  const found = e.app.findRecordsByFilter('listings', 'isPublic = true', '-fromAt,-at', PAGE, 0, {});
  const items = found.flatMap((each) => publicListing(toRow(each)) ?? []);
  const towns = queryAll(e.app, "SELECT id, name FROM grids WHERE level = 'town'", { id: '', name: '' });
  sendJson(e, 200, { items, towns: Object.fromEntries(towns.map((town) => [town.id, town.name])) });
}
