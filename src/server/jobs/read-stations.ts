import type { FeedStation } from '../../core/feeds/open-meteo.ts';
import { queryAll, type App } from '../pb.ts';

export interface Station extends FeedStation {
  readonly code: string;
  readonly name: string;
  readonly background: boolean;
}

/** Stations that report, by code. */
export function readStations(app: App): Station[] {
  const sql = 'SELECT id, code, name, lng, lat, background FROM stations WHERE retired = FALSE ORDER BY code';
  return queryAll(app, sql, { id: '', code: '', name: '', lng: -0, lat: -0, background: false }).map(
    (each) => ({
      id: each.id,
      code: each.code,
      name: each.name,
      lng: each.lng,
      lat: each.lat,
      background: each.background,
    }),
  );
}

/** Every name a sender may use for a station: code, record id, name, and the feed's own words for it. */
export function stationNames(
  stations: readonly Station[],
  aliases: Readonly<Record<string, string>> = {},
): Map<string, string> {
  const names = new Map<string, string>();
  for (const each of stations) names.set(each.name, each.id);
  for (const each of stations) names.set(each.id, each.id).set(each.code, each.id);
  for (const [alias, code] of Object.entries(aliases)) {
    const id = names.get(code);
    if (id !== undefined) names.set(alias, id);
  }
  return names;
}
