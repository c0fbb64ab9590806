import type { RawTable } from '../feeds/history-table.ts';
import { message, type Message } from '../message.ts';
import type { LngLat } from '../units.ts';
import { EMPTY_PLAN, type CityKind, type CityPlan, type CityProblem, type CityRows } from './city-plan.ts';
import { checkPlan } from './check-plan.ts';
import { cornersOf, type ToWgs84 } from './datum.ts';
import { areLines, readFeatures, readGrids, readRoads } from './read-geojson.ts';
import { readSourceTable, readStationTable, tableKind } from './read-table.ts';

/** A file as the edge opened it: text of a GeoJSON, or a table of a CSV or sheet. */
export interface CityFile {
  readonly name: string;
  readonly content: { readonly text: string } | { readonly table: RawTable } | { readonly error: Message };
}

/** What a file would bring. */
export interface CityFileReport {
  readonly name: string;
  /** Null when the file is of no kind we know. */
  readonly kind: CityKind | null;
  /** The whole file cannot be used. */
  readonly error: Message | null;
  readonly rows: number;
  readonly problems: readonly CityProblem[];
  /** Places as they are after the conversion, for the hint of shifted coordinates. */
  readonly places: readonly LngLat[];
}

export interface CityRead {
  readonly plan: CityPlan;
  readonly files: readonly CityFileReport[];
}

/**
 * Files of an own city as one plan: each is recognised by what is in it, rows with errors are left out and listed, codes that
 * come again in a later file and grids without a parent too. Nothing here touches what is stored.
 */
export function readCityFiles(
  files: readonly CityFile[],
  convert: ToWgs84,
  known: {
    readonly units: readonly { readonly code: string; readonly name: string }[];
    readonly gridCodes: ReadonlySet<string>;
  },
): CityRead {
  let plan = EMPTY_PLAN;
  const reports: { report: CityFileReport; from: number; at: readonly number[] }[] = [];
  for (const file of files) {
    const read = readOne(file, convert, known.units);
    if ('error' in read) {
      reports.push({
        report: { name: file.name, kind: null, error: read.error, rows: 0, problems: [], places: [] },
        from: 0,
        at: [],
      });
      continue;
    }
    const { kind, rows, at, problems } = read;
    const from = plan[kind].length;
    plan = { ...plan, [kind]: [...plan[kind], ...rows] };
    const places = (rows as readonly object[]).flatMap(placesOf);
    reports.push({
      report: { name: file.name, kind, error: null, rows: rows.length, problems, places },
      from,
      at,
    });
  }
  const known2 = { gridCodes: known.gridCodes, unitCodes: new Set(known.units.map((each) => each.code)) };
  const wrong = settle(plan, known2);
  const left = (kind: CityKind, index: number): boolean => wrong.has(`${kind} ${index}`);
  return {
    plan: mapPlan(plan, (kind, rows) => rows.filter((_, index) => !left(kind, index))),
    files: reports.map(({ report, from, at }) => {
      if (!report.kind) return report;
      const extra: CityProblem[] = [];
      for (let i = 0; i < report.rows; i++) {
        const found = wrong.get(`${report.kind} ${from + i}`);
        if (found) extra.push({ ...found, row: at[i] ?? i + 1 });
      }
      return { ...report, rows: report.rows - extra.length, problems: [...report.problems, ...extra] };
    }),
  };
}

/** Rows that cannot stay, by kind and index; a grid that goes may take its children with it, so it is asked until nothing changes. */
function settle(plan: CityPlan, known: Parameters<typeof checkPlan>[1]): Map<string, CityProblem> {
  const wrong = new Map<string, CityProblem>();
  for (;;) {
    const kept = mapPlan(plan, (kind, rows) =>
      rows.map((row, i) => ({ row, i })).filter(({ i }) => !wrong.has(`${kind} ${i}`)),
    );
    const bare = mapPlan(kept, (_, rows) => (rows as unknown as { row: unknown }[]).map(({ row }) => row));
    const found = checkPlan(bare, known);
    if (found.length === 0) return wrong;
    for (const each of found) {
      const index = (kept[each.kind] as unknown as { i: number }[])[each.row - 1]?.i ?? 0;
      wrong.set(`${each.kind} ${index}`, each);
    }
  }
}

function mapPlan(
  plan: CityPlan,
  change: (kind: CityKind, rows: readonly object[]) => readonly unknown[],
): CityPlan {
  const kinds = Object.keys(EMPTY_PLAN) as CityKind[];
  return Object.fromEntries(kinds.map((kind) => [kind, change(kind, plan[kind])])) as unknown as CityPlan;
}

type Read = (CityRows<object> & { readonly kind: CityKind }) | { readonly error: Message };

function readOne(
  file: CityFile,
  convert: ToWgs84,
  units: readonly { readonly code: string; readonly name: string }[],
): Read {
  const { content } = file;
  if ('error' in content) return content;
  if ('text' in content) {
    const features = readFeatures(content.text);
    if (!features.ok) return { error: features.error };
    return areLines(features.value)
      ? { kind: 'roads', ...readRoads(features.value, convert) }
      : { kind: 'grids', ...readGrids(features.value, convert) };
  }
  const kind = tableKind(content.table.header);
  if (!kind) return { error: message('admin_city_table_unknown') };
  const read =
    kind === 'stations'
      ? readStationTable(content.table, convert)
      : readSourceTable(content.table, convert, units);
  return read.ok ? { kind, ...read.value } : { error: read.error };
}

function placesOf(row: object): LngLat[] {
  if ('polygon' in row) return cornersOf(row.polygon as never);
  if ('line' in row) return [];
  return [row as LngLat];
}
