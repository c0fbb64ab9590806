import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
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

export default defineConfig({
  plugins: [
    ...wordTables(fileURLToPath(new URL('.', import.meta.url))),
    svelte({ configFile: false }),
    preloadMap,
  ],
  worker: { format: 'es' },
  // MapLibre alone is over 1 MB; it comes with the first map and is cached by its hash.
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_200,
    rolldownOptions: {
      output: {
        // What several screens share comes in two files instead of fifty: a browser opens only six connections, and the map's
        // code, by far the largest, would wait behind crumbs.
        codeSplitting: {
          groups: [
            { name: 'map', test: /node_modules\/(svelte-)?maplibre-gl/, priority: 2 },
            // What asks for the city before the app is there; apart, because it need not wait for words.
            {
              name: 'first',
              test: /node_modules\/(svelte|esm-env|clsx|pocketbase)\/|src\/first-load|src\/state\/(city|session)|screens-by-role/,
              priority: 3,
            },
            {
              name: 'shared',
              test: /src\/(ui\/(?!.*Box|Table|Select|Meter|Panel\.|Note|WindArrow)|map|text|state|api\/(?!cases|problem-cases)|core\/(?!sources\/(?:check-rate|profile-fields|validate-source))|screens\/\w+\.ts)|node_modules\/(sv-router|@lucide)/,
              minShareCount: 2,
              priority: 1,
            },
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
