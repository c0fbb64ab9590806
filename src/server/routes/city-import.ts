import { message } from '../../core/message.ts';
import { undoCity } from '../city/city-undo.ts';
import { storeCity, type CityPiece } from '../city/store-city.ts';
import { refuse } from '../http/refuse.ts';
import { host, queryAll, type App, type RequestEvent } from '../pb.ts';
import { hasRole, pathValue, sendJson, takeBody } from './http-body.ts';

const MOST_BYTES = 32_000_000;
const MOST_TOLD = 200;

/**
 * POST /api/sf/city-import {batch, file, plan: CityPlan, dryRun?}: grids, roads, stations and sources on WGS-84, mapped by the sender
 * (core/city-import). All of it or nothing; answers counts per kind and the tiling of the grids.
 */
export function importCity(e: RequestEvent): void {
  if (!hasRole(e, 'admin')) return refuse(e, 403, 'forbidden', message('admin_admins_only'));
  const text = takeBody(e, MOST_BYTES);
  if (text === null) return;
  const piece = readCityPiece(text);
  if (!piece) return refuse(e, 400, 'malformed', message('admin_city_no_plan'));
  if (!piece.dryRun && knows(e.app, piece.batch))
    return refuse(e, 409, 'conflict', message('admin_city_batch_known'));
  const stored = storeCity(e.app, piece, e.hasSuperuserAuth() ? '' : (e.auth?.id ?? ''), Date.now());
  if (stored.ok) return sendJson(e, 200, stored.value);
  const problems = stored.error.slice(0, MOST_TOLD);
  refuse(e, 400, 'invalid', message('admin_city_refused', { count: stored.error.length }), { problems });
}

/** DELETE /api/sf/city-import/{batch}: takes an import back. */
export function undoCityImport(e: RequestEvent): void {
  if (!hasRole(e, 'admin')) return refuse(e, 403, 'forbidden', message('admin_admins_only'));
  const batch = pathValue(e, 'batch');
  const undone = undoCity(e.app, batch, Date.now());
  if (!undone) return refuse(e, 404, 'not_found', message('admin_import_unknown_batch'));
  sendJson(e, 200, { batch, ...undone });
}

/** `pocketbase city-import FILE` and `pocketbase city-import undo BATCH` for src/cli/import-city.ts; answers one line of JSON. */
export function cityImportCommand(app: App, args: readonly string[]): void {
  const [first, second] = args;
  const now = Date.now();
  if (first === 'undo') return console.log(JSON.stringify({ undone: undoCity(app, second ?? '', now) }));
  const piece = readCityPiece(host.readFile(first ?? ''));
  if (!piece) throw new Error('usage: pocketbase city-import FILE | undo BATCH');
  const stored = storeCity(app, piece, '', now);
  console.log(JSON.stringify(stored.ok ? { stored: stored.value } : { problems: stored.error }));
}

function readCityPiece(text: string): CityPiece | null {
  try {
    const { batch, file, plan, dryRun } = JSON.parse(text) as Partial<CityPiece>;
    if (typeof batch !== 'string' || !/^[a-z0-9]{15,32}$/.test(batch) || typeof plan !== 'object')
      return null;
    return { batch, file: typeof file === 'string' ? file.slice(0, 200) : '', plan, dryRun: dryRun === true };
  } catch {
    return null;
  }
}

function knows(app: App, batch: string): boolean {
  return queryAll(app, 'SELECT id FROM batches WHERE id = {:batch}', { id: '' }, { batch }).length > 0;
}
