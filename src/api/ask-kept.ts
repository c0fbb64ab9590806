import type { Instant } from '../core/units.ts';
import { client } from './client.ts';
import type { AskKept } from './keeping.ts';

/** An answer of the server as it lies on this device. `etag` '' = the server named none. */
export interface KeptAnswer {
  readonly text: string;
  readonly etag: string;
  readonly keptAt: Instant;
}

/** Where answers lie. A key names person and question. */
export interface Keeper {
  read(key: string): Promise<KeptAnswer | null>;
  write(key: string, answer: KeptAnswer): Promise<void>;
  /** A question was answered: by the server (null), or by what was kept at an instant. */
  answered(question: string, keptAt: Instant | null): void;
}

/** A page that opens waits no longer for a network that hangs when it has something to show. */
const PATIENCE_MS = 4000;
/** What stands between this device and a server that is away. */
const PASSING = [408, 429, 500, 502, 503, 504];

/** The server's answer, which is kept; without network the kept one. With an ETag only a change is transferred. */
export function askKept(by: Keeper): AskKept {
  const asked = new Set<string>();
  return async (question, input, init) => {
    const page = /[?&]page=(\d+)/.exec(String(input))?.[1] ?? '1';
    const key = `${client.authStore.record?.id ?? ''} ${question} ${page}`;
    const kept = await by.read(key).catch(() => null);
    const answer = askServer(by, key, question, kept, input, init);
    if (!kept) return answer;
    const recall = (): Response => {
      by.answered(question, kept.keptAt);
      return responseOf(kept);
    };
    const first = !asked.has(key);
    asked.add(key);
    const fresh = answer.catch((error: unknown) => {
      if (init?.signal?.aborted === true) throw error;
      return recall();
    });
    return first ? Promise.race([fresh, after(PATIENCE_MS).then(recall)]) : fresh;
  };
}

/** Rejects when there is no answer; a passing failure of the server counts as none while something is kept. */
async function askServer(
  by: Keeper,
  key: string,
  question: string,
  kept: KeptAnswer | null,
  input: RequestInfo | URL,
  init: RequestInit | undefined,
): Promise<Response> {
  const headers = new Headers(init?.headers);
  if (kept?.etag) headers.set('If-None-Match', kept.etag);
  const answer = await fetch(input, { ...init, headers });
  if (kept && PASSING.includes(answer.status)) throw new Error(String(answer.status));
  const isKept = kept !== null && answer.status === 304;
  if (answer.ok || isKept) {
    const text = isKept ? kept.text : await answer.clone().text();
    // A gateway's own page, or half an answer: what is kept is worth more.
    if (!isJson(text)) throw new Error('not an answer of the server');
    const etag = answer.headers.get('ETag') ?? '';
    // A device that is full goes on with what it had.
    await by.write(key, { text, etag, keptAt: Date.now() }).catch(() => undefined);
    by.answered(question, null);
  }
  return isKept ? responseOf(kept) : answer;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function responseOf({ text }: KeptAnswer): Response {
  return new Response(text, { headers: { 'Content-Type': 'application/json' } });
}

function after(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
