import type { Door, Reply } from './door.ts';

/** What a road can do to one request. `late`: the sender hears nothing, and the server hears it much later, after others. */
export const FAULTS = [
  'cut_going',
  'cut_coming',
  'half_body',
  'late',
  'twice',
  'server_error',
  'too_large',
  'signed_out',
  'stranger',
] as const;
export type Fault = (typeof FAULTS)[number];

const ERRORS = [500, 502, 503, 504, 429];
/** A gateway that stands before the network and answers for it: a hotel's page, a firm's proxy. */
const STRANGERS = ['<html>Welcome, please sign in</html>', '{}', '{"code":0,"msg":"ok"}', 'null', ''];

/** The way between one device and the door, in memory: requests and answers are bytes that end anywhere. */
export class Road {
  /** Share of requests that something happens to, 0…1. */
  roughness = 0;
  /** Called when a request goes out and when its answer comes in; false = the tab is not there any more and hears nothing ever. */
  alive: () => boolean = () => true;
  private readonly door: Door;
  private readonly random: () => number;
  private readonly held: (() => Promise<unknown>)[] = [];

  constructor(door: Door, random: () => number) {
    this.door = door;
    this.random = random;
  }

  /** As `fetch` is called by the SDK. */
  async fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const fault = this.random() < this.roughness ? this.pick(FAULTS) : null;
    const ask = (): Promise<Reply> => this.ask(new URL(url).pathname, init);
    if (!this.alive()) return new Promise(() => undefined);
    const answer = await this.pass(fault, ask);
    if (!this.alive()) return new Promise(() => undefined);
    if (answer === null) throw new TypeError('Failed to fetch');
    return answer;
  }

  /** What was held up arrives, in an order of its own. */
  async arrive(): Promise<void> {
    while (this.held.length > 0) await this.held.splice(this.below(this.held.length), 1)[0]!();
  }

  private async pass(fault: Fault | null, ask: () => Promise<Reply>): Promise<Response | null> {
    switch (fault) {
      case 'cut_going':
        return null;
      case 'late':
        this.held.push(ask);
        return null;
      case 'server_error':
        return html(this.pick(ERRORS));
      case 'too_large':
        return html(413);
      case 'signed_out':
        return json({ status: 401, body: { status: 401, data: {} } });
      case 'stranger':
        return new Response(this.pick(STRANGERS), { status: 200 });
      case 'twice':
        await ask();
        return json(await ask());
      case 'cut_coming':
        return this.cut(await ask(), true);
      case 'half_body':
        return this.cut(await ask(), false);
      case null:
        return json(await ask());
    }
  }

  /** An answer that ends at some byte. A cut line is noticed (`noticed`); behind a bad proxy the rest is just not there. */
  private cut(reply: Reply, noticed: boolean): Response | null {
    const bytes = new TextEncoder().encode(JSON.stringify(reply.body));
    const head = 180;
    const end = this.below(head + bytes.length);
    if (end < head) return null;
    const part = bytes.subarray(0, end - head);
    const init = { status: reply.status, headers: { 'Content-Type': 'application/json' } };
    if (!noticed) return new Response(part, init);
    const broken = new ReadableStream<Uint8Array>({
      start(line) {
        line.enqueue(part);
        line.error(new TypeError('network error'));
      },
    });
    return new Response(broken, init);
  }

  private async ask(path: string, init: RequestInit): Promise<Reply> {
    const token = new Headers(init.headers).get('Authorization') ?? '';
    const list = /\/rows\/(\w+)$/.exec(path)?.[1];
    if (list !== undefined) return { status: 200, body: { items: this.door.world.all(list) } };
    if (path.endsWith('/auth-refresh')) return this.door.refresh(token);
    if (init.body instanceof FormData) {
      const text = (name: string): string => String((init.body as FormData).get(name));
      const bytes = new Uint8Array(await (init.body.get('file') as File).arrayBuffer());
      const fields = { id: text('id'), subjectId: text('subjectId'), sha256: text('sha256') };
      return this.door.photo(token, fields, bytes);
    }
    return this.door.event(token, JSON.parse(String(init.body)));
  }

  private below(end: number): number {
    return Math.floor(this.random() * end);
  }

  private pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}

function json({ status, body }: Reply): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
}

function html(status: number): Response {
  return new Response(`<h1>${status}</h1>`, { status, headers: { 'Content-Type': 'text/html' } });
}
