import { checkArea, areaM2, insideArea, type AreaGeometry } from '../geo.ts';
import { jsonErrorPosition } from '../feeds/json-position.ts';
import { message } from '../message.ts';
import { err, ok, type Result } from '../result.ts';
import { gridLevel } from '../territory/grid-code.ts';
import type { LineGeometry } from '../territory/line-geometry.ts';
import type { LngLat } from '../units.ts';
import { gridProblem, roadProblem, type DraftProblem } from './check-drafts.ts';
import { problem, type CityProblem, type CityRows, type GridDraft, type RoadDraft } from './city-plan.ts';
import { convertGeometry, cornersOf, type ToWgs84 } from './datum.ts';
import { textOf, wordFor } from './words.ts';

export interface Feature {
  readonly geometry: { readonly type?: unknown; readonly coordinates?: unknown } | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Features of a GeoJSON text. Error: no JSON (with line and column), no FeatureCollection, nothing in it. */
export function readFeatures(text: string): Result<readonly Feature[]> {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    const { line, column } = jsonErrorPosition(text) ?? { line: 1, column: 1 };
    return err(message('admin_feed_json_broken', { line, column }));
  }
  const collection = value as { type?: unknown; features?: unknown } | null;
  const single = collection?.type === 'Feature' ? [value] : null;
  const list = single ?? (collection?.type === 'FeatureCollection' ? collection.features : null);
  if (!Array.isArray(list)) return err(message('admin_city_not_geojson'));
  if (list.length === 0) return err(message('admin_feed_empty'));
  return ok(
    list.map((each: Partial<Feature> | null) => ({
      geometry: each?.geometry ?? null,
      properties: each?.properties ?? {},
    })),
  );
}

/** Whether features are lines: roads and rivers; else they are taken for grids. */
export function areLines(features: readonly Feature[]): boolean {
  return features.some((each) => /LineString$/.test(String(each.geometry?.type)));
}

/** Grids from areas with `code` and `name` (or 编码, 名称, adcode…); the code's length says the level. */
export function readGrids(features: readonly Feature[], convert: ToWgs84): CityRows<GridDraft> {
  return readEach(features, (feature) => {
    const code = textOf(feature.properties, 'code');
    const name = textOf(feature.properties, 'name');
    const chief = textOf(feature.properties, 'chief');
    const checked = checkArea(feature.geometry);
    if (!checked.ok) return { field: 'geometry', reason: checked.error };
    const polygon = convertGeometry(bare(checked.value), convert);
    const draft = {
      code,
      name,
      level: gridLevel(code),
      polygon,
      ...labelPlace(polygon),
      areaKm2: Math.round(areaM2(polygon) / 100) / 10_000,
      ...(chief === '' ? {} : { chief }),
    };
    return gridProblem(draft) ?? (draft as GridDraft);
  });
}

/** Roads and rivers from lines with `name` and `class` (or 名称, 类别, highway); pieces of one name and class become one row. */
export function readRoads(features: readonly Feature[], convert: ToWgs84): CityRows<RoadDraft> {
  const { rows, problems } = readEach<RoadDraft>(features, (feature) => {
    const given = textOf(feature.properties, 'class');
    const chief = textOf(feature.properties, 'chief');
    const raw = {
      name: textOf(feature.properties, 'name'),
      class: wordFor('class', given) ?? given,
      line: feature.geometry,
    };
    const wrong = roadProblem(raw);
    if (wrong) return wrong;
    const line = convertGeometry(bare(feature.geometry as LineGeometry), convert);
    return { ...(raw as unknown as RoadDraft), line, ...(chief === '' ? {} : { chief }) };
  });
  const merged = new Map<string, RoadDraft>();
  for (const row of rows) {
    const key = `${row.name} ${row.class}`;
    const before = merged.get(key);
    merged.set(key, before ? { ...before, line: joined(before.line, row.line) } : row);
  }
  return { rows: [...merged.values()], at: [], problems };
}

function joined(a: LineGeometry, b: LineGeometry): LineGeometry {
  const parts = (line: LineGeometry) => (line.type === 'LineString' ? [line.coordinates] : line.coordinates);
  return { type: 'MultiLineString', coordinates: [...parts(a), ...parts(b)] };
}

function readEach<T extends object>(
  features: readonly Feature[],
  read: (feature: Feature) => T | DraftProblem,
): CityRows<T> {
  const rows: T[] = [];
  const at: number[] = [];
  const problems: CityProblem[] = [];
  features.forEach((feature, index) => {
    const answer = read(feature);
    if ('reason' in answer)
      problems.push(problem(index + 1, answer.field, answer.reason.key, answer.reason.params));
    else {
      rows.push(answer);
      at.push(index + 1);
    }
  });
  return { rows, at, problems };
}

/** Type and coordinates alone: what else a geometry carries (crs, bbox) is not stored. */
function bare<G extends AreaGeometry | LineGeometry>(geometry: G): G {
  return { type: geometry.type, coordinates: geometry.coordinates } as G;
}

/** A place inside for the label: the middle of the box, or else the middle of the longest stretch inside on that latitude. */
function labelPlace(area: AreaGeometry): LngLat {
  const corners = cornersOf(area);
  const [west, east] = [Math.min(...corners.map((p) => p.lng)), Math.max(...corners.map((p) => p.lng))];
  const lat = (Math.min(...corners.map((p) => p.lat)) + Math.max(...corners.map((p) => p.lat))) / 2;
  const middle = { lng: round((west + east) / 2), lat: round(lat) };
  if (insideArea(area, middle)) return middle;
  const STEPS = 64;
  let best = { length: 0, end: 0 };
  for (let i = 0, run = 0; i <= STEPS; i++) {
    run = insideArea(area, { lng: west + ((east - west) * i) / STEPS, lat }) ? run + 1 : 0;
    if (run > best.length) best = { length: run, end: i };
  }
  const at = best.length === 0 ? STEPS / 2 : best.end - (best.length - 1) / 2;
  return { lng: round(west + ((east - west) * at) / STEPS), lat: round(lat) };
}

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
