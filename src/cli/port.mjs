// @ts-check
import { createServer } from 'node:net';
import { ClearError } from './say.mjs';

/**
 * Makes sure that the port can be had, before anything slow is begun.
 * @param {number} port
 * @param {string} host
 * @throws {ClearError}
 */
export async function checkPort(port, host) {
  const reason = await whyBusy(port, host);
  if (reason === undefined) return;
  if (reason !== 'EADDRINUSE') throw new ClearError('cli_port_refused', { host, port, reason });
  throw new ClearError('cli_port_busy', { port, other: await freePortAfter(port, host) });
}

/**
 * @param {string} [host]
 * @returns {Promise<number>} a port that nobody uses just now
 */
export function freePort(host = '127.0.0.1') {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, host, () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => done(port));
    });
  });
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<string | undefined>} the system's error code
 */
function whyBusy(port, host) {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', (error) => done(/** @type {NodeJS.ErrnoException} */ (error).code ?? error.message));
    server.listen(port, host, () => server.close(() => done(undefined)));
  });
}

/** @param {number} port @param {string} host */
async function freePortAfter(port, host) {
  for (let other = port + 1; other < Math.min(port + 20, 65_536); other++) {
    if ((await whyBusy(other, host)) === undefined) return other;
  }
  return freePort(host);
}
