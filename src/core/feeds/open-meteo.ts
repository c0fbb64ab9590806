import { distance } from '../geo.ts';
import { message } from '../message.ts';
import { err, ok, type Result } from '../result.ts';
import type { Instant, LngLat } from '../units.ts';
import type { FeedRow, FeedWind } from './feed-row.ts';

export interface FeedStation extends LngLat {
  readonly id: string;
}

/** One place of a forecast response, as far as it is used; times are epoch seconds, a missing value is null. */
export interface ForecastPlace {
  readonly latitude: number;
  readonly longitude: number;
  readonly current?: ForecastWind & { readonly time: number };
  readonly minutely_15?: {
    readonly time: readonly number[];
    readonly wind_speed_10m: readonly (number | null)[];
    readonly wind_direction_10m: readonly (number | null)[];
    readonly wind_gusts_10m?: readonly (number | null)[];
  };
}

interface ForecastWind {
  readonly wind_speed_10m: number | null;
  readonly wind_direction_10m: number | null;
  readonly wind_gusts_10m?: number | null;
}

export const OPEN_METEO = 'https://api.open-meteo.com';
/** Quarter hours asked for: the zone's tracks reach 90 minutes back, its background 3 hours. */
const PAST_QUARTERS = 12;
const VARIABLES = 'wind_speed_10m,wind_direction_10m,wind_gusts_10m';

/** Address of one batched request for all stations; coordinates with 4 decimals (11 m; the model's cell is kilometres wide). */
export function openMeteoUrl(base: string, stations: readonly FeedStation[]): string {
  const list = (pick: (station: FeedStation) => number): string =>
    stations.map((station) => pick(station).toFixed(4)).join(',');
  return (
    `${base.replace(/\/+$/, '')}/v1/forecast?latitude=${list((each) => each.lat)}&longitude=${list((each) => each.lng)}` +
    `&current=${VARIABLES}&minutely_15=${VARIABLES}&wind_speed_unit=ms&timeformat=unixtime` +
    `&past_minutely_15=${PAST_QUARTERS}&forecast_minutely_15=1`
  );
}

/**
 * Rows of a checked response, one place per station in the order asked; forecasts (later than `now`) are left out.
 * It is a model's wind: `distanceKm` is how far the cell's middle lies, and stations with one and the same series share one
 * cell, so each is at least as far as from the middle of the stations that share it. Error: other number of places than stations.
 */
export function openMeteoRows(
  places: readonly ForecastPlace[],
  stations: readonly FeedStation[],
  now: Instant,
): Result<FeedRow[]> {
  if (places.length !== stations.length)
    return err(message('admin_feed_places', { asked: stations.length, got: places.length }));
  const series = places.map((place) => seriesOf(place, now));
  const cells = sharedCells(series);
  const rows: FeedRow[] = [];
  stations.forEach((station, index) => {
    const place = places[index]!;
    const sharing = cells.get(index) ?? [index];
    const cell = { lng: place.longitude, lat: place.latitude };
    const distanceKm = Math.max(
      distance(station, cell) / 1000,
      sharing.length > 1 ? distance(station, middle(sharing.map((each) => stations[each]!))) / 1000 : 0,
    );
    for (const [at, wind] of series[index]!)
      rows.push({
        station: station.id,
        at,
        spanMin: 15,
        wind: { ...wind, distanceKm: Math.round(distanceKm * 100) / 100 },
        values: {},
      });
  });
  return rows.length > 0 ? ok(rows) : err(message('admin_feed_no_wind'));
}

/** Groups of stations with one and the same series (≥ 3 values), by the index of each member. */
export function sharedCells(
  series: readonly ReadonlyMap<Instant, FeedWind>[],
): ReadonlyMap<number, readonly number[]> {
  const byContent = new Map<string, number[]>();
  series.forEach((one, index) => {
    if (one.size < 3) return;
    const content = [...one]
      .map(([at, wind]) => `${at}:${wind.kind}:${wind.fromDeg}:${wind.speedMs}`)
      .join(' ');
    const members = byContent.get(content);
    if (members) members.push(index);
    else byContent.set(content, [index]);
  });
  return new Map(
    [...byContent.values()].flatMap((members) => members.map((index) => [index, members] as const)),
  );
}

function seriesOf(place: ForecastPlace, now: Instant): Map<Instant, FeedWind> {
  const series = new Map<Instant, FeedWind>();
  const put = (
    seconds: number,
    speed: number | null | undefined,
    from: number | null | undefined,
    gust: number | null | undefined,
  ): void => {
    const wind = windOf(speed, from, gust);
    if (wind && seconds * 1000 <= now) series.set(seconds * 1000, wind);
  };
  const quarters = place.minutely_15;
  quarters?.time.forEach((seconds, index) =>
    put(
      seconds,
      quarters.wind_speed_10m[index],
      quarters.wind_direction_10m[index],
      quarters.wind_gusts_10m?.[index],
    ),
  );
  const current = place.current;
  if (current) put(current.time, current.wind_speed_10m, current.wind_direction_10m, current.wind_gusts_10m);
  return series;
}

/** A value that cannot be (400°, 80 m/s, −1) is no wind; ≤ 0.2 m/s is calm (GB/T 28591). */
function windOf(
  speed: number | null | undefined,
  from: number | null | undefined,
  gust: number | null | undefined,
): FeedWind | null {
  if (typeof speed !== 'number' || !(speed >= 0 && speed <= 75)) return null;
  const gustMs = typeof gust === 'number' && gust >= 0 && gust <= 120 ? gust : null;
  const rest = { speedMs: speed, gustMs, compassPoints: 0, distanceKm: 0 } as const;
  if (speed <= 0.2) return { kind: 'calm', fromDeg: null, ...rest };
  if (typeof from !== 'number' || !(from >= 0 && from <= 360)) return null;
  return { kind: 'steady', fromDeg: from % 360, ...rest };
}

function middle(places: readonly LngLat[]): LngLat {
  const mean = (pick: (place: LngLat) => number): number =>
    places.reduce((sum, place) => sum + pick(place), 0) / places.length;
  return { lng: mean((place) => place.lng), lat: mean((place) => place.lat) };
}
