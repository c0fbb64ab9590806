import { LOOK } from './match-expression.ts';
import { HAN, WIDE } from './runs.ts';

/*
 * The index of cases: an FTS5 table without content of its own, one row per case under the number that column_keys gave it.
 * Triggers note every case that changed, whoever writes it: the event door, an import, the clocks, a bulk statement, in the same
 * transaction. Whoever asks takes the noted ones in first: an answer is never behind, and writing a case does not wait for its index.
 * The pairs of characters are made in SQL, with a table of the numbers 1, 2, 3 … to walk along the text: SQLite does that faster
 * than the hooks' engine, and its own trigram tokenizer finds no two-character words.
 */

/** Longest text that is indexed, in characters: number, order, note (2,000), name and code of the source fit. */
const LONGEST = 4000;

export const searchTablesSql: readonly string[] = [
  'CREATE TABLE IF NOT EXISTS search_places (n INTEGER PRIMARY KEY) STRICT',
  `WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < ${LONGEST}) INSERT OR IGNORE INTO search_places SELECT n FROM up`,
  /** Cases with numbers below `n` are not in the index yet. */
  'CREATE TABLE IF NOT EXISTS search_fill (id INTEGER PRIMARY KEY, n INTEGER NOT NULL, total INTEGER NOT NULL) STRICT',
  /** Cases that changed since they were taken in. */
  'CREATE TABLE IF NOT EXISTS search_changed (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID',
  "CREATE VIRTUAL TABLE IF NOT EXISTS case_search USING fts5(words, keys, content='', contentless_delete=1, tokenize='ascii')",
];

/** Fields of a case that its index is made from. */
export const SEARCHED_FIELDS = [
  'no',
  'orderNo',
  'note',
  'category',
  'source',
  'cell',
  'village',
  'town',
  'nearTowns',
  'unit',
  'parties',
  'foundBy',
  'task',
  'inspectedBy',
] as const;
/** Whether somebody is to look at a case again: not every step of a case changes its row of the index, these do. */
const toLookAt = (row: string): string => `(${row}."state" = 'submitted' OR ${row}."sample" = 'picked')`;
const changed = (fields: readonly string[]): string =>
  fields.map((each) => `OLD."${each}" IS NOT NEW."${each}"`).join(' OR ');
const note = (cases: string): string => `INSERT OR IGNORE INTO search_changed (id) ${cases};`;

const triggers: Readonly<Record<string, string>> = {
  case_search_insert: `AFTER INSERT ON problems BEGIN ${note('VALUES (NEW.id)')} END`,
  case_search_update: `AFTER UPDATE OF ${[...SEARCHED_FIELDS, 'state', 'sample'].map((each) => `"${each}"`).join(', ')} ON problems WHEN ${changed(SEARCHED_FIELDS)} OR ${toLookAt('OLD')} IS NOT ${toLookAt('NEW')} BEGIN ${note('VALUES (NEW.id)')} END`,
  case_search_delete:
    "AFTER DELETE ON problems BEGIN DELETE FROM search_changed WHERE id = OLD.id; DELETE FROM case_search WHERE rowid = (SELECT n FROM column_keys WHERE kind='problem' AND key=OLD.id); END",
  case_search_source: `AFTER UPDATE OF name, code ON sources WHEN ${changed(['name', 'code'])} BEGIN ${note("SELECT id FROM problems WHERE source = NEW.id AND NEW.id != ''")} END`,
  case_search_source_gone: `AFTER DELETE ON sources BEGIN ${note("SELECT id FROM problems WHERE source = OLD.id AND OLD.id != ''")} END`,
  case_search_task: `AFTER UPDATE OF "group" ON tasks WHEN ${changed(['group'])} BEGIN ${note("SELECT id FROM problems WHERE task = NEW.id AND NEW.id != ''")} END`,
};

export const searchTriggersSql: readonly string[] = Object.entries(triggers).map(
  ([name, text]) => `CREATE TRIGGER IF NOT EXISTS ${name} ${text}`,
);
export const dropSearchTriggersSql: readonly string[] = Object.keys(triggers).map(
  (name) => `DROP TRIGGER IF EXISTS ${name}`,
);

/** Takes in anew what somebody looks at or looked at again: databases from before have no keys of it. */
export const noteLooksSql = `INSERT OR IGNORE INTO search_changed (id) SELECT id FROM problems p WHERE ${toLookAt('p')} OR p."inspectedBy" != ''`;

/** Empties the index and marks every case as not yet in it; cases that have no number get one. */
export const restartSearchFillSql: readonly string[] = [
  "INSERT INTO column_keys (kind, key, n) SELECT 'problem', id, (SELECT COALESCE(max(n),0) FROM column_keys WHERE kind='problem') + row_number() OVER (ORDER BY \"foundAt\", id) " +
    "FROM problems WHERE id NOT IN (SELECT key FROM column_keys WHERE kind='problem')",
  "INSERT INTO case_search(case_search) VALUES ('delete-all')",
  'DELETE FROM search_changed',
  "INSERT OR REPLACE INTO search_fill (id, n, total) SELECT 1, 1 + COALESCE(max(n),0), COALESCE(max(n),0) FROM column_keys WHERE kind='problem'",
];

/** Ids grow with time: the newest first. */
const NEXT_CHANGED = '(SELECT id FROM search_changed ORDER BY id DESC LIMIT {:most})';
/** Takes up to `most` changed cases in; a case without a number gets the next one. Parameter: {:most}. In one transaction. */
export const takeChangedSql: readonly string[] = [
  "INSERT INTO column_keys (kind, key, n) SELECT 'problem', id, (SELECT COALESCE(max(n),0) FROM column_keys WHERE kind='problem') + row_number() OVER (ORDER BY id) " +
    `FROM search_changed WHERE id IN ${NEXT_CHANGED} AND id NOT IN (SELECT key FROM column_keys WHERE kind='problem')`,
  indexSql(`p.id IN ${NEXT_CHANGED}`),
  `DELETE FROM search_changed WHERE id IN ${NEXT_CHANGED}`,
];

/** Newest first, `most` cases on from the mark: what is filled is found at once. Parameter: {:most}. */
export const fillSearchSql: readonly string[] = [
  indexSql(
    'k.n >= (SELECT n FROM search_fill WHERE id = 1) - {:most} AND k.n < (SELECT n FROM search_fill WHERE id = 1)',
  ),
  'UPDATE search_fill SET n = max(1, n - {:most}) WHERE id = 1',
];

/**
 * Writes the rows of the index for the cases `p` (with number `k.n`) that a condition names. LIMIT inside and WHERE outside keep
 * SQLite from merging the two queries: merged, it would look up the source's name again for every character.
 */
function indexSql(where: string): string {
  return (
    'INSERT OR REPLACE INTO case_search (rowid, words, keys) SELECT d.n, ' +
    `(SELECT group_concat(${pieceSql()}, '' ORDER BY c.n) FROM (SELECT s.n AS n, substr(d.text, s.n, 1) AS c, unicode(substr(d.text, s.n, 1)) AS u, unicode(substr(d.text, s.n + 1, 1)) AS v ` +
    'FROM search_places s WHERE s.n <= length(d.text)) c), d.keys FROM (SELECT k.n AS n, ' +
    `p.no || ' ' || p."orderNo" || ' ' || p.note || COALESCE((SELECT ' ' || o.name || ' ' || o.code FROM sources o WHERE o.id = p.source), '') AS text, ${keysSql()} AS keys ` +
    `FROM problems p JOIN column_keys k ON k.kind = 'problem' AND k.key = p.id WHERE ${where} LIMIT -1) d WHERE d.n > 0`
  );
}

/** What one character adds: a Chinese one itself with its neighbour, ASCII itself, anything else a gap. */
function pieceSql(): string {
  const han = (code: string): string =>
    `(${HAN.map(([from, until]) => `${code} BETWEEN ${from} AND ${until}`).join(' OR ')})`;
  return (
    `CASE WHEN c.u < 128 THEN c.c WHEN ${han('c.u')} THEN ' ' || c.c || iif(${han('c.v')}, char(c.v), '') || ' ' ` +
    `WHEN c.u BETWEEN ${WIDE.from} AND ${WIDE.until} THEN char(c.u - ${WIDE.shift}) ELSE ' ' END`
  );
}

/** Keys as match-expression.ts makes them; lists hold ids between spaces. */
function keysSql(): string {
  const one = (letter: string, field: string): string =>
    `iif(p."${field}" != '', ' ${letter}' || p."${field}", '')`;
  const list = (letter: string, field: string): string =>
    `' ' || replace(trim(p."${field}"), ' ', ' ${letter}')`;
  const code = "lower(replace(replace(replace(p.category, '.', ''), '_', ''), '-', ''))";
  return [
    `' c' || ${code}`,
    one('s', 'source'),
    ...['cell', 'village', 'town'].map((field) => one('p', field)),
    `iif(p."nearTowns" != '', ' p' || substr(${list('p', 'nearTowns')}, 2), '')`,
    one('u', 'unit'),
    `iif(p.parties != '', ' u' || substr(${list('u', 'parties')}, 2), '')`,
    one('f', 'foundBy'),
    one('j', 'inspectedBy'),
    `iif(${toLookAt('p')}, ' l${LOOK}', '')`,
    `COALESCE((SELECT ' g' || t."group" FROM tasks t WHERE t.id = p.task AND t."group" != ''), '')`,
  ].join(' || ');
}
