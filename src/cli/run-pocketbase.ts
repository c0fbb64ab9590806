import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { foldersOf } from './city.mjs';

const ROOT = join(import.meta.dirname, '../..');

/**
 * Runs one of the product's console commands (src/server/commands) on a data folder and answers the JSON of its last line.
 * Throws with the first line of what PocketBase said when it failed or answered nothing.
 */
export function runPocketBase(data: string, args: readonly string[]): unknown {
  const named = process.env['SHANGFENG_POCKETBASE'] ?? process.env['POCKETBASE_BIN'];
  const exe = process.platform === 'win32' ? 'pocketbase.exe' : 'pocketbase';
  const binary = named ?? join(ROOT, '.cache/pocketbase/0.40.6', exe);
  const folders = foldersOf({ root: ROOT, data }, process.env['SHANGFENG_SERVER_DIR']);
  const done = spawnSync(binary, [...args, ...folders], {
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  });
  if (done.error) throw done.error;
  const said = done.stdout + done.stderr;
  const answer = /\{.*\}\s*$/.exec(said);
  if (done.status !== 0 || !answer) throw new Error(said.trim().split('\n')[0] ?? 'pocketbase');
  return JSON.parse(answer[0]);
}
