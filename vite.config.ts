import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';
import { wordTables } from './src/cli/word-tables.ts';

export default defineConfig({
  plugins: [wordTables(fileURLToPath(new URL('.', import.meta.url))), svelte({ configFile: false })],
  worker: { format: 'es' },
  // MapLibre alone is over 1 MB; it comes with the first map and is cached by its hash.
  build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 1_200 },
  server: { host: '127.0.0.1', proxy: { '/api': process.env['SHANGFENG_URL'] ?? 'http://127.0.0.1:8090' } },
  test: {
    testTimeout: 30_000,
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
        test: { name: 'dom', environment: 'happy-dom', include: ['tests/**/*.dom.test.ts'] },
      },
    ],
  },
});
