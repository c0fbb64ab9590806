/** Tables that change seldom and are read with every event; each has a counter that triggers raise, whoever writes it. */
export const COUNTED = ['catalogues', 'grids', 'posts', 'responses', 'units'] as const;

export const changeCountersSql: readonly string[] = [
  'CREATE TABLE IF NOT EXISTS change_counters (name TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID',
  ...COUNTED.flatMap((name) => [
    `INSERT OR IGNORE INTO change_counters (name, n) VALUES ('${name}', 0)`,
    ...(['INSERT', 'UPDATE', 'DELETE'] as const).map(
      (what) =>
        `CREATE TRIGGER IF NOT EXISTS count_${name}_${what.toLowerCase()} AFTER ${what} ON ${name} ` +
        `BEGIN UPDATE change_counters SET n = n + 1 WHERE name = '${name}'; END`,
    ),
  ]),
];
