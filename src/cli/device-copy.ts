import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Plugin } from 'vite';

/** One file that the service worker keeps; `revision` null = its name holds its hash. */
interface KeptFile {
  readonly url: string;
  readonly revision: string | null;
}

const WORKER = fileURLToPath(new URL('../offline/sw.ts', import.meta.url));
/** Vite puts a hash into the names of these. */
const HASHED = /^assets\//;

/**
 * Builds the service worker beside the app, with the list of all its files. workbox-build would make the same list, with three
 * hundred packages more, among them platform builds that not every registry has.
 */
export function deviceCopy(): Plugin {
  let folder = '';
  return {
    name: 'shangfeng:device-copy',
    apply: 'build',
    configResolved: ({ root, build: { outDir } }) => void (folder = join(root, relative(root, outDir))),
    closeBundle: {
      order: 'post',
      sequential: true,
      handler: async () => {
        await build({
          entryPoints: [WORKER],
          outfile: join(folder, 'sw.js'),
          bundle: true,
          minify: true,
          target: 'es2022',
          define: {
            'self.__WB_MANIFEST': JSON.stringify(keptFiles(folder)),
            'process.env.NODE_ENV': '"production"',
          },
        });
      },
    },
  };
}

function keptFiles(folder: string): readonly KeptFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile() && each.name !== 'sw.js')
    .map((each) => {
      const path = join(each.parentPath, each.name);
      const name = relative(folder, path).split(sep).join('/');
      const hash = () => createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16);
      return { url: `/${name}`, revision: HASHED.test(name) ? null : hash() };
    })
    .sort((a, b) => (a.url < b.url ? -1 : 1));
}
