import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const MESSAGES = 'src/text/paraglide/messages.js';
const MORE_WORDS = 'src/text/more-words.ts';
const TABLE = 'virtual:words/';
/** Said by commands only, which read their file themselves. */
const NOT_IN_THE_APP = 'cli.json';
/** Said by one screen only, which asks for them with `moreWords` before it is drawn. */
export const LATER_AREAS = ['cases', 'sources'] as const;

/**
 * Ships the words as one table per language instead of two sentences in a function of their own per message: a page then
 * loads only its own language, which takes 45 kB off the gzipped shell. Only for builds; tests and the dev server use
 * the generated functions, with which these agree as long as messages are plain texts with {parameters}.
 * Throws on a message that is more than that.
 */
export function wordTables(root: string): Plugin {
  const folder = join(root, 'src/text/messages');
  const locales = readdirSync(folder);
  return {
    name: 'shangfeng:word-tables',
    apply: 'build',
    enforce: 'pre',
    resolveId: (id) => (id.startsWith(TABLE) ? `\0${id}` : null),
    load(id) {
      if (id.startsWith(`\0${TABLE}`)) {
        const [, locale = '', area] = id.split('/');
        return `export default ${JSON.stringify(tableOf(folder, locale, area))}`;
      }
      const path = id.replaceAll('\\', '/');
      if (path.endsWith(MORE_WORDS)) return "export { moreWords } from './paraglide/messages.js';";
      return path.endsWith(MESSAGES) ? runtime(locales) : null;
    },
  };
}

/** The words of one area, or of all that are there from the start. */
function tableOf(folder: string, locale: string, area?: string): Record<string, string> {
  const table: Record<string, string> = {};
  const elsewhere = [NOT_IN_THE_APP, ...LATER_AREAS.map((each) => `${each}.json`)];
  const files = readdirSync(join(folder, locale)).filter((each) =>
    area === undefined ? !elsewhere.includes(each) : each === `${area}.json`,
  );
  for (const name of files) {
    const texts = JSON.parse(readFileSync(join(folder, locale, name), 'utf8')) as Record<string, unknown>;
    for (const [key, text] of Object.entries(texts)) {
      if (typeof text !== 'string') throw new Error(`${locale}/${name}: ${key} is no plain text`);
      table[key] = text;
    }
  }
  return table;
}

/** What stands in for the generated messages.js: the same `m`, over the tables. */
function runtime(locales: readonly string[]): string {
  const loaders = locales.map((each) => `${JSON.stringify(each)}: () => import('${TABLE}${each}')`);
  const later = LATER_AREAS.map(
    (area) =>
      `${area}: { ${locales.map((each) => `${JSON.stringify(each)}: () => import('${TABLE}${each}/${area}')`).join(', ')} }`,
  );
  return `
import { getLocale, overwriteSetLocale, setLocale } from './runtime.js';
const loaders = { ${loaders.join(', ')} };
const later = { ${later.join(', ')} };
const tables = {};
const added = {};
const load = async (locale) => { tables[locale] = { ...(await loaders[locale]()).default, ...added[locale] }; };
export const moreWords = (...areas) => Promise.all(areas.flatMap((area) => Object.entries(later[area]).map(async ([locale, get]) => {
  const words = (await get()).default;
  added[locale] = { ...added[locale], ...words };
  if (locale in tables) Object.assign(tables[locale], added[locale]);
})));
const first = getLocale();
await load(first);
const change = setLocale;
// A language that is not there yet comes with a new page; soon after the first one all are there.
overwriteSetLocale((next, options) => change(next, next in tables ? options : { reload: true }));
setTimeout(() => { for (const each of Object.keys(loaders)) if (!(each in tables)) void load(each).catch(() => {}); }, 5000);
const functions = {};
const sentence = (key) => (inputs = {}, options = {}) => {
  const text = (tables[options.locale ?? getLocale()] ?? tables[first])[key] ?? key;
  return text.includes('{') ? text.replace(/\\{(\\w+)\\}/g, (_, name) => inputs[name]) : text;
};
export const m = new Proxy(functions, {
  get: (_, key) => (typeof key === 'string' && key in tables[first] ? (functions[key] ??= sentence(key)) : undefined),
});
`;
}
