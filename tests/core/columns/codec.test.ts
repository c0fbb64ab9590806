import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import {
  decodeColumns,
  encodeColumns,
  handlingOf,
  packBits,
  severityOf,
  stateOf,
  unpackLat,
  unpackLng,
} from '../../../src/core/columns/codec.ts';
import {
  columnsSqlChunk,
  COLUMN_STATES,
  RECORD_BYTES,
  STATE_OTHER,
} from '../../../src/core/columns/layout.ts';
import {
  columnKeysSql,
  columnTablesSql,
  columnTriggersSql,
  dropColumnTriggersSql,
  rebuildColumnsSql,
} from '../../../src/core/columns/table-sql.ts';
import { sampleRecords } from './sample.ts';

describe('records', () => {
  it('come back as they were sent', () => {
    const records = sampleRecords(500);
    expect(decodeColumns(encodeColumns(records))).toEqual(records);
    expect(encodeColumns(records).byteLength).toBe(500 * RECORD_BYTES);
  });

  it('a cut answer is refused', () => {
    expect(() => decodeColumns(new ArrayBuffer(RECORD_BYTES + 1))).toThrow(RangeError);
    expect(decodeColumns(new ArrayBuffer(0)).count).toBe(0);
  });

  it('severity, handling and state share a byte', () => {
    const bits = packBits(3, 2, 15);
    expect([severityOf(bits), handlingOf(bits), stateOf(bits), bits < 256]).toEqual([3, 2, 15, true]);
  });
});

describe('the SQL of the same layout', () => {
  const problem = (id: string, more: Record<string, string | number> = {}) => ({
    id,
    lng: 113.658412,
    lat: 34.867301,
    foundAt: 1_763_610_000_999,
    closedAt: 0,
    category: 'dust.bare_soil',
    severity: 2,
    handling: 'assigned',
    state: 'assigned',
    town: 'town-a',
    unit: 'unit-a',
    source: 'source-a',
    ...more,
  });
  const open = () => {
    const db = new DatabaseSync(':memory:');
    db.exec(
      'CREATE TABLE problems (id TEXT PRIMARY KEY, lng NUMERIC, lat NUMERIC, "foundAt" NUMERIC, "closedAt" NUMERIC, category TEXT, severity NUMERIC, handling TEXT, state TEXT, town TEXT, unit TEXT, source TEXT)',
    );
    for (const each of [...columnTablesSql, ...columnTriggersSql]) db.exec(each);
    const insert = (row: Record<string, string | number>): void => {
      db.prepare('INSERT INTO problems VALUES (?,?,?,?,?,?,?,?,?,?,?,?)').run(...Object.values(row));
    };
    const since = (from: number) => {
      const sql = columnsSqlChunk.replace('{:since}', String(from)).replace('{:limit}', '100000');
      const { b } = db.prepare(sql).get() as { b: Uint8Array<ArrayBuffer> | null };
      return decodeColumns(b ? b.slice().buffer : new ArrayBuffer(0));
    };
    return { db, insert, since };
  };

  it('writes what the decoder reads', () => {
    const { insert, since } = open();
    insert(problem('p1'));
    insert(
      problem('p2', {
        category: 'road.dust',
        town: '',
        unit: '',
        handling: 'undecided',
        state: 'found',
        source: '',
      }),
    );
    const records = since(0);
    expect(records.count).toBe(2);
    expect([unpackLng(records.x[0]!), unpackLat(records.y[0]!)]).toEqual([
      expect.closeTo(113.658412, 6),
      expect.closeTo(34.867301, 6),
    ]);
    expect([records.opened[0], records.closed[0]]).toEqual([1_763_610_000, 0]);
    expect(records.bits[0]).toBe(packBits(2, 2, COLUMN_STATES.indexOf('assigned')));
    expect([...records.category]).toEqual([1, 2]);
    expect([...records.town, ...records.unit, ...records.source]).toEqual([1, 0, 1, 0, 1, 0]);
    expect([...records.row, ...records.change]).toEqual([1, 2, 1, 2]);
  });

  it('a change comes again with a higher counter and the same row; nothing else does', () => {
    const { db, insert, since } = open();
    insert(problem('p1'));
    insert(problem('p2'));
    db.exec(`UPDATE problems SET state='closed', "closedAt"=1763700000000 WHERE id='p1'`);
    const changes = since(2);
    expect([changes.count, changes.row[0], changes.change[0], changes.closed[0]]).toEqual([
      1, 1, 3, 1_763_700_000,
    ]);
    expect(since(3).count).toBe(0);
    expect(since(0).count).toBe(2);
  });

  it('a state that is not listed keeps the record whole', () => {
    const { insert, since } = open();
    insert(problem('p1', { state: 'new_kind_of_state' }));
    expect(stateOf(since(0).bits[0]!)).toBe(STATE_OTHER);
  });

  it('a number beyond one byte becomes 0 and spills nowhere', () => {
    const { insert, since } = open();
    for (let k = 0; k < 300; k++) insert(problem(`p${k}`, { unit: `unit-${k}` }));
    const records = since(0);
    expect([
      records.unit[254],
      records.unit[255],
      records.unit[299],
      records.town[299],
      records.source[299],
    ]).toEqual([255, 0, 0, 1, 1]);
  });

  it('a rebuild gives the same problems as the triggers, with numbers kept and counters above', () => {
    const { db, insert, since } = open();
    for (let k = 0; k < 40; k++)
      insert(problem(`p${k}`, { category: `c${k % 7}`, foundAt: 1_763_610_000_000 + k }));
    const before = since(0);
    const keys = db.prepare(columnKeysSql).all();
    for (const each of [...dropColumnTriggersSql, ...rebuildColumnsSql]) db.exec(each);
    const after = since(40);
    expect(after.count).toBe(40);
    expect({ ...after, change: 0 }).toEqual({ ...before, change: 0 });
    expect(db.prepare(columnKeysSql).all()).toEqual(keys);
    expect(since(0).count).toBe(40);
  });
});
