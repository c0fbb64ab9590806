import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, TestServer } from './harness.ts';

export interface Live {
  /** Data of the messages of the topic, as they came. */
  readonly received: readonly unknown[];
  /** Waits until at least `count` have come, 5 s at most. */
  wait(count: number): Promise<void>;
  stop(): void;
}

/** An open map: a server-sent events client that subscribed to a topic, or to several. */
export async function listen(
  server: TestServer,
  client: Client,
  ...topics: readonly string[]
): Promise<Live> {
  const stopper = new AbortController();
  const response = await fetch(`${server.url}/api/realtime`, { signal: stopper.signal });
  const received: unknown[] = [];
  let connected: (id: string) => void;
  const id = new Promise<string>((done) => (connected = done));
  void read(response, (event, data) => {
    if (event === 'PB_CONNECT') connected(JSON.parse(data).clientId);
    else if (topics.includes(event)) received.push(JSON.parse(data));
  }).catch(() => undefined);
  const reply = await client.send('POST', '/api/realtime', { clientId: await id, subscriptions: topics });
  if (reply.status !== 204) throw new Error(`not subscribed: ${reply.status} ${reply.text}`);
  return {
    received,
    wait: async (count) => {
      for (let tries = 0; received.length < count && tries < 500; tries++) await sleep(10);
    },
    stop: () => stopper.abort(),
  };
}

async function read(response: Response, tell: (event: string, data: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  let buffer = '';
  for await (const part of response.body ?? []) {
    buffer += decoder.decode(part as Uint8Array, { stream: true });
    for (let end = buffer.indexOf('\n\n'); end >= 0; end = buffer.indexOf('\n\n')) {
      const lines = buffer.slice(0, end).split('\n');
      buffer = buffer.slice(end + 2);
      const field = (name: string): string =>
        lines
          .find((line) => line.startsWith(`${name}:`))
          ?.slice(name.length + 1)
          .trim() ?? '';
      tell(field('event'), field('data'));
    }
  }
}
