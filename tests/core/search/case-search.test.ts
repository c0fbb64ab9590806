import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { LOOK, matchExpression, searchKey, wordsOf } from '../../../src/core/search/match-expression.ts';
import {
  dropSearchTriggersSql,
  fillSearchSql,
  restartSearchFillSql,
  SEARCHED_FIELDS,
  searchTablesSql,
  searchTriggersSql,
  takeChangedSql,
} from '../../../src/core/search/table-sql.ts';

const FIELDS = ['id', ...SEARCHED_FIELDS, 'state', 'sample'] as const;
type Row = Partial<Record<(typeof FIELDS)[number], string>>;

let db: DatabaseSync;
beforeEach(() => {
  db = new DatabaseSync(':memory:');
  db.exec(
    `CREATE TABLE column_keys (kind TEXT NOT NULL, key TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (kind, key)) STRICT, WITHOUT ROWID;
     CREATE TABLE problems (${FIELDS.map((each) => `"${each}" TEXT DEFAULT ''`).join(',')}, "foundAt" INTEGER DEFAULT 0);
     CREATE UNIQUE INDEX p ON problems (id);
     CREATE TABLE sources (id TEXT PRIMARY KEY, name TEXT, code TEXT); CREATE TABLE tasks (id TEXT PRIMARY KEY, "group" TEXT);`,
  );
  for (const sql of [...searchTablesSql, ...searchTriggersSql, ...restartSearchFillSql]) db.exec(sql);
});

function put(row: Row): void {
  const names = Object.keys(row);
  const sql = `INSERT INTO problems (${names.map((each) => `"${each}"`).join(',')}) VALUES (${names.map(() => '?').join(',')})`;
  db.prepare(sql).run(...(Object.values(row) as string[]));
}

/** As every question does before it is answered. */
function takeIn(most = 1000): void {
  for (const sql of takeChangedSql) db.exec(sql.replaceAll('{:most}', String(most)));
}

function find(
  question: string,
  only: readonly string[] | null = null,
  keys: readonly string[] = [],
): string[] {
  const expression = matchExpression(
    wordsOf(question).map((text) => ({ text, keys })),
    only,
  );
  if (expression === null) return [];
  takeIn();
  return db
    .prepare(
      "SELECT (SELECT key FROM column_keys WHERE kind = 'problem' AND n = s.rowid) AS id FROM case_search s WHERE s.case_search MATCH ? ORDER BY s.rowid DESC",
    )
    .all(expression)
    .map((each) => String(each['id']));
}

const han = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...'扬尘裸土工地黄河路一二三苫盖未湿法作业') },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 0x3400, max: 0x9fff }).map((code) => String.fromCodePoint(code)),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 0x20000, max: 0x2ffff }).map((code) => String.fromCodePoint(code)),
  },
);
const other = fc.constantFrom(...'aZ09，。 -_%"\'*():ＡＢ９é\n');
const text = fc
  .array(fc.oneof({ weight: 3, arbitrary: han }, other), { maxLength: 60 })
  .map((each) => each.join(''));

describe('search of cases', () => {
  test('a text is found by every part of it that has two Chinese characters, and by a single one', () => {
    fc.assert(
      fc.property(
        text,
        fc.array(han, { minLength: 1, maxLength: 6 }),
        text,
        fc.nat(),
        fc.nat(),
        (before, part, after, from, length) => {
          db.exec('DELETE FROM problems');
          put({ id: 'a', note: before + part.join('') + after });
          const start = from % part.length;
          const wanted = part.slice(start, start + 1 + (length % (part.length - start))).join('');
          expect(find(wanted)).toEqual(['a']);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('many changed cases are taken in by portions, the newest first', () => {
    for (const id of ['a', 'b', 'c']) put({ id, note: '料场扬尘' });
    const indexed = () => {
      takeIn(1);
      return db
        .prepare('SELECT id FROM search_changed ORDER BY id')
        .all()
        .map((each) => each['id']);
    };
    expect([indexed(), indexed(), indexed(), indexed()]).toEqual([['a', 'b'], ['a'], [], []]);
    expect(find('扬尘').sort()).toEqual(['a', 'b', 'c']);
    db.exec("UPDATE problems SET unit = 'u2' WHERE id = 'b'");
    expect(indexed()).toEqual([]);
    expect(find('扬尘', [searchKey('unit', 'u2')])).toEqual(['b']);
  });

  test('a part that is not there is not found', () => {
    put({ id: 'a', note: '门前扬尘，尘土' });
    for (const wanted of ['扬土', '尘尘', '前尘', '裸土']) expect(find(wanted), wanted).toEqual([]);
    expect(find('扬尘 尘土')).toEqual(['a']);
    expect(find('扬尘 裸土')).toEqual([]);
  });

  test('by number, by its tail, by what stands in full width', () => {
    put({ id: 'a', no: 'WT-410108-20261122-0001', orderNo: 'JB-2026-7', note: 'ＶＯＣｓ　３号' });
    for (const wanted of [
      'WT-410108-20261122-0001',
      'wt-410108-2026',
      '20261122-0001',
      '0001',
      'JB-2026-7',
      'VOCs',
      'voc',
      '３号',
      '3号',
    ]) {
      expect(find(wanted), wanted).toEqual(['a']);
    }
    for (const wanted of ['WT-410108-20261122-0002', '20261121', '0001-20261122'])
      expect(find(wanted), wanted).toEqual([]);
  });

  test('nothing that is typed becomes an operator or an error', () => {
    put({ id: 'a', note: '扬尘 or not' });
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (typed) => {
        expect(() => find(typed, ['pa'], [typed])).not.toThrow();
      }),
      { numRuns: 1000 },
    );
    for (const typed of [
      '" OR "',
      'NOT 扬尘',
      'words:x',
      '*',
      '扬尘")',
      'NEAR(扬 尘)',
      "'; DROP TABLE problems",
    ]) {
      expect(() => find(typed), typed).not.toThrow();
    }
    expect(find('裸土 OR 扬尘')).toEqual([]);
  });

  test('whoever looks again finds what waits for it, and what he judged', () => {
    put({ id: 'a', note: '扬尘', state: 'rectifying' });
    put({ id: 'b', note: '扬尘', state: 'fixed_on_spot', sample: 'picked' });
    const again = () => find('扬尘', [searchKey('look', LOOK)]);
    expect(again()).toEqual(['b']);
    db.exec("UPDATE problems SET state = 'submitted' WHERE id = 'a'");
    db.exec("UPDATE problems SET state = 'closed', sample = 'passed', \"inspectedBy\" = 'i1' WHERE id = 'b'");
    expect(again()).toEqual(['a']);
    expect(find('扬尘', [searchKey('judge', 'i1')])).toEqual(['b']);
  });

  test('a word also stands for keys; only rows that carry the own key are found', () => {
    put({
      id: 'a',
      note: '扬尘',
      town: 't1',
      unit: 'u1',
      parties: ' u1 u2 ',
      nearTowns: ' t2 t3 ',
      category: 'dust.bare_soil',
    });
    put({ id: 'b', note: '扬尘', town: 't9', foundBy: 'f1' });
    expect(find('扬尘')).toEqual(['b', 'a']);
    for (const id of ['t1', 't2', 't3']) expect(find('扬尘', [searchKey('place', id)]), id).toEqual(['a']);
    for (const id of ['u1', 'u2']) expect(find('扬尘', [searchKey('unit', id)]), id).toEqual(['a']);
    expect(find('扬尘', [searchKey('finder', 'f1')])).toEqual(['b']);
    expect(find('扬尘', [])).toEqual([]);
    expect(find('土', null, [searchKey('category', 'dust.bare_soil')])).toEqual(['a']);
    // A key is no word: nobody finds a row by typing it.
    expect(find('pt1')).toEqual([]);
  });

  test('follows the case, its source’s name and its task’s group', () => {
    db.exec("INSERT INTO sources VALUES ('s', '碧源工地', 'E-1'); INSERT INTO tasks VALUES ('k', 'one')");
    put({ id: 'a', note: '扬尘', source: 's', task: 'k' });
    expect(find('碧源 扬尘')).toEqual(['a']);
    db.exec("UPDATE sources SET name = '新城壹号' WHERE id = 's'");
    expect([find('碧源'), find('新城')]).toEqual([[], ['a']]);
    db.exec("UPDATE problems SET note = '裸土' WHERE id = 'a'");
    expect([find('扬尘'), find('裸土')]).toEqual([[], ['a']]);
    db.exec("UPDATE tasks SET \"group\" = 'two' WHERE id = 'k'");
    expect([find('裸土', ['gone']), find('裸土', ['gtwo'])]).toEqual([[], ['a']]);
    db.exec("DELETE FROM sources WHERE id = 's'");
    expect(find('新城')).toEqual([]);
    db.exec("DELETE FROM problems WHERE id = 'a'");
    expect(find('裸土')).toEqual([]);
  });

  test('older cases are filled newest first, a portion at a time, on from where it stopped', () => {
    for (const sql of dropSearchTriggersSql) db.exec(sql);
    for (let i = 0; i < 25; i++) put({ id: `c${i}`, note: '扬尘' });
    for (const sql of [...restartSearchFillSql, ...searchTriggersSql]) db.exec(sql);
    expect(find('扬尘')).toEqual([]);
    const step = (): void => {
      for (const sql of fillSearchSql) {
        const statement = db.prepare(sql.replaceAll('{:most}', ':most'));
        statement.setAllowBareNamedParameters(true);
        statement.run({ most: 10 });
      }
    };
    db.exec('UPDATE problems SET "foundAt" = 1');
    step();
    expect(find('扬尘')).toHaveLength(10);
    put({ id: 'fresh', note: '扬尘' });
    expect(find('扬尘')[0]).toBe('fresh');
    step();
    step();
    step();
    expect(find('扬尘')).toHaveLength(26);
    expect(db.prepare('SELECT n FROM search_fill').get()).toEqual({ n: 1 });
  });
});
