import { canonicalJson } from '../canonical-json.ts';
import { count, text, type Act, type Advance, type Refusal, type Row, type World } from '../casework/act.ts';
import type { LISTING_EVENTS } from '../casework/events.ts';
import type { Payloads } from '../casework/payloads.ts';
import { invalid, refused } from '../casework/refuse.ts';
import { ok, type Result } from '../result.ts';
import { periodAt } from './listing-kinds.ts';
import type { Because, ListingPublished } from './payloads.ts';

type ListingEvent = (typeof LISTING_EVENTS)[number];

/**
 * A red-black list: a leader publishes what he saw of a period that is over, and from then on it stands as it was, whatever becomes of
 * the cases; a withdrawn one is kept. The figures are part of the event, so that the log holds them.
 */
export function advanceListing(act: Act<Payloads[ListingEvent]>, world: World): Result<Advance, Refusal> {
  if (act.draft.type === 'listing.published') return published(act as Act<ListingPublished>, world);
  const row = world.find('listings', act.draft.subjectId)!;
  if (text(row, 'state') !== 'published') return refused('server_listing_state');
  const { reason } = (act as Act<Because>).payload;
  const decided = { state: 'withdrawn', reason, withdrawnBy: act.author.id, withdrawnAt: act.at };
  const fields = { ...decided, rev: count(row, 'rev') + 1 };
  return ok({ writes: [{ collection: 'listings', id: row.id, create: false, fields }], follow: [] });
}

function published(act: Act<ListingPublished>, world: World): Result<Advance, Refusal> {
  const { period, fromAt, untilAt, kind, isPublic, figures, note } = act.payload;
  const span = periodAt(period, fromAt);
  if (span.fromAt !== fromAt || span.untilAt !== untilAt) return invalid('server_listing_period');
  if (untilAt > act.at) return refused('server_listing_not_over');
  if (standing(world, act.payload)) return refused('server_listing_already');
  if (figures.red.length + figures.black.length === 0) return refused('server_listing_empty');
  const own = world.redBlack?.(act.payload);
  // What the leader saw is what is published; when it is no longer so, he looks again.
  if (own && canonicalJson(own) !== canonicalJson(figures)) return refused('server_listing_changed');
  const places = [...figures.red, ...figures.black].map((each) => each.source);
  const fields = {
    ...{ period, fromAt, untilAt, kind, isPublic, figures, note: note.trim() },
    sources: ` ${[...new Set(places)].join(' ')} `,
    ...{ state: 'published', reason: '', withdrawnBy: '', withdrawnAt: 0 },
    ...{ by: act.author.id, at: act.at, demo: false, rev: 1 },
  };
  const write = { collection: 'listings', id: act.draft.subjectId, create: true, fields };
  return ok({ writes: [write], follow: [] });
}

function standing(world: World, { fromAt, untilAt, kind }: ListingPublished): Row | null {
  return world.listing?.(fromAt, untilAt, kind) ?? null;
}
