import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { extname, join, normalize } from 'node:path';

/** What a road can do to one request. `twice`: the server gets it two times, and the answer comes two times. */
export const FAULTS = [
  'cut_at_once',
  'cut_going',
  'cut_coming',
  'slow',
  'twice',
  'server_error',
  'too_large',
  'signed_out',
] as const;
export type Fault = (typeof FAULTS)[number];

const ERRORS = [500, 502, 503, 504];
const SLOW_MS = 120;
const WHOLE_MS = 10_000;
const HALF_MS = 30;
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

/** A relay on this machine between one device and the server that breaks TCP for real, and serves the page. */
export class RoughRoad {
  /** Share of requests that something happens to, 0…1. */
  roughness = 0;
  /** Raised, it makes the service worker another one, as a release does. */
  version = 1;
  private readonly server: Server;
  private readonly target: number;
  private readonly folder: string;
  private readonly random: () => number;

  /** `to`: the server's address; `folder`: the page; `random`: 0 ≤ x < 1. */
  constructor(to: string, folder: string, random: () => number) {
    this.target = Number(new URL(to).port);
    this.folder = folder;
    this.random = random;
    this.server = createServer((asked, answer) => void this.pass(asked, answer));
    // A request that was cut ends its socket with an error, which is the point.
    this.server.on('clientError', (_, socket) => socket.destroy());
  }

  get url(): string {
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  async open(): Promise<this> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return this;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const path = new URL(asked.url ?? '/', this.url).pathname;
    if (!path.startsWith('/api/')) return this.serve(path, answer);
    const body = await bodyOf(asked);
    const request = rawRequest(asked, body);
    const client = asked.socket;
    const fault = this.random() < this.roughness ? this.pick(FAULTS) : null;
    switch (fault) {
      case 'cut_at_once':
        client.destroy();
        return;
      case 'cut_going':
        await this.ask(request.subarray(0, this.below(request.length)), HALF_MS);
        client.destroy();
        return;
      case 'server_error':
        answer.writeHead(this.pick(ERRORS), { 'Content-Type': 'text/html' }).end('<h1>Bad gateway</h1>');
        return;
      case 'too_large':
        answer.writeHead(413, { 'Content-Type': 'text/html' }).end('<h1>Too large</h1>');
        return;
      case 'signed_out':
        answer.writeHead(401, { 'Content-Type': 'application/json' }).end('{"status":401,"data":{}}');
        return;
      case 'slow':
        await new Promise((done) => setTimeout(done, this.below(SLOW_MS)));
        break;
      case 'twice':
        await this.ask(request);
        break;
      case 'cut_coming':
      case null:
    }
    const reply = await this.ask(request);
    const end = fault === 'cut_coming' ? this.below(reply.length) : reply.length;
    client.write(reply.subarray(0, end));
    if (fault === 'twice') client.write(reply);
    if (fault === 'cut_coming') client.destroySoon();
    else client.end();
  }

  /** Sends bytes to the server and hears it out; with half a request the line is cut after a moment. */
  private ask(request: Buffer, mostMs = WHOLE_MS): Promise<Buffer> {
    return new Promise((done) => {
      const far = connect(this.target, '127.0.0.1');
      const parts: Buffer[] = [];
      const timer = setTimeout(() => far.destroy(), mostMs);
      far.on('data', (part) => parts.push(part));
      far.on('error', () => far.destroy());
      far.on('close', () => {
        clearTimeout(timer);
        done(Buffer.concat(parts));
      });
      far.write(request);
    });
  }

  private async serve(path: string, answer: ServerResponse): Promise<void> {
    const name = path === '/' ? '/index.html' : normalize(path);
    try {
      const file = await readFile(join(this.folder, name));
      const isWorker = name === '/sw.js';
      answer.writeHead(200, {
        'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream',
        'Cache-Control': 'no-cache',
      });
      answer.end(isWorker ? Buffer.concat([file, Buffer.from(`\n// ${this.version}`)]) : file);
    } catch {
      answer.writeHead(404).end();
    }
  }

  private below(end: number): number {
    return Math.floor(this.random() * end);
  }

  private pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}

async function bodyOf(asked: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of asked) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** The request as it would have gone over the wire, on a connection of its own. */
function rawRequest(asked: IncomingMessage, body: Buffer): Buffer {
  const names = asked.rawHeaders.flatMap((name, i, all) =>
    i % 2 === 0 && !/^(connection|transfer-encoding|content-length)$/i.test(name)
      ? [`${name}: ${all[i + 1]}`]
      : [],
  );
  const length = body.length > 0 ? [`Content-Length: ${body.length}`] : [];
  const head = [`${asked.method} ${asked.url} HTTP/1.1`, ...names, ...length, 'Connection: close', '', ''];
  return Buffer.concat([Buffer.from(head.join('\r\n')), body]);
}
