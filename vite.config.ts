import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { deviceCopy } from './src/cli/device-copy.ts';
import { wordTables } from './src/cli/word-tables.ts';

/** Fetches the largest files with the page; they run only when a screen asks for them. */
const preloadMap: Plugin = {
  name: 'shangfeng:preload-map',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => /^assets\/(map|shared)-.*\.js$/.test(file))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` },
          injectTo: 'head',
        })),
  },
};

/** The map's own buttons are the project's: MapLibre's come with 8 kB of pictures that nobody would see. */
const withoutMapControls = {
  postcssPlugin: 'shangfeng-without-map-controls',
  Rule: (rule: { readonly selectors: readonly string[]; readonly remove: () => void }) => {
    if (rule.selectors.every((each) => each.includes('.maplibregl-ctrl'))) rule.remove();
  },
};

/** What screens may share; what one alone needs comes with it. */
const SHARED = /src\/(ui|map|text|state|api|offline|core|screens\/\w+\.ts)|node_modules\/(sv-router|@lucide)/;

interface ModuleGraph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/** The desk, and beside it the station that it opens with. */
const FIRST_PAGE = [
  'src/main.ts',
  'src/App.svelte',
  'src/screens/dispatch/index.svelte',
  'src/screens/dispatch/StationSide.svelte',
];

/** What most people's first page is made of: all that the desk imports, but for what it asks for later. */
let firstPage: Set<string> | null = null;
function isOnFirstPage(id: string, graph: ModuleGraph): boolean {
  if (!firstPage) {
    firstPage = new Set();
    const left = FIRST_PAGE.map((each) => fileURLToPath(new URL(each, import.meta.url)));
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      if (firstPage.has(next)) continue;
      firstPage.add(next);
      left.push(...(graph.getModuleInfo(next)?.importedIds ?? []));
    }
  }
  return firstPage.has(id);
}

export default defineConfig({
  plugins: [
    ...wordTables(fileURLToPath(new URL('.', import.meta.url))),
    svelte({ configFile: false }),
    preloadMap,
    deviceCopy(),
  ],
  worker: { format: 'es' },
  css: { postcss: { plugins: [withoutMapControls] } },
  // MapLibre alone is over 1 MB; it comes with the first map and is cached by its hash.
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_200,
    rolldownOptions: {
      output: {
        // What several screens share comes in few files instead of fifty: a browser opens only six connections, and the map's
        // code, by far the largest, would wait behind crumbs.
        codeSplitting: {
          groups: [
            { name: 'map', test: /node_modules\/(svelte-)?maplibre-gl/, priority: 4 },
            // What asks for the city before the app is there; apart, because it need not wait for words.
            {
              name: 'first',
              test: /node_modules\/(svelte|esm-env|clsx|pocketbase)\/|src\/first-load|src\/state\/(city|session)|screens-by-role/,
              priority: 5,
            },
            // A group takes what its files import with it, so the first page takes its own before the others do.
            {
              name: (id: string, graph: ModuleGraph) => (isOnFirstPage(id, graph) ? 'shared' : null),
              test: SHARED,
              minShareCount: 2,
              priority: 3,
            },
            // The outbox and its database come with the screens that write without a network.
            { name: 'offline', test: /node_modules\/dexie|src\/offline\/.*(outbox|flush)/, priority: 2 },
            { name: 'later', test: SHARED, minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
  server: { host: '127.0.0.1', proxy: { '/api': process.env['SHANGFENG_URL'] ?? 'http://127.0.0.1:8090' } },
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.dom.test.ts'],
        },
      },
      {
        extends: true,
        plugins: [svelteTesting()],
        test: {
          name: 'dom',
          setupFiles: ['tests/dom-setup.ts'],
          environment: 'happy-dom',
          include: ['tests/**/*.dom.test.ts'],
        },
      },
    ],
  },
});
