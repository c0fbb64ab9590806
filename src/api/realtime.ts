import { client } from './client.ts';

type Stop = () => void;

/**
 * Listens to a topic ('tick', 'tasks/*', …) until the returned function is called.
 * The server replays nothing after a cut, so `onReconnect` must fetch what may have been missed; `onReady` comes once, when the
 * subscription stands: a list that was fetched before may have missed what came in between.
 */
export function listen<T>(
  topic: string,
  onMessage: (message: T) => void,
  onReconnect: () => void,
  onReady: () => void = ignore,
): Stop {
  let connectedBefore = client.realtime.isConnected;
  const stops: Promise<Stop>[] = [
    client.realtime.subscribe(topic, (message: T) => onMessage(message)),
    client.realtime.subscribe('PB_CONNECT', () => {
      if (connectedBefore) onReconnect();
      connectedBefore = true;
    }),
  ];
  let stopped = false;
  void stops[0]?.then(() => {
    if (!stopped) onReady();
  }, ignore);
  return () => {
    stopped = true;
    for (const stop of stops) void stop.then((each) => each(), ignore);
  };
}

/** A subscription that never came to be needs no ending. */
function ignore(): void {}
