import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Builds the tablet's outbox and service worker behind a page without screens; answers its folder. */
export async function buildPage(): Promise<string> {
  const outDir = here('../../.cache/torture-page');
  await build({
    root: here('page'),
    configFile: false,
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0 },
    plugins: [
      VitePWA({
        strategies: 'injectManifest',
        srcDir: '../../../src/offline',
        filename: 'sw.ts',
        injectRegister: false,
        manifest: false,
        injectManifest: { globPatterns: ['**/*.{js,html}'] },
      }),
    ],
  });
  return outDir;
}
