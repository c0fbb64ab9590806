import type { History } from '../core/history.ts';
import type { RoseAnswer } from '../core/rose-answer.ts';
import type { Snapshot } from '../core/snapshot.ts';
import { fetchJson } from './fetch-json.ts';

/** The last tick's snapshot: the same as the realtime message. */
export async function fetchSnapshot(): Promise<Snapshot> {
  return fetchJson<Snapshot>('/api/sf/now');
}

/** Wind and particulates of some stations over a span; up to ROWS_MS every row, beyond that hours. */
export async function fetchHistory(stations: readonly string[], from: number, to: number): Promise<History> {
  return fetchJson<History>('/api/sf/history', { stations: stations.join(','), from, to });
}

/** Dirty-direction roses of a station. */
export async function fetchRose(station: string): Promise<RoseAnswer> {
  return fetchJson<RoseAnswer>('/api/sf/rose', { station });
}
