import { message } from '../../core/message.ts';
import { readPiece, storeImport } from '../feeds/store-import.ts';
import { undoBatch } from '../feeds/undo-import.ts';
import { refuse } from '../http/refuse.ts';
import { host, type App, type RequestEvent } from '../pb.ts';
import { hasRole, pathValue, sendJson, takeBody } from './http-body.ts';

const MOST_BYTES = 32_000_000;

/**
 * POST /api/sf/import {batch, file, rows: FeedRow[]}: a piece of a table of history, mapped by the sender (core/feeds/history-table.ts).
 * The batch's id is made by the sender; the same piece again changes nothing. Answers like a push.
 */
export function importRows(e: RequestEvent): void {
  if (!hasRole(e, 'admin', 'dispatcher')) return refuse(e, 403, 'forbidden', message('admin_admins_only'));
  const text = takeBody(e, MOST_BYTES);
  if (text === null) return;
  const piece = readPiece(text);
  if (!piece) return refuse(e, 400, 'malformed', message('admin_import_body'));
  const by = e.hasSuperuserAuth() ? '' : (e.auth?.id ?? '');
  sendJson(e, 200, storeImport(e.app, piece, by, Date.now()));
}

/** DELETE /api/sf/import/{batch}: undoes an import; answers how many rows it left because they were corrected since. */
export function undoImport(e: RequestEvent): void {
  if (!hasRole(e, 'admin', 'dispatcher')) return refuse(e, 403, 'forbidden', message('admin_admins_only'));
  const batch = pathValue(e, 'batch');
  const undone = undoBatch(e.app, batch, Date.now());
  if (!undone) return refuse(e, 404, 'not_found', message('admin_import_unknown_batch'));
  sendJson(e, 200, { batch, undone: true, ...undone });
}

/** `pocketbase import FILE` and `pocketbase import --undo BATCH` for src/cli/import.ts; answers one line of JSON. */
export function importCommand(app: App, args: readonly string[]): void {
  const [first, second] = args;
  const now = Date.now();
  if (first === 'undo') return console.log(JSON.stringify({ undone: undoBatch(app, second ?? '', now) }));
  const piece = readPiece(host.readFile(first ?? ''));
  if (!piece) throw new Error('usage: pocketbase import FILE | undo BATCH');
  console.log(JSON.stringify(storeImport(app, piece, '', now)));
}
