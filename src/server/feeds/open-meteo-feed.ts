import * as v from 'valibot';
import {
  OPEN_METEO,
  openMeteoRows,
  openMeteoUrl,
  type FeedStation,
  type ForecastPlace,
} from '../../core/feeds/open-meteo.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { Instant } from '../../core/units.ts';
import { host } from '../pb.ts';
import type { Feed, FeedFailure, FeedState, Polled } from './feed.ts';
import { httpGet } from './http.ts';

/** The model is computed anew every quarter of an hour; asking three times as often finds it soon after. */
const EVERY_MS = 5 * 60_000;
const TIMEOUT_S = 10;
/** Without a Retry-After this long, doubled with nothing: the free service counts per minute, hour and day. */
const PAUSE_MS = 15 * 60_000;
const MAX_PAUSE_MS = 24 * 3_600_000;

const values = v.array(v.nullable(v.number()));
const Place = v.object({
  latitude: v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
  longitude: v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
  current: v.optional(
    v.object({
      time: v.number(),
      wind_speed_10m: v.nullable(v.number()),
      wind_direction_10m: v.nullable(v.number()),
      wind_gusts_10m: v.optional(v.nullable(v.number())),
    }),
  ),
  minutely_15: v.optional(
    v.object({
      time: v.array(v.number()),
      wind_speed_10m: values,
      wind_direction_10m: values,
      wind_gusts_10m: v.optional(values),
    }),
  ),
  current_units: v.optional(v.object({ wind_speed_10m: v.optional(v.literal('m/s')) })),
});
/** One place comes bare, several as a list. */
const Answer = v.union([
  v.array(Place),
  v.pipe(
    Place,
    v.transform((place) => [place]),
  ),
]);

/** Wind of the Open-Meteo forecast API at every station, in one request. */
export function openMeteoFeed(state: FeedState, stations: readonly FeedStation[]): Feed {
  const base = host.env('SHANGFENG_OPEN_METEO_URL') || state.config.baseUrl || OPEN_METEO;
  return {
    everyMs: state.config.everyMin === undefined ? EVERY_MS : state.config.everyMin * 60_000,
    poll: (now) =>
      stations.length === 0
        ? ok({ kind: 'rows', rows: [] })
        : ask(openMeteoUrl(base, stations), stations, now),
  };
}

function ask(url: string, stations: readonly FeedStation[], now: Instant): Result<Polled, FeedFailure> {
  let status: number;
  let text: string;
  let retryAfter: string | undefined;
  const from = Date.now();
  const timeout: FeedFailure = { key: 'admin_feed_timeout', params: { seconds: TIMEOUT_S } };
  try {
    const answer = httpGet(url, TIMEOUT_S);
    status = answer.statusCode;
    retryAfter = answer.headers['Retry-After']?.[0];
    text = host.toString(answer.body, 4_000_000);
  } catch (error) {
    const timedOut = /deadline|timeout/i.test(String(error));
    return err(timedOut ? timeout : { key: 'admin_feed_unreachable' });
  }
  if (status === 429) {
    const retryAt = now + pauseOf(retryAfter);
    return err({
      key: 'admin_feed_paused',
      params: { minutes: Math.ceil((retryAt - now) / 60_000) },
      retryAt,
    });
  }
  if (status !== 200) return err({ key: 'admin_feed_status', params: { status } });
  const read = readAnswer(text, stations, now);
  // When the time is up within a body, PocketBase's client gives back what came until then and says nothing.
  const isCut = !read.ok && CUT_SHORT.includes(read.error.key) && Date.now() - from >= TIMEOUT_S * 1000;
  return isCut ? err(timeout) : read;
}

const CUT_SHORT: readonly string[] = ['admin_feed_broken_answer', 'admin_feed_nothing'];

/** Rows of an answer's text. Errors: half a body or nonsense, another shape than documented, no wind in it. */
export function readAnswer(
  text: string,
  stations: readonly FeedStation[],
  now: Instant,
): Result<Polled, FeedFailure> {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return err(text.trim() === '' ? { key: 'admin_feed_nothing' } : { key: 'admin_feed_broken_answer' });
  }
  const checked = v.safeParse(Answer, body);
  if (!checked.success) {
    const path = v.getDotPath(checked.issues[0]) ?? '';
    return err({ key: 'admin_feed_other_shape', params: { path: path.slice(0, 60) } });
  }
  const rows = openMeteoRows(checked.output as unknown as ForecastPlace[], stations, now);
  return rows.ok ? ok({ kind: 'rows', rows: rows.value }) : rows;
}

function pauseOf(retryAfter: string | undefined): number {
  const seconds = Number(retryAfter);
  return retryAfter !== undefined && seconds > 0 ? Math.min(seconds * 1000, MAX_PAUSE_MS) : PAUSE_MS;
}
