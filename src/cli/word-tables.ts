import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Plugin } from 'vite';
import { FIRST, partsOfWords, SHARED_BY_SCREENS, type WordPart } from './screen-words.ts';

const MESSAGES = 'src/text/paraglide/messages.js';
const TABLE = 'virtual:words/';
const OF_SCREEN = 'virtual:words-of-screen/';
/** Said by commands only, which read their file themselves. */
const NOT_IN_THE_APP = 'cli.json';

/** Locale → part → key → text. */
type Tables = ReadonlyMap<string, ReadonlyMap<WordPart, Record<string, string>>>;

/**
 * Ships the words as tables, one per language and part, instead of two sentences in a function of their own per message: a page loads
 * only its own language, and a screen brings the words that only it says. Only for builds; tests and the dev server use
 * the generated functions, with which these agree as long as messages are plain texts with {parameters}.
 * Throws on a message that is more than that.
 */
export function wordTables(root: string): Plugin[] {
  const tables = tablesOf(root);
  const parts = [...(tables.values().next().value?.keys() ?? [])];
  const screens = parts.filter((each) => each !== FIRST);
  return [
    {
      name: 'shangfeng:word-tables',
      apply: 'build',
      enforce: 'pre',
      resolveId: (id) => (id.startsWith(TABLE) || id.startsWith(OF_SCREEN) ? `\0${id}` : null),
      load(id) {
        if (id.startsWith(`\0${OF_SCREEN}`))
          return `import { bringWords } from '/${MESSAGES}'; await bringWords('${basename(id)}'); await bringWords('${SHARED_BY_SCREENS}');`;
        if (id.startsWith(`\0${TABLE}`)) {
          const [locale = '', part = ''] = id.slice(TABLE.length + 1).split('/');
          return `export default ${JSON.stringify(tables.get(locale)?.get(part))}`;
        }
        return id.replaceAll('\\', '/').endsWith(MESSAGES) ? runtime([...tables.keys()], parts) : null;
      },
    },
    {
      name: 'shangfeng:words-of-screen',
      apply: 'build',
      enforce: 'post',
      transform(code, id) {
        // Every file of a screen, not its entry alone: another address, or another screen, may begin with any of them.
        const screen = /\/src\/screens\/([\w-]+)\/.+\.(?:svelte|ts)$/.exec(id.replaceAll('\\', '/'))?.[1];
        return screen && screens.includes(screen)
          ? { code: `import '${OF_SCREEN}${screen}';\n${code}`, map: null }
          : null;
      },
    },
  ];
}

function tablesOf(root: string): Tables {
  const folder = join(root, 'src/text/messages');
  const tables = new Map<string, Map<WordPart, Record<string, string>>>();
  for (const locale of readdirSync(folder)) {
    const areas = new Map(
      readdirSync(join(folder, locale))
        .filter((each) => each !== NOT_IN_THE_APP)
        .map((file) => [basename(file, '.json'), plainTexts(join(folder, locale, file))]),
    );
    const partOf = partsOfWords(
      root,
      [...areas.values()].flatMap((texts) => Object.keys(texts)),
    );
    const parts = new Map<WordPart, Record<string, string>>();
    for (const [key, text] of [...areas.values()].flatMap((texts) => Object.entries(texts))) {
      const part = partOf.get(key) ?? FIRST;
      const table = parts.get(part) ?? {};
      table[key] = text;
      parts.set(part, table);
    }
    tables.set(locale, parts);
  }
  return tables;
}

function plainTexts(file: string): Record<string, string> {
  const texts = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  for (const [key, text] of Object.entries(texts))
    if (typeof text !== 'string') throw new Error(`${file}: ${key} is no plain text`);
  return texts as Record<string, string>;
}

/** What stands in for the generated messages.js: the same `m`, over the tables. */
function runtime(locales: readonly string[], parts: readonly WordPart[]): string {
  const loaders = locales.map((locale) => {
    const ofLocale = parts.map(
      (part) => `${JSON.stringify(part)}: () => import('${TABLE}${locale}/${part}')`,
    );
    return `${JSON.stringify(locale)}: { ${ofLocale.join(', ')} }`;
  });
  return `
import { getLocale, overwriteSetLocale, setLocale } from './runtime.js';
const loaders = { ${loaders.join(', ')} };
const tables = {};
const wanted = new Set(['${FIRST}']);
const add = async (locale, part) => Object.assign((tables[locale] ??= {}), (await loaders[locale][part]()).default);
const first = getLocale();
await add(first, '${FIRST}');
// The page's own language before the screen is shown; another that is already there must know the screen's words too.
export const bringWords = async (part) => {
  wanted.add(part);
  await add(first, part);
  for (const each of Object.keys(tables)) if (each !== first) void add(each, part).catch(() => {});
};
const change = setLocale;
// A language that is not there yet comes with a new page; some time after the first one all are there.
overwriteSetLocale((next, options) => change(next, next in tables ? options : { reload: true }));
setTimeout(() => {
  for (const each of Object.keys(loaders))
    if (!(each in tables)) void Promise.all([...wanted].map((part) => add(each, part))).catch(() => {});
}, 15_000);
const functions = {};
const has = (key) => typeof key === 'string' && key in tables[first];
const sentence = (key) => (inputs = {}, options = {}) => {
  const text = (tables[options.locale ?? getLocale()] ?? tables[first])[key] ?? tables[first][key] ?? key;
  return text.includes('{') ? text.replace(/\\{(\\w+)\\}/g, (_, name) => inputs[name]) : text;
};
export const m = new Proxy(functions, {
  get: (_, key) => (has(key) ? (functions[key] ??= sentence(key)) : undefined),
  has: (_, key) => has(key),
  // Every message is there, whether or not somebody has said it before.
  ownKeys: () => Object.keys(tables[first]),
  getOwnPropertyDescriptor: (_, key) =>
    has(key) ? { value: (functions[key] ??= sentence(key)), enumerable: true, configurable: true, writable: true } : undefined,
});
`;
}
