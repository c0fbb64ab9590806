import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build } from 'esbuild';
import { CHROMIUM_ARGUMENTS, getChromium } from '../src/cli/chromium.mjs';
import { figure, type Figure } from './figure.ts';
import type { PageFigures } from './heat-page/page.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PROBLEMS = 1_000_000;
const RUNS = 3;

/**
 * 1 M problems in Chromium: columns in a worker against one GeoJSON source with cluster: true. First view counts from the
 * data in memory (features there, the server's bytes here) to an idle map; memory is the renderer's resident set then.
 * Each design has its own browser; the two alternate; ratios of the best runs, since other work on the machine only adds.
 */
export async function heat(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'shangfeng-heat-'));
  await buildPage(folder);
  const server = await serveFolder(folder);
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const executablePath = await getChromium({ root: ROOT });
    const naive: Measured[] = [];
    const columns: Measured[] = [];
    for (let run = 0; run < RUNS; run++) {
      naive.push(await measure(executablePath, url, 'naive'));
      columns.push(await measure(executablePath, url, 'columns'));
    }
    const ratio = (pick: (each: Measured) => number): number =>
      Math.min(...naive.map(pick)) / Math.min(...columns.map(pick));
    return [
      figure(
        'heat-first-view',
        ratio((each) => each.firstViewMs),
        '×',
        '>= 20',
      ),
      figure(
        'heat-main-thread',
        ratio((each) => each.longestBlockMs),
        '×',
        '>= 15',
      ),
      figure(
        'heat-memory',
        ratio((each) => each.residentKb),
        '×',
        '>= 5',
      ),
      figure('heat-counts', Math.max(...columns.map((each) => each.miscounted)), 'problems', '= 0'),
    ];
  } finally {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Measured extends PageFigures {
  readonly residentKb: number;
}

async function measure(executablePath: string, url: string, design: 'naive' | 'columns'): Promise<Measured> {
  const browser = await chromium.launch({
    executablePath,
    args: [...CHROMIUM_ARGUMENTS, '--js-flags=--expose-gc'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    page.setDefaultTimeout(180_000);
    await page.goto(url);
    const figures = (await page.evaluate(`${design}(${PROBLEMS})`)) as PageFigures;
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const renderers = processInfo
      .filter((each) => each.type === 'renderer')
      .map((each) => residentKb(each.id));
    return { ...figures, residentKb: Math.max(...renderers) };
  } finally {
    await browser.close();
  }
}

function residentKb(pid: number): number {
  const status = `/proc/${pid}/status`;
  if (existsSync(status))
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1] ?? Number.NaN);
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));
}

async function buildPage(folder: string): Promise<void> {
  const shared = { bundle: true, format: 'esm', target: 'es2022', minify: true, logLevel: 'error' } as const;
  await build({
    ...shared,
    entryPoints: [join(ROOT, 'bench/heat-page/page.ts')],
    outfile: join(folder, 'page.js'),
  });
  await build({
    ...shared,
    entryPoints: [join(ROOT, 'src/workers/columns.worker.ts')],
    outfile: join(folder, 'columns.worker.js'),
  });
  const dist = join(ROOT, 'node_modules/maplibre-gl/dist');
  cpSync(dist, folder, { recursive: true, filter: (path) => path === dist || /\.mjs$/.test(path) });
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><meta charset="utf-8"><style>body{margin:0}#map{width:1280px;height:720px}</style><div id="map"></div><script type="module" src="/page.js"></script>',
  );
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
};

function serveFolder(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = join(folder, request.url === '/' ? 'index.html' : decodeURIComponent(request.url ?? ''));
    if (!path.startsWith(folder) || !existsSync(path)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' });
    response.end(readFileSync(path));
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}
