import type { CityKind } from '../../core/city-import/city-plan.ts';

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
    rev: 'value',
  },
};

/** What a new row has that the file says nothing about. What comes by file is surveyed: no longer synthetic, schematic or demo. */
export const NEW_ROW: Readonly<Record<CityKind, Readonly<Record<string, unknown>>>> = {
  grids: { chief: '', synthetic: 0 },
  roads: { chief: '', schematic: 0 },
  stations: { background: 0, operator: '', source: '', retired: 0 },
  sources: { state: 'active', leader: '', card: '', regulator: '', profile: {}, demo: 0, rev: 0 },
};

/** Fields that a new import sets whatever they were. */
export const SURVEYED: Readonly<Record<CityKind, Readonly<Record<string, unknown>>>> = {
  grids: { synthetic: 0 },
  roads: { schematic: 0 },
  stations: { retired: 0 },
  sources: { demo: 0 },
};

/** Rows that point to a row of a kind: what an undo must not leave hanging. */
export const REFERENCES: Readonly<Record<CityKind, readonly (readonly [table: string, column: string])[]>> = {
  grids: [
    ['problems', 'town'],
    ['problems', 'cell'],
    ['users', 'territory'],
    ['units', 'town'],
    ['inspections', 'town'],
  ],
  roads: [],
  stations: [
    ['wind', 'station'],
    ['readings', 'station'],
    ['zones', 'station'],
    ['suggestions', 'station'],
    ['tasks', 'station'],
    ['groups', 'station'],
  ],
  sources: [
    ['problems', 'source'],
    ['inspections', 'source'],
  ],
};

/** Writes rows {id, …columns} given as JSON: new ones are inserted, known ones changed. */
export function upsertSql(kind: CityKind): string {
  const columns = Object.entries(COLUMNS[kind]);
  const names = ['id', ...columns.map(([name]) => name)].map((name) => `"${name}"`);
  const values = [
    "value ->> 'id'",
    ...columns.map(([name, stored]) => `value ${stored === 'json' ? '->' : '->>'} '$."${name}"'`),
  ];
  const sets = columns.map(([name]) => `"${name}" = excluded."${name}"`);
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
