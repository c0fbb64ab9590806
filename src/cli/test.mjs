// @ts-check
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfChanged } from './build.mjs';
import { ensureChineseFont, getChromium } from './chromium.mjs';
import { checkNode, installPackages } from './install.mjs';
import { getPocketBase } from './pocketbase.mjs';
import { report } from './progress.mjs';
import { run, running, withProjectTools } from './run.mjs';
import { say, tellError } from './say.mjs';
import { addSummaries, closingLine, countPlaywright, countVitest } from './test-summary.mjs';

/** @typedef {import('./test-summary.mjs').Summary} Summary */

const root = fileURLToPath(new URL('../..', import.meta.url));
const results = join(root, 'test-results');

async function test() {
  checkNode(process.versions.node);
  const [pocketbase] = await Promise.all([getPocketBase({ root }), installPackages(root)]);
  const chromium = await getChromium({ root });
  await ensureChineseFont({ root });
  await buildIfChanged(root);
  const env = {
    ...withProjectTools(root),
    POCKETBASE_BIN: pocketbase,
    SHANGFENG_CHROMIUM: chromium,
    // The tests' own words must not depend on the machine's.
    LC_ALL: 'C.UTF-8',
    FORCE_COLOR: '0',
    NODE_OPTIONS: '',
  };
  mkdirSync(results, { recursive: true });
  const unit = await vitest(env);
  const ends = await playwright(env);
  return conclude(addSummaries([unit, ends]));
}

/** @param {NodeJS.ProcessEnv} env */
function vitest(env) {
  report('cli_test_vitest');
  const file = join(results, 'vitest.json');
  const args = ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
  return runner('vitest', args, env, file, countVitest);
}

/** @param {NodeJS.ProcessEnv} env */
function playwright(env) {
  report('cli_test_playwright');
  const file = join(results, 'playwright.json');
  const json = { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  return runner('playwright', ['test', '--reporter=list,json'], json, file, countPlaywright);
}

/**
 * Runs one test runner; one that dies without a report, or fails without a failed test, counts as a failure itself.
 * @template T
 * @param {string} name
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {string} file its JSON report
 * @param {(report: T) => Summary} count
 * @returns {Promise<Summary>}
 */
async function runner(name, args, env, file, count) {
  rmSync(file, { force: true });
  const { code } = await run(name, args, { cwd: root, env, show: true });
  /** @type {Summary} */
  let summary;
  try {
    summary = count(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    const reason = say('cli_test_no_report', { runner: name, code: code ?? '' });
    return { passed: 0, failures: [{ name, reason }], skipped: [] };
  }
  if (code !== 0 && summary.failures.length === 0) {
    summary.failures.push({ name, reason: say('cli_test_exit', { runner: name, code: code ?? '' }) });
  }
  return summary;
}

/** @param {Summary} summary @returns {number} exit code */
function conclude(summary) {
  if (summary.failures.length > 0) {
    process.stdout.write(`\n${say('cli_test_failures')}\n`);
    for (const { name, reason } of summary.failures) {
      const lines = reason.split('\n').slice(0, 12);
      process.stdout.write(
        `  ✗ ${name.replace(root, '')}\n${lines.map((each) => `      ${each}`).join('\n')}\n`,
      );
    }
  }
  if (summary.skipped.length > 0) {
    process.stdout.write(`${say('cli_test_skipped', { count: summary.skipped.length })}\n`);
    for (const name of summary.skipped) process.stdout.write(`  - ${relative(root, name)}\n`);
  }
  const none = summary.passed + summary.failures.length === 0;
  if (none) process.stderr.write(`${say('cli_test_none')}\n`);
  process.stdout.write(`${closingLine(summary)}\n`);
  return none || summary.failures.length > 0 ? 1 : 0;
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    for (const child of running) child.kill(signal);
    process.exit(130);
  });
}

test().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    process.exitCode = tellError(error);
  },
);
