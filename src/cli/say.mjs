// @ts-check
import { readFileSync } from 'node:fs';

/** @typedef {Record<string, string | number>} Params */

/** What a command cannot go on from: printed as one sentence, without a stack, and the command ends with `code`. */
export class ClearError extends Error {
  /**
   * @param {string} key a key of src/text/messages/{locale}/cli.json
   * @param {Params} [params]
   * @param {number} [code] exit code of the process
   */
  constructor(key, params = {}, code = 1) {
    super(key);
    this.name = 'ClearError';
    this.key = key;
    this.params = params;
    this.code = code;
  }
}

/**
 * The sentence for a key of cli.json in the user's language, see `localeOf`.
 * Read as plain JSON because the commands speak before anything is installed or generated.
 * @param {string} key
 * @param {Params} [params]
 * @param {Record<string, string | undefined>} [env]
 * @returns {string} the key itself when the text is missing
 */
export function say(key, params = {}, env = process.env) {
  const text = textsOf(localeOf(env))[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in params ? String(params[name]) : whole));
}

/**
 * Prints why a command ends: the end of the log that it names, then its one sentence; the stack of what nobody foresaw.
 * @param {unknown} error
 * @returns {number} exit code
 */
export function tellError(error) {
  if (!(error instanceof ClearError)) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return 1;
  }
  const { log } = error.params;
  if (typeof log === 'string') process.stdout.write(lastLines(log));
  process.stderr.write(`${say(error.key, error.params)}\n`);
  return error.code;
}

export const LOCALES = /** @type {const} */ (['zh-CN', 'en']);

/**
 * The language of every command: `--lang zh-CN|en` where it is given, else zh-CN when LC_ALL, LC_MESSAGES or LANG says zh, else English.
 * A language that does not exist is for the command to refuse; until then it counts as not given.
 * @param {Record<string, string | undefined>} env
 * @param {readonly string[]} [args] what stands after the command
 * @returns {'zh-CN' | 'en'}
 */
export function localeOf(env, args = process.argv.slice(2)) {
  const at = args.indexOf('--lang');
  const given = args.find((each) => each.startsWith('--lang='))?.slice('--lang='.length) ?? args[at + 1];
  const asked = at < 0 && !args.some((each) => each.startsWith('--lang=')) ? undefined : readLocale(given);
  const wanted = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return asked ?? (wanted.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en');
}

/**
 * `zh` is short for zh-CN.
 * @param {string | undefined} text
 * @returns {'zh-CN' | 'en' | undefined} undefined for any other language
 */
export function readLocale(text) {
  return LOCALES.find((each) => each === text || each.startsWith(`${text}-`));
}

/** @type {Map<string, Record<string, string>>} */
const texts = new Map();

/** @param {string} locale */
function textsOf(locale) {
  let found = texts.get(locale);
  if (!found) {
    found = JSON.parse(readFileSync(new URL(`../text/messages/${locale}/cli.json`, import.meta.url), 'utf8'));
    texts.set(locale, /** @type {Record<string, string>} */ (found));
  }
  return /** @type {Record<string, string>} */ (found);
}

/** @param {string} log path */
function lastLines(log) {
  try {
    const lines = readFileSync(log, 'utf8').split('\n');
    const telling = lines.filter((line) => line.trim() !== '' && !/^\s+at |^npm warn /.test(line));
    return telling
      .map((line) => `    ${line}\n`)
      .slice(-8)
      .join('');
  } catch {
    return '';
  }
}
