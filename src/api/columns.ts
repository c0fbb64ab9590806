import { ClientResponseError } from 'pocketbase';
import { client } from './client.ts';
import { fetchJson } from './fetch-json.ts';

/** Names of the small numbers of the columns: [number, category code or id]. */
export interface ColumnKeys {
  readonly category: readonly (readonly [number, string])[];
  readonly town: readonly (readonly [number, string])[];
  readonly unit: readonly (readonly [number, string])[];
}

const ROWS_PER_REQUEST = 200;

/** Problems that changed since a counter, as records of core/columns/layout. Throws the SDK's error (status 0 = no network). */
export async function fetchColumns(since: number): Promise<ArrayBuffer> {
  const url = client.buildURL(`/api/sf/columns?since=${since}`);
  let response: Response;
  try {
    response = await fetch(url, { headers: { Authorization: client.authStore.token } });
  } catch (error) {
    throw new ClientResponseError({ url, originalError: error });
  }
  if (!response.ok) throw new ClientResponseError({ url, status: response.status });
  return response.arrayBuffer();
}

export async function fetchColumnKeys(): Promise<ColumnKeys> {
  return fetchJson<ColumnKeys>('/api/sf/columns/keys');
}

/** Ids of problems by their row numbers; rows the server does not know are left out. */
export async function fetchProblemIds(rows: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const ids = new Map<number, string>();
  for (let from = 0; from < rows.length; from += ROWS_PER_REQUEST) {
    const part = rows.slice(from, from + ROWS_PER_REQUEST);
    const { problem } = await fetchJson<{ problem: readonly (readonly [number, string])[] }>(
      '/api/sf/columns/keys',
      { rows: part.join(',') },
    );
    for (const [row, id] of problem) ids.set(row, id);
  }
  return ids;
}
