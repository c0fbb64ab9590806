// @ts-check
import { isAbsolute, resolve } from 'node:path';
import { ClearError, LOCALES, readLocale } from './say.mjs';

const NAMES = ['--port', '--host', '--data', '--demo', '--wind', '--trusted-proxy', '--lang'];

export const WINDS = /** @type {const} */ (['open-meteo', 'replay', 'push']);

/**
 * @typedef {object} StartFlags
 * @property {number} port
 * @property {string} host
 * @property {string} data absolute path
 * @property {boolean} demo
 * @property {'open-meteo' | 'replay' | 'push'} [wind] absent when not said, see `windOf`
 * @property {string} [trustedProxy] header in which a proxy names the visitor's address
 * @property {boolean} help
 */

/**
 * Reads what stands after `npm start --`, both `--port 80` and `--port=80`.
 * @param {string[]} args
 * @param {string} cwd folder that a relative `--data` is meant from
 * @returns {StartFlags}
 * @throws {ClearError} unknown flag, missing or impossible value
 */
export function readStartFlags(args, cwd) {
  /** @type {Map<string, string>} */
  const given = new Map();
  let help = false;
  for (let at = 0; at < args.length; at++) {
    const [name = '', inline] = splitOnce(args[at] ?? '');
    if (name === '--help' || name === '-h') {
      help = true;
      continue;
    }
    if (!NAMES.includes(name)) {
      throw new ClearError('cli_unknown_flag', { flag: name }, 2);
    }
    const value = inline ?? args[++at];
    if (value === undefined || value === '')
      throw new ClearError('cli_flag_without_value', { flag: name }, 2);
    given.set(name, value);
  }
  const lang = given.get('--lang');
  if (lang && !readLocale(lang))
    throw new ClearError('cli_bad_value', { flag: '--lang', value: lang, allowed: LOCALES.join(' | ') }, 2);
  const trustedProxy = given.get('--trusted-proxy');
  // What may stand as the name of a header (RFC 9110, 5.6.2), without what nobody uses.
  if (trustedProxy && !/^[A-Za-z0-9-]+$/.test(trustedProxy))
    throw new ClearError('cli_bad_header', { value: trustedProxy }, 2);
  const wind = given.get('--wind');
  const demo = oneOf('--demo', given.get('--demo') ?? 'on', ['on', 'off']) === 'on';
  const data = given.get('--data') ?? 'pb_data';
  return {
    port: portOf(given.get('--port') ?? '8090'),
    host: given.get('--host') ?? '127.0.0.1',
    data: isAbsolute(data) ? data : resolve(cwd, data),
    demo,
    ...(wind ? { wind: oneOf('--wind', wind, WINDS) } : {}),
    ...(trustedProxy ? { trustedProxy } : {}),
    help,
  };
}

/**
 * Where the wind comes from when nobody says so: the demo replays its own, an own city asks Open-Meteo.
 * @param {Pick<StartFlags, 'wind'>} flags
 * @param {boolean} isDemo
 */
export function windOf({ wind }, isDemo) {
  return wind ?? (isDemo ? 'replay' : 'open-meteo');
}

/**
 * @param {string} host name or address
 * @returns {boolean} whether only this machine can reach it
 */
export function isLoopback(host) {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** @param {string} text */
function portOf(text) {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535)
    throw new ClearError('cli_bad_port', { port: text }, 2);
  return port;
}

/**
 * @template {string} T
 * @param {string} flag
 * @param {string} value
 * @param {readonly T[]} allowed
 * @returns {T}
 */
function oneOf(flag, value, allowed) {
  const found = allowed.find((each) => each === value);
  if (!found) throw new ClearError('cli_bad_value', { flag, value, allowed: allowed.join(' | ') }, 2);
  return found;
}

/** @param {string} text @returns {[string, string?]} */
function splitOnce(text) {
  const at = text.indexOf('=');
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
