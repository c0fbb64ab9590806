import { fetchHistory } from '../api/air.ts';
import type { Reading, Series } from '../core/air/pollutants.ts';
import { LEAD_MS, type History, type StationHistory } from '../core/history.ts';
import { bearing, type Instant } from '../core/units.ts';
import type { WindSample } from '../core/wind/wind-sample.ts';
import type { LoadState } from './city.svelte.ts';

const HOUR_MS = 3_600_000;

/** Wind and particulates of all stations over the timeline's span. */
class AirHistory {
  state = $state<LoadState>('idle');
  data = $state.raw<History | null>(null);
  hours = $state<3 | 6 | 24>(6);

  #asked = 0;

  /** Fetches the span that ends at `until`, with what the zone of its first moment looks back on. Never throws; newest request wins. */
  async load(stations: readonly string[], until: Instant): Promise<void> {
    if (stations.length === 0) return;
    const mine = ++this.#asked;
    if (!this.data) this.state = 'loading';
    const from = until - this.hours * HOUR_MS - LEAD_MS;
    try {
      const data = await fetchHistory(stations, from, until);
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

  /** Wind of one station up to `until`, oldest first. */
  windOf(station: string, until: Instant): WindSample[] {
    const rows = this.#of(station)?.wind;
    if (!rows || !this.data) return [];
    const samples: WindSample[] = [];
    for (let i = 0; i < rows.at.length; i++) {
      const at = this.data.from + rows.at[i]! * 1000;
      if (at > until) break;
      const from = rows.from[i] ?? null;
      const speedMs = rows.speed[i]!;
      samples.push({
        at,
        kind: from === null ? (speedMs <= 0.2 ? 'calm' : 'variable') : 'steady',
        from: from === null ? null : bearing(from),
        speedMs,
      });
    }
    return samples;
  }

  /** Concentrations of one station up to `until`, oldest first. */
  seriesOf(
    station: string,
    place: Series['place'],
    pollutant: 'pm10' | 'pm25',
    until: Instant,
    since = 0,
  ): Series {
    const rows = this.#of(station)?.air;
    const at: Instant[] = [];
    const c: (number | null)[] = [];
    for (let i = 0; rows && this.data && i < rows.at.length; i++) {
      const t = this.data.from + rows.at[i]! * 1000;
      if (t > until) break;
      if (t < since) continue;
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
        spanMin: 2,
        values: { ...(pm10 == null ? {} : { pm10 }), ...(pm25 == null ? {} : { pm25 }) },
      };
    }
    return null;
  }

  #of(station: string): StationHistory | null {
    return this.data?.stations[station] ?? null;
  }
}

export const airHistory = new AirHistory();
