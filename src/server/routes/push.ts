import type { Refusal } from '../../core/feeds/feed-row.ts';
import { message } from '../../core/message.ts';
import { readPlaces, type CheckedPlaces } from '../../core/feeds/read-places.ts';
import { readPush } from '../../core/feeds/read-push.ts';
import { readFeeds, recordFailure, recordOk } from '../feeds/feed-rows.ts';
import { sourceNames, storePlaces } from '../feeds/store-places.ts';
import { storeAlarms } from '../feeds/store-alarms.ts';
import { storeRows, type StoreCounts } from '../feeds/store-rows.ts';
import { refuse } from '../http/refuse.ts';
import { tokenFits } from '../http/token-fits.ts';
import { readStations, stationNames } from '../jobs/read-stations.ts';
import { tickQuietly } from '../jobs/tick.ts';
import type { RequestEvent } from '../pb.ts';
import { pathValue, sendJson, takeBody } from './http-body.ts';

const MOST_BYTES = 32_000_000;
/** Refusals of the last push that its feed shows to the office. */
const MOST_SHOWN = 10;
/** Loggers that do not say how long their rows last send hours. */
const SPAN_MIN = 60;

/**
 * POST /api/sf/push/{feed}: rows of wind and air from a station's logger or a platform, readings of mobile devices, sightings of
 * cameras and satellites, alarms of any device. `Authorization: Bearer TOKEN`.
 * Answers what became of each row, by number, field, key and parameters (README), `missing` naming the codes for missing; what is accepted is stored when the answer leaves, and the map moves with it.
 */
export function push(e: RequestEvent): void {
  const code = pathValue(e, 'feed');
  const feed = readFeeds(e.app, 'push').find((each) => each.code === code);
  if (!feed || !tokenFits(e.request.header.get('Authorization'), feed.tokenHash))
    return refuse(e, 401, 'unauthorized', message('admin_push_token'));
  const now = Date.now();
  const body = takeBody(e, MOST_BYTES);
  if (body === null) return;
  if (body.includes('\uFFFD')) return refuse(e, 400, 'malformed', message('admin_feed_not_utf8'));
  const type = e.request.header.get('Content-Type');
  const format = /csv|text\/plain/i.test(type) && !/^\s*[[{]/.test(body) ? 'csv' : 'json';
  const stations = stationNames(readStations(e.app), feed.config.stations);
  const { windHeightM } = feed.config;
  const height = windHeightM !== undefined && windHeightM > 0 ? { windHeightM } : {};
  const read = readPush(body, format, { stations, now, spanMin: SPAN_MIN, ...height });
  if (!read.ok) {
    recordFailure(e.app, feed, read.error, now);
    return refuse(e, 400, 'malformed', read.error);
  }
  const places = read.value.beside
    ? readPlaces(read.value.beside, { sources: sourceNames(e.app), now })
    : NO_PLACES;
  // Each on its own, before the rows: a case that is refused stops nothing else.
  const alarms = storeAlarms(e.app, places.alarms, feed.code, feed.config.alarmCategory);
  const refused = [...read.value.refused, ...places.refused, ...alarms.refused];
  let counts: StoreCounts = { accepted: 0, duplicates: 0, corrected: 0 };
  e.app.runInTransaction((tx) => {
    counts = sum(
      storeRows(tx, read.value.rows, { feed: feed.code, batch: '', now }),
      sum(storePlaces(tx, places, feed.code, now), alarms.counts),
    );
    recordOk(tx, feed, counts, { rows: refusedRows(refused), first: refused.slice(0, MOST_SHOWN) }, now);
  });
  const touched = new Set(read.value.rows.map((each) => each.station));
  // The rows are safe whatever becomes of the tick.
  if (counts.accepted + counts.corrected > 0) tickQuietly(e.app, { poll: false, touched });
  sendJson(e, 200, {
    accepted: counts.accepted,
    duplicates: counts.duplicates,
    corrected: counts.corrected,
    refused,
    missing: [...read.value.missing, ...places.missing],
  });
}

const NO_PLACES: CheckedPlaces = { mobile: [], sightings: [], alarms: [], refused: [], missing: [] };

/** Rows that lost at least one field; rows of the three lists are counted apart. */
function refusedRows(refused: readonly Refusal[]): number {
  const list = (field: string): string => /^(mobile|sightings|alarms)\./.exec(field)?.[1] ?? 'rows';
  return new Set(refused.map((each) => `${list(each.field)} ${each.row}`)).size;
}

function sum(a: StoreCounts, b: StoreCounts): StoreCounts {
  return {
    accepted: a.accepted + b.accepted,
    duplicates: a.duplicates + b.duplicates,
    corrected: a.corrected + b.corrected,
  };
}
