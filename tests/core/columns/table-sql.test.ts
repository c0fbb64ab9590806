import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  columnTablesSql,
  columnTriggersSql,
  rebuildColumnsSql,
} from '../../../src/core/columns/table-sql.ts';

const COLUMNS =
  '"foundAt" INTEGER, "closedAt" INTEGER, lng REAL, lat REAL, category TEXT, town TEXT, unit TEXT, source TEXT, severity INTEGER, handling TEXT, state TEXT';

const id = fc.constantFrom('', 'a', 'b', 'c');
const values: Readonly<Record<string, fc.Arbitrary<string | number>>> = {
  foundAt: fc.integer({ min: 1, max: 9e12 }),
  closedAt: fc.integer({ min: 0, max: 9e12 }),
  lng: fc.integer({ min: 113e6, max: 114e6 }).map((each) => each / 1e6),
  lat: fc.integer({ min: 34e6, max: 35e6 }).map((each) => each / 1e6),
  category: id,
  town: id,
  unit: id,
  source: id,
  severity: fc.constantFrom(1, 2, 3),
  handling: fc.constantFrom('undecided', 'fixed_on_spot', 'assigned'),
  state: fc.constantFrom('found', 'assigned', 'rectifying', 'closed', 'void'),
};
/** One case, and what a step changes of it: any fields at once. */
const step = fc.record({
  row: fc.constantFrom('p1', 'p2', 'p3'),
  set: fc
    .subarray(Object.keys(values), { minLength: 1 })
    .chain((names) => fc.record(Object.fromEntries(names.map((each) => [each, values[each]!])))),
});

/** Everything of a case but its counter, with the ids behind the numbers. */
function shown(db: DatabaseSync): unknown[] {
  const named = (kind: string): string =>
    `(SELECT key FROM column_keys WHERE kind = '${kind}' AND n = c.${kind === 'problem' ? '"row"' : kind}) AS ${kind}`;
  return db
    .prepare(
      `SELECT x, y, opened, closed, bits, ${['problem', 'category', 'town', 'unit', 'source'].map(named).join(', ')} FROM problem_columns c ORDER BY problem`,
    )
    .all();
}

test('after any steps the triggers have kept what a rebuild makes anew, and every step has raised the counter', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const db = new DatabaseSync(':memory:');
      db.exec(`CREATE TABLE problems (id TEXT PRIMARY KEY, ${COLUMNS})`);
      for (const sql of [...columnTablesSql, ...columnTriggersSql]) db.exec(sql);
      for (const row of ['p1', 'p2', 'p3'])
        db.exec(
          `INSERT INTO problems VALUES ('${row}', 1000, 0, 113.5, 34.8, 'a', 'a', '', 'a', 1, 'undecided', 'found')`,
        );
      const counter = (): number =>
        Number(db.prepare('SELECT max(change) AS n FROM problem_columns').get()!['n']);
      for (const { row, set } of steps) {
        const before = counter();
        const names = Object.keys(set);
        db.prepare(`UPDATE problems SET ${names.map((each) => `"${each}" = ?`).join(', ')} WHERE id = ?`).run(
          ...(Object.values(set) as (string | number)[]),
          row,
        );
        expect(counter()).toBeGreaterThan(before);
      }
      const kept = shown(db);
      for (const sql of rebuildColumnsSql) db.exec(sql);
      expect(kept).toEqual(shown(db));
      db.close();
    }),
    { numRuns: 200 },
  );
});
