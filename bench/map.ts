import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type Page } from '@playwright/test';
import { CHROMIUM_ARGUMENTS, getChromium } from '../src/cli/chromium.mjs';
import { DEMO_PUSH_TOKEN } from '../src/cli/demo/feeds.ts';
import { type City, startThrowAwayCity } from '../src/cli/throw-away-city.mjs';
import { type Figure, figure } from './figure.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Odd, so that the median is a measured run. */
const FIRST_MAP_RUNS = 5;
const WIND_RUNS = 7;
/** The history that the desk reads tells its rows by whole seconds. */
const APART_MS = 5_000;

interface Mark {
  readonly name: string;
  readonly value: string;
  /** Milliseconds since the navigation began. */
  readonly sinceStart: number;
  /** Epoch milliseconds. */
  readonly at: number;
}
interface Marked {
  readonly shangfengMarks: Mark[];
}

/**
 * The dispatcher's map in a real Chromium on a real server: how soon it first stands, what its shell weighs and asks for,
 * and how soon a pushed wind has moved the zone. Every first map has a context of its own, so an empty cache.
 */
export async function measureMap(): Promise<readonly Figure[]> {
  const city = await startThrowAwayCity(root, { wind: 'push' });
  const executablePath = await getChromium({ root });
  const browser = await chromium.launch({
    executablePath,
    args: [...CHROMIUM_ARGUMENTS],
  });
  try {
    const token = await signIn(city);
    const firstMaps: number[] = [];
    const elsewhere = new Set<string>();
    const shell = new Set<string>();
    // The browser's own first page starts its processes: that is not the map's time.
    await (await browser.newPage()).goto('about:blank');
    for (let run = 0; run < FIRST_MAP_RUNS; run++) {
      const page = await openDesk(browser, city, token, (url) => {
        if (url.origin !== city.url) elsewhere.add(url.href);
        else if (!url.pathname.startsWith('/api/')) shell.add(url.pathname);
      });
      firstMaps.push(await firstMap(page));
      await page.context().close();
    }
    const winds = await windToMap(browser, city, token);
    return [
      figure('first-map-ms', median(firstMaps), 'ms', '< 1500'),
      figure('off-origin', elsewhere.size, '', '= 0'),
      figure('shell-gzip-kb', gzippedKb(shell), 'kB', '<= 600'),
      figure('wind-to-map-ms', median(winds), 'ms', '< 1000'),
    ];
  } finally {
    await browser.close();
    await city.stop();
  }
}

async function signIn(city: City): Promise<{ readonly token: string; readonly record: unknown }> {
  const account = city.accounts.find((each) => each.role === 'dispatcher');
  const answer = await fetch(`${city.url}/api/collections/users/auth-with-password`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ identity: account?.email, password: account?.password }),
  });
  if (!answer.ok) throw new Error(`sign-in: ${answer.status}`);
  return (await answer.json()) as { token: string; record: unknown };
}

async function openDesk(
  browser: Browser,
  city: City,
  auth: object,
  onRequest: (url: URL) => void,
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' });
  context.on('request', (request) => {
    if (/^https?:/.test(request.url())) onRequest(new URL(request.url()));
  });
  const page = await context.newPage();
  await page.addInitScript((stored) => {
    localStorage.setItem('pocketbase_auth', stored);
    const shangfengMarks: Mark[] = [];
    Object.assign(window, { shangfengMarks });
    const mark = (element: Element, name: string): void => {
      const sinceStart = performance.now();
      const value = element.getAttribute(name) ?? '';
      shangfengMarks.push({ name, value, sinceStart, at: performance.timeOrigin + sinceStart });
    };
    new MutationObserver((changes) => {
      for (const { target, attributeName } of changes) {
        if (attributeName && target instanceof Element && target.hasAttribute('data-map-idle'))
          mark(target, attributeName);
      }
    }).observe(document, {
      subtree: true,
      attributes: true,
      attributeFilter: ['data-map-idle', 'data-zone-wind-at'],
    });
  }, JSON.stringify(auth));
  await page.goto(`${city.url}/dispatch`);
  return page;
}

/** Milliseconds from navigation to the map's first idle: ground, fence, grids, sources and stations drawn. */
async function firstMap(page: Page): Promise<number> {
  const found = await page.waitForFunction(
    () =>
      (window as unknown as Marked).shangfengMarks.find(
        (each) => each.name === 'data-map-idle' && each.value === 'true',
      )?.sinceStart,
    undefined,
    { timeout: 60_000 },
  );
  return Number(await found.jsonValue());
}

/**
 * Milliseconds from sending a wind to the zone drawn on an open map that counts this very wind and lies elsewhere than the one before,
 * for winds that swing by 40° each time. Throws when that zone has not moved.
 */
async function windToMap(browser: Browser, city: City, auth: object): Promise<number[]> {
  const page = await openDesk(browser, city, auth, () => {});
  await firstMap(page);
  const code = (await page.locator('[data-station]').first().getAttribute('data-station')) ?? '';
  // A quarter of an hour of steady wind, so that the station has a zone to begin with.
  const minute = 60_000;
  const now = Math.floor(Date.now() / minute) * minute;
  await push(
    city,
    Array.from({ length: 8 }, (_, back) => wind(code, now - (back + 1) * 2 * minute, 80)),
  );
  await page.locator(`[data-station="${code}"]`).click();
  await page.waitForFunction(() => document.querySelector('[data-map-idle][data-zone-rev]') !== null);
  const taken: number[] = [];
  for (let run = 0; run < WIND_RUNS; run++) {
    await page.waitForTimeout(1_500);
    const before = await drawnAxis(page);
    const at = now - 2 * minute + (run + 1) * APART_MS;
    const sentAt = Date.now();
    await push(city, [wind(code, at, (80 + 40 * (run + 1)) % 360)]);
    const drawn = await page.waitForFunction(
      (wanted) =>
        (window as unknown as Marked).shangfengMarks.find(
          (each) => each.name === 'data-zone-wind-at' && Math.abs(Number(each.value) - wanted) < 1_500,
        )?.at,
      at,
      { timeout: 30_000, polling: 20 },
    );
    taken.push(Number(await drawn.jsonValue()) - sentAt);
    if ((await drawnAxis(page)) === before) throw new Error(`wind ${run}: the zone did not move`);
  }
  await page.context().close();
  return taken;
}

/** Degrees that the drawn zone's wind comes from. */
async function drawnAxis(page: Page): Promise<string> {
  return (await page.locator('[data-map-idle]').first().getAttribute('data-zone-axis')) ?? '';
}

/** What a logger sends: wind, and dust well above the usual with it. A zone ends with the last reading and looks where that came from. */
function wind(station: string, at: number, from: number): object {
  return {
    station,
    time: new Date(at).toISOString(),
    wind_dir: from,
    wind_speed: 3.2,
    pm10: 300,
    span_min: 2,
  };
}

async function push(city: City, rows: readonly object[]): Promise<void> {
  const answer = await fetch(`${city.url}/api/sf/push/push`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${DEMO_PUSH_TOKEN}` },
    body: JSON.stringify({ rows }),
  });
  const { accepted = 0, corrected = 0 } = (await answer.json()) as Record<string, number>;
  // Of the minutes before, the city has dust of its own: that is corrected.
  const taken = accepted + corrected;
  if (taken !== rows.length) throw new Error(`push: ${answer.status}, ${taken} of ${rows.length} rows taken`);
}

/** What the shell's files weigh under gzip -9, in kB of 1,000 bytes; a path that is no file is the page itself. */
function gzippedKb(paths: ReadonlySet<string>): number {
  const files = new Set([...paths].map(fileOf));
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0) / 1000;
}

function fileOf(path: string): string {
  const file = join(root, 'dist', path);
  return existsSync(file) && statSync(file).isFile() ? file : join(root, 'dist', 'index.html');
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
