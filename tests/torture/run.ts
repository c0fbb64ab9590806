import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { CHROMIUM_ARGUMENTS, getChromium } from '../../src/cli/chromium.mjs';
import { startThrowAwayCity } from '../../src/cli/throw-away-city.mjs';
import { buildPage } from './build-page.ts';
import { runOnce, type Run, type Toll } from './one-run.ts';
import { Register } from './register.ts';

const HELP = `Bad days of a tablet: a real browser, service worker, database and server, and a road that cuts TCP.

  npm run sync-torture -- [--runs N] [--seed S] [--json FILE]

  --runs N      how many days (20); seeds S, S+1, … so that ranges add up
  --seed S      the first seed (1)
  --json FILE   also writes lost, doubled, falselyConfirmed, photosDiffering, unequalDevices
Ends with 1 when any of them is not 0.`;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const runs = count(values.runs, 'runs');
const first = count(values.seed, 'seed');

const root = fileURLToPath(new URL('../..', import.meta.url));
const executablePath = await getChromium({ root, tell: () => {} });
const folder = await buildPage();
const city = await startThrowAwayCity(root, { wind: 'push' });
const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_ARGUMENTS] });
const all: Run[] = [];
try {
  const register = await Register.of(city);
  const begun = Date.now();
  for (let seed = first; seed < first + runs; seed++) {
    const run = await runOnce(browser, register, folder, seed);
    all.push(run);
    if (Object.values(run.toll).some((each) => each > 0))
      console.log(`seed ${seed}: ${JSON.stringify(run.toll)}`);
  }
  console.log(`${runs} runs from seed ${first}, ${((Date.now() - begun) / runs / 1000).toFixed(2)} s each`);
} finally {
  await browser.close();
  await city.stop();
}

const total = (of: (run: Run) => number): number => all.reduce((sum, each) => sum + of(each), 0);
const toll: Toll = {
  lost: total((each) => each.toll.lost),
  doubled: total((each) => each.toll.doubled),
  falselyConfirmed: total((each) => each.toll.falselyConfirmed),
  photosDiffering: total((each) => each.toll.photosDiffering),
  unequalDevices: total((each) => each.toll.unequalDevices),
};
const report = {
  runs,
  seed: first,
  findings: total((each) => each.findings),
  photos: total((each) => each.photos),
  ...toll,
};
console.log(JSON.stringify(report));
if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
process.exitCode = Object.values(toll).every((each) => each === 0) ? 0 : 1;

function count(text: string, name: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  console.error(`--${name} wants a whole number above 0, not "${text}". See --help.`);
  process.exit(2);
}
