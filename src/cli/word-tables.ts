import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const MESSAGES = 'src/text/paraglide/messages.js';
const TABLE = 'virtual:words/';
/** Said by commands only, which read their file themselves. */
const NOT_IN_THE_APP = 'cli.json';

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
      if (id.startsWith(`\0${TABLE}`))
        return `export default ${JSON.stringify(tableOf(folder, id.split('/')[1] ?? ''))}`;
      return id.replaceAll('\\', '/').endsWith(MESSAGES) ? runtime(locales) : null;
    },
  };
}

function tableOf(folder: string, locale: string): Record<string, string> {
  const table: Record<string, string> = {};
  for (const name of readdirSync(join(folder, locale)).filter((each) => each !== NOT_IN_THE_APP)) {
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
  return `
import { getLocale, overwriteSetLocale, setLocale } from './runtime.js';
const loaders = { ${loaders.join(', ')} };
const tables = {};
const load = async (locale) => { tables[locale] = (await loaders[locale]()).default; };
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
