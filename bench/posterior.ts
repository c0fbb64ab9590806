import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { figure, type Figure } from './figure.ts';
import { pocketbase } from './pocketbase.ts';

const ROUNDS = 24;

/** The small posterior of a station with a suggestion, from its own series and with its three nearest neighbours', in PocketBase's JavaScript engine: medians of 24, the first two left out. */
export async function posteriorFigures(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'shangfeng-posterior-'));
  const hooks = join(folder, 'pb_hooks');
  try {
    mkdirSync(hooks);
    mkdirSync(join(folder, 'pb_migrations'));
    await build({
      entryPoints: [join(import.meta.dirname, 'posterior-case.ts')],
      outfile: join(hooks, 'case.js'),
      bundle: true,
      format: 'cjs',
      target: 'es2022',
      platform: 'neutral',
      logLevel: 'error',
    });
    const run = `console.log('TAKEN' + JSON.stringify([0, 3].map((near) => require(\`\${__hooks}/case.js\`).timePosteriors(${ROUNDS}, near))))`;
    writeFileSync(
      join(hooks, 'main.pb.js'),
      `$app.rootCmd.addCommand(new Command({ use: 'measure', run: () => ${run} }));`,
    );
    const folders = ['--dir', join(folder, 'data'), '--hooksDir', hooks];
    const done = spawnSync(
      pocketbase(),
      ['measure', ...folders, '--migrationsDir', join(folder, 'pb_migrations')],
      { encoding: 'utf8', timeout: 120_000 },
    );
    const text = /TAKEN(\[\[.*\]\])/.exec(done.stdout + done.stderr)?.[1];
    if (text === undefined) throw new Error(`measure: ${done.stdout}${done.stderr}`);
    const medians = (JSON.parse(text) as number[][]).map((all) => {
      const taken = all.slice(2).sort((a, b) => a - b);
      return taken[taken.length >> 1] ?? Number.NaN;
    });
    // For information: no rows of the table of goals.
    return ['posterior-goja-ms', 'posterior-near-goja-ms'].map((name, index) =>
      figure(name, medians[index] ?? Number.NaN, 'ms', '> 0'),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
