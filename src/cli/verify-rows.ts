import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { columnsSql, rowTextSql, SEALED, type RowSeal } from '../core/casework/row-seal.ts';
import { message, type Message } from '../core/message.ts';

/** The last seal of each row, and which record of the log it stands in. */
export type LastSeals = Map<string, RowSeal & { readonly seq: number }>;

/** What became of the rows that the log tells of. */
export interface RowsChecked {
  readonly rows: number;
  readonly faults: readonly Message[];
}

/** More would not be read; the first ones say where to look. */
const MOST_FAULTS = 20;

/** Holds every row of the collections that change by events against the seal of the last event that wrote it. Takes the seals apart. */
export function verifyRows(database: DatabaseSync, last: LastSeals): RowsChecked {
  let rows = 0;
  const faults: Message[] = [];
  for (const collection of SEALED) {
    const names = columnsOf(database, collection);
    const all = database.prepare(`SELECT id, ${rowTextSql(names)} AS text FROM "${collection}"`);
    for (const each of all.iterate() as Iterable<unknown>) {
      const { id, text } = each as { readonly id: string; readonly text: string };
      const seal = last.get(sealKey({ collection, id }));
      if (!seal) continue;
      last.delete(sealKey(seal));
      rows++;
      // Columns that an update of the program added afterwards are no part of it.
      const then = seal.columns < names.length ? textOf(database, seal, names.slice(0, seal.columns)) : text;
      if (sha256(then) !== seal.hash) faults.push(message('server_row_altered', paramsOf(seal)));
      if (faults.length >= MOST_FAULTS) return { rows, faults };
    }
  }
  const gone = [...last.values()].map((seal) => message('server_row_dropped', paramsOf(seal)));
  return { rows, faults: [...faults, ...gone].slice(0, MOST_FAULTS) };
}

export function sealKey({ collection, id }: Pick<RowSeal, 'collection' | 'id'>): string {
  return `${collection}/${id}`;
}

function columnsOf(database: DatabaseSync, collection: string): readonly string[] {
  return database
    .prepare(columnsSql(collection))
    .all()
    .map((each) => String(each['name']));
}

function textOf(database: DatabaseSync, { collection, id }: RowSeal, names: readonly string[]): string {
  const sql = `SELECT ${rowTextSql(names)} AS text FROM "${collection}" WHERE id = ?`;
  return String(database.prepare(sql).get(id)?.['text'] ?? '');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function paramsOf({ collection, id, seq }: RowSeal & { readonly seq: number }) {
  return { collection, id, seq };
}
