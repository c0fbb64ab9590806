// @ts-check
import { say } from './say.mjs';

/**
 * @typedef {(key: string, params?: import('./say.mjs').Params) => void} Report
 */

/** Prints one progress line. @type {Report} */
export const report = (key, params) => {
  process.stdout.write(`  ${say(key, params)}\n`);
};

/**
 * Does `work` and says every ten seconds that it is still at it, since an install or a build is silent for long.
 * @template T
 * @param {string} key what is being done
 * @param {() => Promise<T>} work
 * @param {Report} [tell]
 * @returns {Promise<T>}
 */
export async function withProgress(key, work, tell = report) {
  const begin = Date.now();
  const seconds = () => ((Date.now() - begin) / 1000).toFixed(1);
  tell(key);
  const timer = setInterval(
    () => tell('cli_still', { what: say(key), seconds: Math.round(Number(seconds())) }),
    10_000,
  );
  try {
    const result = await work();
    tell('cli_done', { what: say(key), seconds: seconds() });
    return result;
  } finally {
    clearInterval(timer);
  }
}
