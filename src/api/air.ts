import { MOST_STATIONS, type History } from '../core/history.ts';
import type { RoseAnswer } from '../core/rose-answer.ts';
import type { Snapshot } from '../core/snapshot.ts';
import { fetchJson } from './fetch-json.ts';

/** The last tick's snapshot: the same as the realtime message. */
export async function fetchSnapshot(): Promise<Snapshot> {
  return fetchJson<Snapshot>('/api/sf/now', {}, 'now');
}

/** Wind and particulates of any number of stations over a span; up to ROWS_MS every row, beyond that hours. Rejects when a part is missing. */
export async function fetchHistory(stations: readonly string[], from: number, to: number): Promise<History> {
  const parts: Promise<History>[] = [];
  for (let first = 0; first === 0 || first < stations.length; first += MOST_STATIONS) {
    const some = stations.slice(first, first + MOST_STATIONS).join(',');
    parts.push(fetchJson<History>('/api/sf/history', { stations: some, from, to }));
  }
  return (await Promise.all(parts)).reduce((whole, each) => ({
    ...whole,
    fits: { ...whole.fits, ...each.fits },
    stations: { ...whole.stations, ...each.stations },
  }));
}

/** Dirty-direction roses of a station. */
export async function fetchRose(station: string): Promise<RoseAnswer> {
  return fetchJson<RoseAnswer>('/api/sf/rose', { station });
}
