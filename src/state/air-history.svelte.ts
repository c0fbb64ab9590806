import { fetchHistory } from '../api/air.ts';
import type { Reading, Series } from '../core/air/pollutants.ts';
import {
  chooseWind,
  isFresh,
  windReachesBackTo,
  type ChosenWind,
  type WindTrack,
} from '../core/feeds/choose-wind.ts';
import type { regressWind as RegressWind } from '../core/feeds/regress-wind.ts';
import { LEAD_MS, type History, type StationHistory, type WindColumns } from '../core/history.ts';
import { isDustMonitor } from '../core/triggers/dust-monitor.ts';
import type { Instant, LngLat } from '../core/units.ts';
import { decodeDirection } from '../core/wind/direction-code.ts';
import type { WindSample } from '../core/wind/wind-sample.ts';
import type { LoadState } from './city.svelte.ts';

type Place = LngLat & { readonly id: string };
/** A station row as far as it decides whether its wind stands for another's. */
type Lender = Place & { readonly source: string; readonly level: string };

const HOUR_MS = 3_600_000;
/** A value that stands for so many minutes is an hour's. */
const HOURLY_MIN = 45;

/** Wind and particulates of all stations over the timeline's span. */
class AirHistory {
  state = $state<LoadState>('idle');
  data = $state.raw<History | null>(null);
  hours = $state<3 | 6 | 24>(6);

  #asked = 0;
  #regress: typeof RegressWind | null = null;
  #unpacked: { data: History | null; tracks: Map<string, readonly WindTrack[]> } = {
    data: null,
    tracks: new Map(),
  };

  /** Fetches the span that ends at `until`, with what the zone of its first moment looks back on. Never throws; newest request wins. */
  async load(stations: readonly string[], until: Instant): Promise<void> {
    if (stations.length === 0) return;
    const mine = ++this.#asked;
    if (!this.data) this.state = 'loading';
    const from = until - this.hours * HOUR_MS - LEAD_MS;
    try {
      const data = await fetchHistory(stations, from, until);
      // Few cities have a station that lost its wind: the regression comes when one has.
      if (Object.keys(data.fits ?? {}).length > 0)
        this.#regress ??= (await import('../core/feeds/regress-wind.ts')).regressWind;
      if (mine !== this.#asked) return;
      this.data = data;
      this.state = 'ready';
    } catch {
      if (mine === this.#asked && !this.data) this.state = 'error';
    }
  }

  reset(): void {
    this.#asked++;
    this.data = null;
    this.state = 'idle';
  }

  /**
   * The wind that a station's zone is made of at a moment, chosen as the server's tick chooses it: dust monitors (a source of their own
   * or one of `monitorLevels`) lend theirs to nobody. Null when nobody has any.
   */
  windAt(
    station: Place,
    stations: readonly Lender[],
    monitorLevels: readonly string[],
    at: Instant,
  ): ChosenWind | null {
    const since = windReachesBackTo(at);
    const tracks = (places: readonly Place[]): WindTrack[] =>
      places.flatMap((each) => this.#tracksOf(each).map((track) => within(track, since, at)));
    const own = tracks([station]);
    // Neighbours are asked only where a station has no fresh wind: there are many of them.
    const fit = this.data?.fits?.[station.id];
    const regress = fit && this.#regress ? this.#regress(fit) : null;
    if (own.some((each) => isFresh(each, at))) return chooseWind(station, own, at, regress);
    const lenders = stations.filter((each) => each.id !== station.id && !isDustMonitor(each, monitorLevels));
    return chooseWind(station, [...own, ...tracks(lenders)], at, regress);
  }

  /** Wind of one station up to `until` for drawing, oldest first: of several feeds the nearest at each moment. */
  windOf(station: Place, until: Instant): WindSample[] {
    const byMoment = new Map<Instant, WindSample>();
    const nearestLast = [...this.#tracksOf(station)].sort(
      (a, b) => b.source.distanceKm - a.source.distanceKm,
    );
    for (const { samples } of nearestLast)
      for (const sample of samples) if (sample.at <= until) byMoment.set(sample.at, sample);
    return [...byMoment.values()].sort((a, b) => a.at - b.at);
  }

  /** Whether a station's values at a moment are clock hours: a feed of minutes counts before them as soon as it has an hour's value. */
  isHourly(station: string, at: Instant): boolean {
    const spans = this.#spansBetween(station, at - LEAD_MS, at);
    const minutes = this.#spansBetween(station, at - HOUR_MS, at).some((span) => span < HOURLY_MIN);
    return !minutes && spans.some((span) => span >= HOURLY_MIN);
  }

  /** Concentrations of one station up to `until`, oldest first; of hours and minutes those that count at `until`. */
  seriesOf(
    station: string,
    place: Series['place'],
    pollutant: 'pm10' | 'pm25',
    until: Instant,
    since = 0,
  ): Series {
    const rows = this.#of(station)?.air;
    const hourly = this.isHourly(station, until);
    const at: Instant[] = [];
    const c: (number | null)[] = [];
    for (let i = 0; rows && this.data && i < rows.at.length; i++) {
      const t = this.data.from + rows.at[i]! * 1000;
      if (t > until) break;
      if (t < since || rows.span[i]! >= HOURLY_MIN !== hourly) continue;
      at.push(t);
      c.push(rows[pollutant][i] ?? null);
    }
    return { station, place, at, c };
  }

  /** The last reading at or before `until`; null when there is none. */
  readingAt(station: string, until: Instant): Reading | null {
    const rows = this.#of(station)?.air;
    if (!rows || !this.data) return null;
    for (let i = rows.at.length - 1; i >= 0; i--) {
      const at = this.data.from + rows.at[i]! * 1000;
      if (at > until) continue;
      const pm10 = rows.pm10[i];
      const pm25 = rows.pm25[i];
      return {
        at,
        spanMin: rows.span[i]!,
        values: { ...(pm10 == null ? {} : { pm10 }), ...(pm25 == null ? {} : { pm25 }) },
      };
    }
    return null;
  }

  #spansBetween(station: string, since: Instant, until: Instant): number[] {
    const { air } = this.#of(station) ?? {};
    const from = this.data?.from ?? 0;
    const inSpan = (second: number): boolean => from + second * 1000 > since && from + second * 1000 <= until;
    return (air?.at ?? []).flatMap((second, i) => (inSpan(second) ? [air!.span[i]!] : []));
  }

  /** Unpacked once for each answer of the server. */
  #tracksOf(station: Place): readonly WindTrack[] {
    if (this.#unpacked.data !== this.data) this.#unpacked = { data: this.data, tracks: new Map() };
    const known = this.#unpacked.tracks.get(station.id);
    if (known) return known;
    const tracks = (this.#of(station.id)?.wind ?? []).map((columns) =>
      unpack(columns, station, this.data?.from ?? 0),
    );
    this.#unpacked.tracks.set(station.id, tracks);
    return tracks;
  }

  #of(station: string): StationHistory | null {
    return this.data?.stations[station] ?? null;
  }
}

export const airHistory = new AirHistory();

function unpack(
  { feed, distanceKm, compassPoints, at, from, speed, sigma }: WindColumns,
  { id, lng, lat }: Place,
  start: Instant,
): WindTrack {
  const points = compassPoints === 16 || compassPoints === 8 ? compassPoints : 0;
  const samples = at.map((second, i) => ({
    at: start + second * 1000,
    ...decodeDirection(from[i]!),
    speedMs: speed[i]!,
    ...(sigma?.[i] ? { sigmaDeg: sigma[i] } : {}),
  }));
  return { station: id, lng, lat, feed, source: { distanceKm, compassPoints: points }, samples };
}

function within(track: WindTrack, since: Instant, until: Instant): WindTrack {
  return { ...track, samples: track.samples.filter(({ at }) => at > since && at <= until) };
}
