import { columnsSql, isSealed, rowTextSql, sealsText, type RowSeal } from '../../core/casework/row-seal.ts';
import { host, queryAll, queryOne, type App } from '../pb.ts';
import type { Settled } from './settled.ts';

/** A row of a collection. */
export interface RowKey {
  readonly collection: string;
  readonly id: string;
}

/** What the rows look like now, for the event that wrote them; read back, so that it is what the database holds. */
export function sealsOf(tx: App, rows: readonly RowKey[], settled: Settled): string {
  const known = new Map(rows.filter((each) => isSealed(each.collection)).map((each) => [keyOf(each), each]));
  const seals = [...known.values()].map(({ collection, id }): RowSeal => {
    const { columns, sql } = settled(`seal/${collection}`, () => sealOf(tx, collection));
    const { text } = queryOne(tx, `${sql} WHERE id = {:id}`, { text: '' }, { id });
    return { collection, id, columns, hash: host.sha256(text) };
  });
  return sealsText(seals);
}

/** How rows of a collection are sealed: how many columns it has, and what reads the text of its rows. */
export function sealOf(tx: App, collection: string): { readonly columns: number; readonly sql: string } {
  const names = queryAll(tx, columnsSql(collection), { name: '' }).map((each) => each.name);
  return { columns: names.length, sql: `SELECT ${rowTextSql(names)} AS text FROM "${collection}"` };
}

function keyOf({ collection, id }: RowKey): string {
  return `${collection}/${id}`;
}
