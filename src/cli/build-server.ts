import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { collections } from '../schema/collections.ts';
import { schemaMigration } from '../schema/migration.ts';
import { fixedMigrations } from '../server/migrations/fixed-migrations.ts';
import { wordsOf } from './message-words.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** Where PocketBase finds its hooks and migrations. */
export const SERVER_OUT = join(ROOT, '.cache/server');

/** Writes pb_hooks and pb_migrations under `out`; the same sources give the same bytes. */
export async function buildServer(out: string = SERVER_OUT): Promise<void> {
  const hooks = join(out, 'pb_hooks');
  mkdirSync(hooks, { recursive: true });
  await build({
    entryPoints: [join(ROOT, 'src/server/index.ts')],
    outfile: join(hooks, 'sf.js'),
    bundle: true,
    format: 'cjs',
    target: 'es2022',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    minifySyntax: true,
    minifyWhitespace: true,
    charset: 'utf8',
    logLevel: 'error',
  });
  const thin = await transform(readFileSync(join(ROOT, 'src/server/main.pb.ts'), 'utf8'), {
    loader: 'ts',
    target: 'es2022',
    charset: 'utf8',
  });
  writeFileSync(join(hooks, 'main.pb.js'), thin.code);
  writeMigrations(join(out, 'pb_migrations'));
}

/** File name → text, in the order PocketBase applies them (by name). */
export function migrationFiles(): ReadonlyMap<string, string> {
  const schema = schemaMigration(collections);
  const appName = wordsOf('zh-CN', 'app')({ key: 'app_name' });
  const files = new Map<string, string>([['1_init.js', schema]]);
  for (const [name, text] of Object.entries(fixedMigrations))
    files.set(name, text.replace('{app_name}', appName));
  // 1_init is applied once per database; a changed schema gets a new name here and so runs on databases that have data.
  files.set(`9_schema_${createHash('sha256').update(schema).digest('hex').slice(0, 12)}.js`, schema);
  // In the order in which PocketBase applies them.
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function writeMigrations(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const files = migrationFiles();
  for (const old of readdirSync(folder)) if (!files.has(old)) rmSync(join(folder, old));
  for (const [name, text] of files) {
    const path = join(folder, name);
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildServer();
