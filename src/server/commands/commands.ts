import {
  columnTriggersSql,
  columnTablesSql,
  dropColumnTriggersSql,
  rebuildColumnsSql,
} from '../../core/columns/table-sql.ts';
import type { App } from '../pb.ts';
import { adminLink } from './admin-link.ts';
import { loadDemo } from './load-demo.ts';

/** `pocketbase demo FILE` */
export function demoCommand(app: App, args: readonly string[]): void {
  const path = args[0];
  if (path === undefined) throw new Error('usage: pocketbase demo FILE');
  loadDemo(app, path);
}

/** `pocketbase admin-link URL [NAME]`: prints the link on a line of its own. */
export function adminLinkCommand(app: App, args: readonly string[]): void {
  const made = adminLink(app, args[0] ?? 'http://127.0.0.1:8090', args[1] ?? 'admin');
  console.log(made ? `${made.email}\n${made.link}` : 'There is an admin already.');
}

/** `pocketbase rebuild`: fills the columns of the map again from the problems; every client gets all rows anew. */
export function rebuildCommand(app: App): void {
  app.runInTransaction((tx) => {
    const statements = [
      ...columnTablesSql,
      ...dropColumnTriggersSql,
      ...rebuildColumnsSql,
      ...columnTriggersSql,
    ];
    for (const sql of statements) tx.nonconcurrentDB().newQuery(sql).execute();
  });
}
