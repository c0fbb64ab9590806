import { existsSync } from 'node:fs';
import { join } from 'node:path';

const KEPT = join(import.meta.dirname, '../.cache/pocketbase/0.40.6');

/** PocketBase's binary: named by the environment, or where the project keeps it. */
export function pocketbase(): string {
  const named = process.env['SHANGFENG_POCKETBASE'] ?? process.env['POCKETBASE_BIN'];
  if (named !== undefined && existsSync(named)) return named;
  return join(KEPT, process.platform === 'win32' ? 'pocketbase.exe' : 'pocketbase');
}
