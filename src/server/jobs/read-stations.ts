import type { FeedStation } from '../../core/feeds/open-meteo.ts';
import type { DustPlace } from '../../core/triggers/dust-monitor.ts';
import { queryAll, type App } from '../pb.ts';

export interface Station extends FeedStation {
  readonly code: string;
  readonly name: string;
  readonly background: boolean;
  readonly level: string;
  /** Code of the source whose dust monitor it is; '' = of none. */
  readonly source: string;
  /** That source; null = none is named. */
  readonly monitors: DustPlace | null;
}

/** Stations that report, by code. */
export function readStations(app: App): Station[] {
  const sql = `SELECT s.id, s.code, s.name, s.lng, s.lat, s.background, s.level, s.source,
      coalesce(q.id, '') AS monitors, coalesce(q.name, '') AS sourceName
    FROM stations s LEFT JOIN sources q ON s.source <> '' AND q.code = s.source WHERE s.retired = FALSE ORDER BY s.code`;
  const shape = {
    ...{ id: '', code: '', name: '', lng: -0, lat: -0, background: false, level: '' },
    ...{ monitors: '', source: '', sourceName: '' },
  };
  return queryAll(app, sql, shape).map((each) => ({
    id: each.id,
    code: each.code,
    name: each.name,
    lng: each.lng,
    lat: each.lat,
    background: each.background,
    level: each.level,
    source: each.source,
    // A code that no source has yet: a monitor all the same, named by what was written.
    monitors: each.source === '' ? null : { source: each.monitors, name: each.sourceName || each.source },
  }));
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
