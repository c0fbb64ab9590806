import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { pocketbaseVersion } from '../src/cli/pocketbase-pins.mjs';
import type { Figure } from './figure.ts';

/** Which file measures which figures, in the order they are taken. */
const modules = {
  zones: ['zones-indexed', 'zones-with-build', 'zones-wrong'],
  slider: ['slider-step'],
  heat: ['heat-first-view', 'heat-main-thread', 'heat-memory', 'heat-counts'],
  columns: ['columns-speed', 'columns-bytes'],
  events: ['events-per-s', 'event-cpu-ms'],
  ledger: ['ledger-page-ms'],
  export: ['export-100k-s', 'export-100k-rows-per-s', 'export-100k-block-ms'],
  search: ['search-ms', 'search-p95-ms', 'search-bytes-per-case'],
  tick: ['tick-ms'],
  posterior: ['posterior-goja-ms', 'posterior-near-goja-ms'],
  map: ['first-map-ms', 'off-origin', 'shell-gzip-kb', 'wind-to-map-ms'],
} as const;

const self = fileURLToPath(import.meta.url);
const { json, only, module: one, out, help } = readOptions();

if (help) printHelp();
else if (one && out) await measureHere(one, out);
else await measureAll();

/** Measures in this process; the parent reads the figures from `file`. */
async function measureHere(name: string, file: string): Promise<void> {
  const loaded = (await import(`./${name}.ts`)) as Record<string, unknown>;
  const measure = Object.values(loaded).find((each) => typeof each === 'function') as () => Promise<
    readonly Figure[]
  >;
  writeFileSync(file, JSON.stringify(await measure()));
  process.exit(0);
}

async function measureAll(): Promise<void> {
  const wanted = only?.split(',');
  const known = Object.values(modules).flat() as readonly string[];
  const strange = wanted?.filter((each) => !known.includes(each) && !(each in modules));
  if (strange && strange.length > 0) {
    process.stderr.write(`--only: ${strange.join(', ')} ∉ ${known.join(', ')}\n`);
    process.exit(2);
  }
  printMachine();
  const figures: Figure[] = [];
  for (const [name, ids] of Object.entries(modules)) {
    const asked = ids.filter((id) => !wanted || wanted.includes(id) || wanted.includes(name));
    if (asked.length === 0) continue;
    const taken = await measureInChild(name);
    for (const id of asked) {
      const found = taken.find((each) => each.id === id);
      figures.push(found ?? { id, value: Number.NaN, unit: '', goal: '', pass: false });
      printFigure(figures.at(-1));
    }
  }
  if (json) writeFileSync(json, `${JSON.stringify(figures, undefined, 2)}\n`);
  process.exit(figures.every((each) => each.pass) ? 0 : 1);
}

/** A process of its own per file: one measurement's heap and compiled code must not colour the next. */
async function measureInChild(name: string): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'shangfeng-bench-'));
  const file = join(folder, 'figures.json');
  try {
    const child = spawn(process.execPath, ['--expose-gc', self, '--module', name, '--out', file], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    await new Promise((done) => child.once('close', done));
    return JSON.parse(readFileSync(file, 'utf8')) as Figure[];
  } catch (error) {
    process.stderr.write(`${name}: ${String(error)}\n`);
    return [];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function printMachine(): void {
  const root = new URL('../package.json', import.meta.url);
  const { dependencies, devDependencies } = JSON.parse(readFileSync(root, 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  const versions = [
    'maplibre-gl',
    'supercluster',
    '@turf/sector',
    '@turf/points-within-polygon',
    'geographiclib-geodesic',
  ].map((name) => `${name} ${dependencies?.[name] ?? devDependencies?.[name] ?? '?'}`);
  const [cpu] = cpus();
  process.stdout.write(`${cpu?.model ?? '?'} × ${cpus().length}, ${Math.round(totalmem() / 2 ** 30)} GiB, `);
  process.stdout.write(
    `${process.platform} ${process.arch}, Node ${process.versions.node}\nPocketBase ${pocketbaseVersion}, ${versions.join(', ')}\n\n`,
  );
}

function printFigure(each: Figure | undefined): void {
  if (!each) return;
  const { id, value, unit, goal, pass } = each;
  const cells = [
    id.padEnd(18),
    String(value).padStart(10),
    unit.padEnd(6),
    goal.padEnd(10),
    pass ? '✓' : '✗',
  ];
  process.stdout.write(`${cells.join('  ')}\n`);
}

function readOptions(): { json?: string; only?: string; module?: string; out?: string; help?: boolean } {
  const text = { type: 'string' } as const;
  const options = { json: text, only: text, module: text, out: text, help: { type: 'boolean' } } as const;
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return process.exit(2);
  }
}

function printHelp(): void {
  process.stdout.write('npm run bench -- [--only ID,…] [--json FILE]\n\n');
  for (const [name, ids] of Object.entries(modules))
    process.stdout.write(`  ${name.padEnd(10)} ${ids.join(', ')}\n`);
}
