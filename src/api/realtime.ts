import { client } from './client.ts';

type Stop = () => void;

const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 60_000;
/** A topic that nobody sends on: asking for it opens the connection, and all that wait for it with it. */
const ANY_TOPIC = 'again';

/**
 * Listens to a topic ('tick', 'tasks/*', …) until the returned function is called.
 * The server replays nothing after a cut, so `onReconnect` must fetch what may have been missed; `onReady` comes once, when the
 * subscription stands: a list that was fetched before may have missed what came in between. A page that opened without network
 * connects when there is one, which counts as a reconnection.
 */
export function listen<T>(
  topic: string,
  onMessage: (message: T) => void,
  onReconnect: () => void,
  onReady: () => void = ignore,
): Stop {
  let stopped = false;
  let connectedBefore = client.realtime.isConnected;
  const stops: Promise<Stop>[] = [
    client.realtime.subscribe(topic, (message: T) => {
      if (!stopped) onMessage(message);
    }),
    client.realtime.subscribe('PB_CONNECT', () => {
      if (connectedBefore && !stopped) onReconnect();
      connectedBefore = true;
    }),
  ];
  void stops[0]?.then(
    () => {
      if (!stopped) onReady();
    },
    () => {
      connectedBefore = true;
      void connectAgain();
    },
  );
  return () => {
    stopped = true;
    for (const stop of stops) void stop.then((each) => each(), ignore);
  };
}

let connecting = false;

/** The SDK gives up for good when its first connection fails; afterwards it reconnects by itself. */
async function connectAgain(): Promise<void> {
  if (connecting) return;
  connecting = true;
  for (let wait = FIRST_WAIT_MS; connecting; wait = Math.min(LONGEST_WAIT_MS, wait * 2)) {
    await networkOr(wait);
    try {
      await client.realtime.subscribe(ANY_TOPIC, ignore);
      connecting = false;
    } catch {
      // Once more, later.
    }
    await client.realtime.unsubscribe(ANY_TOPIC).catch(ignore);
  }
}

/** Until the browser says that it is back in a network, or a while has passed. */
function networkOr(ms: number): Promise<void> {
  return new Promise((done) => {
    const end = (): void => {
      clearTimeout(timer);
      globalThis.removeEventListener?.('online', end);
      done();
    };
    const timer = setTimeout(end, ms);
    globalThis.addEventListener?.('online', end);
  });
}

/** A subscription that never came to be needs no ending. */
function ignore(): void {}
