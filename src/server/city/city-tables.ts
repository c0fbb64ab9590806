import { CITY_KINDS, type CityKind } from '../../core/city-import/city-plan.ts';
import { collections } from '../../schema/collections.ts';

/** How a field of an import is stored: as SQLite value, or as the JSON that it is. */
type Stored = 'value' | 'json';

/** Columns that an import writes; everything else of a row stays as it is. */
export const COLUMNS: Readonly<Record<CityKind, Readonly<Record<string, Stored>>>> = {
  grids: {
    code: 'value',
    name: 'value',
    level: 'value',
    polygon: 'json',
    lng: 'value',
    lat: 'value',
    areaKm2: 'value',
    chief: 'value',
    synthetic: 'value',
  },
  roads: { name: 'value', class: 'value', line: 'json', chief: 'value', schematic: 'value' },
  stations: {
    code: 'value',
    name: 'value',
    level: 'value',
    background: 'value',
    lng: 'value',
    lat: 'value',
    operator: 'value',
    source: 'value',
    retired: 'value',
  },
  sources: {
    code: 'value',
    name: 'value',
    kind: 'value',
    state: 'value',
    lng: 'value',
    lat: 'value',
    leader: 'value',
    card: 'value',
    regulator: 'value',
    profile: 'json',
    demo: 'value',
  },
};

/** Columns that only a new row gets: an import is no event, so a row that was there keeps its `rev`, which counts events. */
const OF_NEW: Readonly<Record<CityKind, Readonly<Record<string, number>>>> = {
  grids: {},
  roads: {},
  stations: {},
  sources: { rev: 1 },
};

/** What a new row has that the file says nothing about. What comes by file is surveyed: no longer synthetic, schematic or demo. */
export const NEW_ROW: Readonly<Record<CityKind, Readonly<Record<string, unknown>>>> = {
  grids: { chief: '', synthetic: 0 },
  roads: { chief: '', schematic: 0 },
  stations: { background: 0, operator: '', source: '', retired: 0 },
  sources: { state: 'active', leader: '', card: '', regulator: '', profile: {}, demo: 0 },
};

/** Fields that a new import sets whatever they were. */
export const SURVEYED: Readonly<Record<CityKind, Readonly<Record<string, unknown>>>> = {
  grids: { synthetic: 0 },
  roads: { schematic: 0 },
  stations: { retired: 0 },
  sources: { demo: 0 },
};

/**
 * SQL conditions that nothing points to the row `t` of a kind: neither a relation of any table (grids, roads, stations and sources
 * find their own grids anew) nor a list of ids, nor an event about it.
 */
export function unusedSql(kind: CityKind): string {
  const relations = collections
    .filter((each) => !CITY_KINDS.some((own) => own === each.name))
    .flatMap(({ name, fields }) =>
      fields.flatMap((each) =>
        each.type === 'relation' && each.to === kind
          ? [`t.id NOT IN (SELECT "${each.name}" FROM "${name}")`]
          : [],
      ),
    );
  const events = 't.id NOT IN (SELECT "subjectId" FROM events)';
  return [...relations, ...LISTED[kind], events].join(' AND ');
}

/** Lists of ids that are no relations. */
const LISTED: Readonly<Record<CityKind, readonly string[]>> = {
  grids: [inJson('cells'), inText('exposures', 'towns'), inText('escalations', 'towns')],
  roads: [],
  stations: [],
  sources: [
    inJson('targets'),
    inText('exposures', 'sources'),
    inText('meetings', 'sources'),
    inText('listings', 'sources'),
    // A dust monitor names the place it stands at by its code.
    't.code NOT IN (SELECT source FROM stations)',
  ],
};

function inJson(column: 'targets' | 'cells'): string {
  return `t.id NOT IN (SELECT named.atom FROM tasks, json_tree(tasks."${column}") named WHERE named.type = 'text')`;
}

function inText(table: string, column: string): string {
  return `NOT EXISTS (SELECT 1 FROM "${table}" x WHERE instr(x."${column}", t.id) > 0)`;
}

/** Writes rows {id, …columns} given as JSON: new ones are inserted, known ones changed. */
export function upsertSql(kind: CityKind): string {
  const columns = Object.entries(COLUMNS[kind]);
  const ofNew = OF_NEW[kind];
  const names = ['id', ...columns.map(([name]) => name), ...Object.keys(ofNew)].map((name) => `"${name}"`);
  const values = [
    "value ->> 'id'",
    ...columns.map(([name, stored]) => `value ${stored === 'json' ? '->' : '->>'} '$."${name}"'`),
    ...Object.values(ofNew),
  ];
  const sets = Object.keys(COLUMNS[kind]).map((name) => `"${name}" = excluded."${name}"`);
  return (
    `INSERT INTO "${kind}" (${names.join(',')}) SELECT ${values.join(',')} FROM json_each({:rows}) WHERE true ` +
    `ON CONFLICT (id) DO UPDATE SET ${sets.join(',')}`
  );
}

/** Rows as JSON objects of the columns of an import. */
export function rowsSql(kind: CityKind): string {
  const fields = Object.entries(COLUMNS[kind]).map(
    ([name, stored]) => `'${name}', ${stored === 'json' ? `json("${name}")` : `"${name}"`}`,
  );
  return `SELECT json_object('id', id, ${fields.join(', ')}) AS row FROM "${kind}"`;
}
