/** Collections whose rows change by events alone: each event says what the rows it wrote looked like then. */
export const SEALED = [
  'problems',
  'orders',
  'inspections',
  'reinspections',
  'notices',
  'exposures',
  'escalations',
  'directives',
  'meetings',
  'listings',
  'responses',
  'duty_shifts',
  'ownership_rules',
  'tasks',
  'suggestions',
  'zones',
] as const;

/** A row as an event left it. */
export interface RowSeal {
  readonly collection: string;
  readonly id: string;
  /** How many columns the table had then: later ones come behind them. */
  readonly columns: number;
  /** SHA-256 of the row's text, lower-case hex. */
  readonly hash: string;
}

export function isSealed(collection: string): boolean {
  return (SEALED as readonly string[]).includes(collection);
}

/** SQL: names of a table's columns in the order in which it got them; a new one is always the last. */
export function columnsSql(collection: string): string {
  return `SELECT name FROM pragma_table_info('${collection}') ORDER BY cid`;
}

/** What may hold a number with a fraction: as text SQLite gives it 15 digits, in whatever release. A name that is here stays here. */
const REALS = ['lng', 'lat', 'accuracyM', 'costCNY', 'km'];
/** A function takes no more arguments in every release. */
const MOST_ARGUMENTS = 100;

/**
 * SQL: the text of a row whose hash is kept: its columns as JSON, which costs a third of quoting each of them. PocketBase's engine and
 * Node's give the same.
 */
export function rowTextSql(columns: readonly string[]): string {
  const values = columns.map((name) => (REALS.includes(name) ? `"${name}"||''` : `"${name}"`));
  const parts: string[] = [];
  for (let at = 0; at < values.length; at += MOST_ARGUMENTS)
    parts.push(`json_array(${values.slice(at, at + MOST_ARGUMENTS).join(',')})`);
  return parts.join('||');
}

/** Seals as an event carries them: one line each. */
export function sealsText(seals: readonly RowSeal[]): string {
  return seals
    .map(({ collection, id, columns, hash }) => `${collection} ${id} ${columns} ${hash}`)
    .join('\n');
}

export function readSeals(text: string): readonly RowSeal[] {
  return text.split('\n').flatMap((line) => {
    const [collection, id, columns, hash] = line.split(' ');
    return collection && id && columns && hash ? [{ collection, id, columns: Number(columns), hash }] : [];
  });
}
