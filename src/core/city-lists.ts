/** The lists that make a city, in the order of the answer of /api/sf/city, and what each is sorted by. */
export const CITY_LISTS = [
  { name: 'grids', sort: 'code' },
  { name: 'roads', sort: 'name' },
  { name: 'stations', sort: 'code' },
  { name: 'sources', sort: 'code' },
  { name: 'groups', sort: 'code' },
  { name: 'units', sort: 'code' },
  { name: 'priorities', sort: 'name' },
] as const;
export type CityList = (typeof CITY_LISTS)[number]['name'];

/** Records as a table: the names of the fields once, then a row of values for each. */
export interface PackedRecords {
  readonly fields: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** The records of a packed list, each with all of its fields. */
export function unpackRecords<T>({ fields, rows }: PackedRecords): T[] {
  return rows.map((row) => Object.fromEntries(fields.map((field, index) => [field, row[index]])) as T);
}
