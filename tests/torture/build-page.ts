import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { deviceCopy } from '../../src/cli/device-copy.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Builds the tablet's outbox and service worker behind a page without screens; answers its folder. */
export async function buildPage(): Promise<string> {
  const outDir = here('../../.cache/torture-page');
  await build({
    root: here('page'),
    configFile: false,
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0 },
    plugins: [deviceCopy()],
  });
  return outDir;
}
