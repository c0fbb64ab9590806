import type { RankingSettings, SourceFacts } from '../../core/upwind/candidates.ts';
import { rankingSettings } from '../../core/upwind/ranking-settings.ts';
import { sourceFacts, type SourceRow } from '../../core/sources/source-facts.ts';
import { buildSourceIndex, type SourceIndex } from '../../core/upwind/source-index.ts';
import type { AreaGeometry } from '../../core/geo.ts';
import type { Instant } from '../../core/units.ts';
import { queryAll, queryOne, type App } from '../pb.ts';
import { readCatalogue } from './read-catalogue.ts';

export interface SourcePlaces {
  readonly ids: readonly string[];
  readonly index: SourceIndex;
}

/** One per virtual machine, read-only, good for the change counter it was read at. */
let cached: { readonly counter: string; readonly places: SourcePlaces } | null = null;

/** Places of all sources in a grid index, read again only when the register has changed. */
export function sourcePlaces(app: App): SourcePlaces {
  const counter = queryOne(app, COUNTER, { counter: '' }).counter;
  if (cached?.counter === counter) return cached.places;
  const row = queryOne(app, PLACES, { ids: '', places: '' });
  const flat = JSON.parse(row.places) as number[];
  const lng = new Float64Array(flat.length / 2);
  const lat = new Float64Array(flat.length / 2);
  for (let index = 0; index < lng.length; index += 1) {
    lng[index] = flat[2 * index]!;
    lat[index] = flat[2 * index + 1]!;
  }
  const places = { ids: row.ids === '' ? [] : row.ids.split(','), index: buildSourceIndex(lng, lat) };
  cached = { counter, places };
  return places;
}

// Rows are never deleted and every change raises `rev`; a bulk load changes their number.
const COUNTER = `SELECT count(*) || '/' || coalesce(sum(rev), 0) AS counter FROM sources`;
const PLACES = `SELECT coalesce(group_concat(id, ',' ORDER BY id), '') AS ids, '[' || coalesce(group_concat(lng || ',' || lat, ',' ORDER BY id), '') || ']' AS places FROM sources`;

/** What the register knows of some sources. */
export function readFacts(app: App, ids: readonly string[]): SourceFacts[] {
  const sql = `SELECT id, kind, state, lng, lat, checks, hits, coalesce(profile, '') AS profile,
      EXISTS (SELECT 1 FROM reductions r WHERE r.source = sources.id AND r.untilAt = 0 AND r.stops != 'nothing') AS reduced FROM sources
    WHERE id IN (SELECT value FROM json_each({:ids}))`;
  const shape = {
    id: '',
    kind: '',
    state: '',
    lng: -0,
    lat: -0,
    checks: 0,
    hits: 0,
    profile: '',
    reduced: 0,
  };
  return queryAll(app, sql, shape, { ids: JSON.stringify(ids) }).map((row) =>
    sourceFacts({
      ...row,
      profile: JSON.parse(row.profile || 'null') as SourceRow['profile'],
      reduced: row.reduced > 0,
    } as SourceRow),
  );
}

/** What the office set for rankings: key areas, and emission potentials from the catalogue in force. */
export function readRankingSettings(app: App, now: Instant): RankingSettings {
  const sql = `SELECT coalesce(polygon, '') AS polygon, fromHour, untilHour, weight, fromAt, untilAt FROM priorities`;
  const shape = { polygon: '', fromHour: 0, untilHour: 0, weight: -0, fromAt: 0, untilAt: 0 };
  const priorities = queryAll(app, sql, shape).map((row) => ({
    ...row,
    polygon: JSON.parse(row.polygon || 'null') as AreaGeometry | null,
  }));
  const emission = readCatalogue(app, 'emission_potentials', now);
  return rankingSettings({ priorities, emission }, now);
}
