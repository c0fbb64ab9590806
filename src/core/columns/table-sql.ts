import { COLUMN_HANDLINGS, COLUMN_STATES, STATE_OTHER } from './layout.ts';

/** Kinds of numbers given to ids: small for what fits one byte, any for the others. */
export const KEY_KINDS = ['category', 'town', 'unit', 'source', 'problem'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

/**
 * The narrow table and its numbers. `change` is the primary key, so that a client's question is one forward scan;
 * a number once given to an id in `column_keys` never changes.
 */
export const columnTablesSql: readonly string[] = [
  'CREATE TABLE IF NOT EXISTS column_keys (kind TEXT NOT NULL, key TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (kind, key)) STRICT, WITHOUT ROWID',
  'CREATE UNIQUE INDEX IF NOT EXISTS idx_column_keys_n ON column_keys (kind, n)',
  'CREATE TABLE IF NOT EXISTS problem_columns (change INTEGER PRIMARY KEY, "row" INTEGER NOT NULL, x INTEGER NOT NULL, y INTEGER NOT NULL, opened INTEGER NOT NULL, closed INTEGER NOT NULL, category INTEGER NOT NULL, bits INTEGER NOT NULL, town INTEGER NOT NULL, unit INTEGER NOT NULL, source INTEGER NOT NULL) STRICT',
  'CREATE UNIQUE INDEX IF NOT EXISTS idx_problem_columns_row ON problem_columns ("row")',
];

const NEXT_CHANGE = 'change = 1 + (SELECT max(change) FROM problem_columns)';
const ROW_OF_NEW = `WHERE "row" = (SELECT n FROM column_keys WHERE kind = 'problem' AND key = NEW.id)`;

/**
 * Triggers on `problems`: after an insert, and after an update of anything that the columns carry. SQLite compiles every trigger of a
 * statement anew each time, so most steps of a case, which change its state and unit alone, have short ones of their own.
 */
export const columnTriggersSql: readonly string[] = [
  `CREATE TRIGGER IF NOT EXISTS problem_columns_insert AFTER INSERT ON problems BEGIN ${bodyOfTrigger()} END`,
  'CREATE TRIGGER IF NOT EXISTS problem_columns_update AFTER UPDATE OF lng, lat, "foundAt", category, town, source ON problems ' +
    `BEGIN ${bodyOfTrigger()} END`,
  `CREATE TRIGGER IF NOT EXISTS problem_columns_unit AFTER UPDATE OF unit ON problems BEGIN ${keySql('unit')} ` +
    `UPDATE problem_columns SET ${NEXT_CHANGE}, unit = ${smallKey('unit', 'NEW')} ${ROW_OF_NEW}; END`,
  'CREATE TRIGGER IF NOT EXISTS problem_columns_state AFTER UPDATE OF "closedAt", severity, handling, state ON problems ' +
    `BEGIN UPDATE problem_columns SET ${NEXT_CHANGE}, closed = ${closedOf('NEW')}, bits = ${bitsOf('NEW')} ${ROW_OF_NEW}; END`,
];

export const dropColumnTriggersSql: readonly string[] = [
  'DROP TRIGGER IF EXISTS problem_columns_insert',
  'DROP TRIGGER IF EXISTS problem_columns_update',
  'DROP TRIGGER IF EXISTS problem_columns_unit',
  'DROP TRIGGER IF EXISTS problem_columns_state',
];

/**
 * Fills the columns from `problems` in one pass (bulk loads drop the triggers, fill, create them again).
 * The counter goes on from where it was, so every client gets the rows again.
 */
export const rebuildColumnsSql: readonly string[] = [
  ...KEY_KINDS.map(
    (kind) =>
      `INSERT INTO column_keys (kind, key, n) SELECT '${kind}', k, (SELECT COALESCE(max(n),0) FROM column_keys WHERE kind='${kind}') + row_number() OVER (ORDER BY at, k) ` +
      `FROM (SELECT ${fieldOf(kind)} k, min("foundAt") at FROM problems WHERE ${fieldOf(kind)} != '' GROUP BY 1) ` +
      `WHERE NOT EXISTS (SELECT 1 FROM column_keys WHERE kind='${kind}' AND key=k)`,
  ),
  'INSERT OR REPLACE INTO problem_columns (change,"row",x,y,opened,closed,category,bits,town,unit,source) ' +
    'SELECT (SELECT COALESCE(max(change),0) FROM problem_columns) + row_number() OVER (ORDER BY p."foundAt", p.id), ' +
    `${values('p')} FROM problems p`,
];

/** Numbers of the small kinds: columns kind, n, key. */
export const columnKeysSql =
  "SELECT kind, n, key FROM column_keys WHERE kind IN ('category','town','unit') ORDER BY kind, n";

function bodyOfTrigger(): string {
  const keys = KEY_KINDS.map(keySql);
  // OR REPLACE removes the older record of the same "row" through its unique index.
  return (
    `${keys.join(' ')} INSERT OR REPLACE INTO problem_columns (change,"row",x,y,opened,closed,category,bits,town,unit,source) ` +
    `SELECT 1 + COALESCE((SELECT max(change) FROM problem_columns),0), ${values('NEW')};`
  );
}

/** Gives the id of a new row's field a number unless it has one. */
function keySql(kind: KeyKind): string {
  return (
    `INSERT INTO column_keys (kind, key, n) SELECT '${kind}', NEW.${fieldOf(kind)}, 1 + COALESCE((SELECT max(n) FROM column_keys WHERE kind='${kind}'),0) ` +
    `WHERE NEW.${fieldOf(kind)} != '' AND NOT EXISTS (SELECT 1 FROM column_keys WHERE kind='${kind}' AND key=NEW.${fieldOf(kind)});`
  );
}

/** A number beyond one byte becomes 0 (unknown) instead of spilling into its neighbour. */
function smallKey(kind: KeyKind, row: string): string {
  return `COALESCE((SELECT n FROM column_keys WHERE kind='${kind}' AND key=${row}.${fieldOf(kind)} AND n < 256),0)`;
}

function fieldOf(kind: KeyKind): string {
  return kind === 'problem' ? 'id' : kind;
}

function values(row: string): string {
  const key = (kind: KeyKind): string =>
    `COALESCE((SELECT n FROM column_keys WHERE kind='${kind}' AND key=${row}.${fieldOf(kind)}),0)`;
  return [
    key('problem'),
    `CAST(round((${row}.lng+180)*1000000) AS INTEGER)`,
    `CAST(round((${row}.lat+90)*1000000) AS INTEGER)`,
    `CAST(${row}."foundAt"/1000 AS INTEGER)`,
    closedOf(row),
    smallKey('category', row),
    bitsOf(row),
    smallKey('town', row),
    smallKey('unit', row),
    key('source'),
  ].join(', ');
}

function closedOf(row: string): string {
  return `CAST(COALESCE(${row}."closedAt",0)/1000 AS INTEGER)`;
}

function bitsOf(row: string): string {
  const choice = (field: string, list: readonly string[], other: number): string =>
    `CASE ${row}.${field} ${list.map((each, n) => `WHEN '${each}' THEN ${n}`).join(' ')} ELSE ${other} END`;
  return `(CAST(COALESCE(${row}.severity,0) AS INTEGER)&3)|(${choice('handling', COLUMN_HANDLINGS, 0)}<<2)|(${choice('state', COLUMN_STATES, STATE_OTHER)}<<4)`;
}
