import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const MOODS = [
  'ok',
  'too_many',
  'broken',
  'half',
  'nonsense',
  'nothing',
  'slow',
  'drips',
  'hangs',
  'other_shape',
  'too_few',
] as const;
export type Mood = (typeof MOODS)[number];

/** Well within the feed's time limit of 10 s, far longer than it usually takes. */
export const SLOW_MS = 3_000;
/** A byte a second, so long that no time limit of the feed is met; then the connection is cut. */
const DRIPS = 20;

export interface FakeOpenMeteo {
  readonly url: string;
  mood: Mood;
  /** Direction and speed that it answers with. */
  wind: { from: number; speed: number };
  /** Epoch ms of the newest value, whole seconds; null = the running quarter of an hour. */
  newestAt: number | null;
  /** Addresses asked for, oldest first. */
  readonly asked: string[];
  readonly stop: () => Promise<void>;
}

/** Answers like Open-Meteo's forecast API, in all the ways in which it may go wrong, until it is stopped. */
export async function serveFakeOpenMeteo(): Promise<FakeOpenMeteo> {
  const fake = {
    url: '',
    mood: 'ok' as Mood,
    wind: { from: 225, speed: 2.5 },
    newestAt: null as number | null,
    asked: [] as string[],
    stop: () => stop(server),
  };
  const server = createServer((request, response) => {
    fake.asked.push(request.url ?? '');
    answer(fake, new URL(request.url ?? '/', 'http://x'), response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  fake.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return fake;
}

function answer({ mood, wind, newestAt }: FakeOpenMeteo, url: URL, response: ServerResponse): void {
  const places = placesOf(url, wind, newestAt);
  const body = JSON.stringify(places.length === 1 ? places[0] : places);
  const json = { 'Content-Type': 'application/json' };
  switch (mood) {
    case 'ok':
      response.writeHead(200, json).end(body);
      return;
    case 'too_many':
      response
        .writeHead(429, { ...json, 'Retry-After': '2' })
        .end('{"error":true,"reason":"Minutely API request limit exceeded."}');
      return;
    case 'broken':
      response.writeHead(500).end('Internal Server Error');
      return;
    case 'half':
      response.writeHead(200, { ...json, 'Content-Length': String(body.length) });
      response.write(body.slice(0, body.length / 2), () => response.destroy());
      return;
    case 'nonsense':
      response.writeHead(200, json).end('<html>maintenance</html>');
      return;
    case 'nothing':
      response.writeHead(200, json).end();
      return;
    case 'slow':
      setTimeout(() => response.writeHead(200, json).end(body), SLOW_MS);
      return;
    case 'drips':
      drip(body, response.writeHead(200, { ...json, 'Content-Length': String(body.length) }));
      return;
    case 'hangs':
      return;
    case 'other_shape':
      response.writeHead(200, json).end(body.replaceAll('"latitude":', '"north":'));
      return;
    case 'too_few':
      response.writeHead(200, json).end(JSON.stringify(places.slice(1)));
  }
}

/** Stops by itself, also when the other side hangs up. */
function drip(body: string, response: ServerResponse): void {
  let sent = 0;
  const timer = setInterval(() => {
    if (sent === DRIPS || response.destroyed) {
      clearInterval(timer);
      response.destroy();
      return;
    }
    response.write(body.slice(sent, sent + 1));
    sent += 1;
  }, 1_000);
}

/** One place per pair of coordinates, the last three hours and the coming quarter, as asked. */
function placesOf(url: URL, wind: FakeOpenMeteo['wind'], newestAt: number | null): object[] {
  const list = (name: string): number[] => (url.searchParams.get(name) ?? '').split(',').map(Number);
  const lng = list('longitude');
  const quarter = newestAt === null ? Math.floor(Date.now() / 900_000) * 900 : Math.floor(newestAt / 1000);
  // Without a moment of its own the coming quarter is foretold, too.
  const ahead = newestAt === null ? 1 : 0;
  const time = Array.from({ length: 13 + ahead }, (_, index) => quarter + (index - 12) * 900);
  return list('latitude').map((latitude, place) => {
    const from = (wind.from + place) % 360;
    return {
      latitude,
      longitude: lng[place],
      current_units: { wind_speed_10m: 'm/s' },
      current: {
        time: quarter,
        interval: 900,
        wind_speed_10m: wind.speed,
        wind_direction_10m: from,
        wind_gusts_10m: 2 * wind.speed,
      },
      minutely_15: {
        time,
        wind_speed_10m: time.map(() => wind.speed),
        wind_direction_10m: time.map(() => from),
        wind_gusts_10m: time.map(() => 2 * wind.speed),
      },
    };
  });
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
}
