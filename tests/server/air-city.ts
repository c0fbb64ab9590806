import { createHash } from 'node:crypto';
import { city, id } from './city.ts';
import type { Reply, TestServer } from './harness.ts';

export const TOKEN = 'a-token-of-a-logger';
export const MINUTE = 60_000;
export const HOUR = 3_600_000;

/** Stations S1…Sn on a row going east; S1 is the one in the middle of the sources. */
export const stationId = (number: number): string => (number === 1 ? id('station') : id(`station${number}`));

const station = (number: number): object => ({
  id: stationId(number),
  code: `S${number}`,
  name: number === 1 ? 'Station' : `Station ${number}`,
  level: 'municipal',
  source: '',
  lng: 113.55 + (number - 1) * 0.045,
  lat: 34.85,
  town: id('townwest'),
});

const source = (name: string, lng: number, lat: number, more: object = {}): object => ({
  id: id(name),
  code: name,
  name,
  kind: 'earthwork',
  state: 'active',
  lng,
  lat,
  town: id('townwest'),
  profile: {},
  demo: true,
  ...more,
});

/** The small city with five stations, sites on both sides of the first one, and feeds of each kind. */
export const airCity: Readonly<Record<string, readonly object[]>> = {
  ...city,
  stations: [1, 2, 3, 4, 5].map(station),
  zones: [],
  suggestions: [],
  sources: [
    source('sitesouthwest', 113.535, 34.838),
    source('othersouthwest', 113.534, 34.8375),
    source('sitenortheast', 113.565, 34.862),
  ],
  feeds: [
    {
      id: id('logger'),
      code: 'logger',
      name: '数采仪',
      kind: 'push',
      state: 'waiting',
      tokenHash: sha256(TOKEN),
      config: {},
    },
    {
      id: id('off'),
      code: 'off',
      name: 'off',
      kind: 'push',
      state: 'off',
      tokenHash: sha256(TOKEN),
      config: {},
    },
  ],
};

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export interface PushRow {
  readonly station: string;
  readonly time: number | string;
  readonly [field: string]: unknown;
}

/** Sends rows as the logger does. */
export async function pushRows(
  server: TestServer,
  rows: readonly object[],
  more: object = {},
): Promise<Reply> {
  return pushBody(server, JSON.stringify({ rows, ...more }));
}

export async function pushBody(
  server: TestServer,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const response = await fetch(`${server.url}/api/sf/push/logger`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json', ...headers },
    body,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
}

/** Two-minute wind and PM10 of some stations over the last minutes, newest at `now`. */
export function minutes(
  now: number,
  span: number,
  stations: readonly number[],
  row: (at: number, station: number) => object,
): object[] {
  const rows: object[] = [];
  for (let at = now - span * MINUTE; at <= now; at += 2 * MINUTE)
    for (const each of stations) rows.push({ station: `S${each}`, time: at, span_min: 2, ...row(at, each) });
  return rows;
}
