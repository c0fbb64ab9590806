import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeColumns, encodeColumns, type Records } from '../../../src/core/columns/codec.ts';
import { firstOpenedFrom, mergeColumns, noColumns, type Columns } from '../../../src/core/columns/columns.ts';
import { RECORD_BYTES } from '../../../src/core/columns/layout.ts';
import { worldY } from '../../../src/core/columns/mercator.ts';
import { unpackLat } from '../../../src/core/columns/codec.ts';
import { sampleRecords } from './sample.ts';

/** Some of the records, in the given order, as a server would send them. */
function take(records: Records, order: readonly number[]): Records {
  const bytes = new Uint8Array(encodeColumns(records));
  const out = new Uint8Array(order.length * RECORD_BYTES);
  order.forEach((i, at) =>
    out.set(bytes.subarray(i * RECORD_BYTES, (i + 1) * RECORD_BYTES), at * RECORD_BYTES),
  );
  return decodeColumns(out.buffer);
}

const rowsOf = (columns: Columns) =>
  [...columns.row]
    .map((row, i) => [row, columns.opened[i], columns.bits[i], columns.change[i]].join())
    .sort();

describe('merge', () => {
  it('sorts by opened time and keeps every row once', () => {
    const columns = mergeColumns(noColumns, sampleRecords(2000));
    expect(columns.count).toBe(2000);
    expect(new Set(columns.row).size).toBe(2000);
    for (let i = 1; i < columns.count; i++) expect(columns.opened[i]! >= columns.opened[i - 1]!).toBe(true);
    expect(columns.since).toBe(2000);
  });

  it('0 lost, 0 doubled: any order, doubling and splitting of the changes ends the same', () => {
    const records = sampleRecords(60);
    for (let i = 30; i < 60; i++) records.row[i] = 1 + (i % 20);
    const all = Array.from({ length: 60 }, (_, i) => i);
    const expected = rowsOf(mergeColumns(noColumns, records));
    fc.assert(
      fc.property(
        fc.shuffledSubarray(all, { minLength: 60 }),
        fc.array(fc.nat(59)),
        fc.nat(60),
        (order, again, cut) => {
          const sent = [...order, ...again];
          const first = mergeColumns(noColumns, take(records, sent.slice(0, cut)));
          const columns = mergeColumns(first, take(records, sent.slice(cut)));
          expect(rowsOf(columns)).toEqual(expected);
          for (let i = 1; i < columns.count; i++)
            expect(columns.opened[i]! >= columns.opened[i - 1]!).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('an older change does not undo a newer one', () => {
    const records = sampleRecords(2);
    records.row[1] = 1;
    const columns = mergeColumns(mergeColumns(noColumns, take(records, [1])), take(records, [0]));
    expect([columns.count, columns.change[0]]).toEqual([1, 2]);
  });

  it('nothing new is the same object', () => {
    const columns = mergeColumns(noColumns, sampleRecords(3));
    expect(mergeColumns(columns, take(sampleRecords(3), []))).toBe(columns);
  });

  it('places are projected to within two units (2 cm) by the table of marks', () => {
    const columns = mergeColumns(noColumns, sampleRecords(5000));
    for (let i = 0; i < columns.count; i++)
      expect(Math.abs(columns.worldY[i]! - worldY(unpackLat(columns.y[i]!)))).toBeLessThanOrEqual(2);
  });
});

describe('time', () => {
  it('finds the first problem opened from a second on', () => {
    const columns = mergeColumns(noColumns, sampleRecords(100));
    for (const at of [0, columns.opened[50]!, columns.opened[50]! + 1, 4e9]) {
      const expected = [...columns.opened].findIndex((each) => each >= at);
      expect(firstOpenedFrom(columns, at)).toBe(expected < 0 ? 100 : expected);
    }
    expect(firstOpenedFrom(noColumns, 5)).toBe(0);
  });
});
