import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import type { Row } from '../../../src/core/casework/act.ts';
import { fillOpenSql, keepOpenFields } from '../../../src/core/casework/open-fields.ts';
import { MemoryWorld } from './memory-world.ts';

const row = { id: 'p', state: 'rectifying', foundAt: 10, deadlineAt: 50, unit: 'u', handler: '李' };
/** state, unit, person, deadline → openSince, openDueAt, lackSince. */
const TABLE: readonly [Partial<typeof row>, readonly [number, number, number]][] = [
  [{}, [10, 50, 0]],
  [{ handler: '' }, [10, 50, 10]],
  [{ unit: '' }, [10, 50, 10]],
  [{ deadlineAt: 0 }, [10, 0, 10]],
  [{ state: 'closed', handler: '' }, [0, 0, 0]],
  [{ state: 'fixed_on_spot', unit: '' }, [0, 0, 0]],
  [{ state: 'void', deadlineAt: 0 }, [0, 0, 0]],
];

describe('fields of the ledger’s open cases', () => {
  test.each(TABLE)('%o', (fields, expected) => {
    const of = (all: Readonly<Record<string, unknown>>) => [
      all['openSince'],
      all['openDueAt'],
      all['lackSince'],
    ];
    const write = { collection: 'problems', id: 'p', create: true, fields: { ...row, ...fields } };
    const kept = keepOpenFields({ writes: [write], follow: [] }, new MemoryWorld());
    expect(of(kept.writes[0]!.fields)).toEqual(expected);
    // A step that changes but these few is read together with the row as it was.
    const world = new MemoryWorld({ problems: [row as unknown as Row] });
    const step = { collection: 'problems', id: 'p', create: false, fields: { ...fields, foundAt: 10 } };
    expect(of(keepOpenFields({ writes: [step], follow: [] }, world).writes[0]!.fields)).toEqual(expected);

    const db = new DatabaseSync(':memory:');
    db.exec(
      'CREATE TABLE problems (id, state, foundAt, deadlineAt, unit, handler, openSince, openDueAt, lackSince)',
    );
    const { id, state, foundAt, deadlineAt, unit, handler } = { ...row, ...fields };
    db.prepare('INSERT INTO problems VALUES (?,?,?,?,?,?,1,1,1)').run(
      id,
      state,
      foundAt,
      deadlineAt,
      unit,
      handler,
    );
    db.exec(fillOpenSql);
    expect(of(db.prepare('SELECT * FROM problems').get() as Record<string, unknown>)).toEqual(expected);
    db.close();
  });

  test('a step that changes nothing of it writes nothing of it', () => {
    const write = { collection: 'problems', id: 'p', create: false, fields: { note: 'x' } };
    expect(keepOpenFields({ writes: [write], follow: [] }, new MemoryWorld()).writes[0]).toBe(write);
  });
});
