import { createHash } from 'node:crypto';
import { client } from '../../../src/api/client.ts';
import { EventRefused, sendEvent } from '../../../src/api/events.ts';
import type { AskKept } from '../../../src/api/keeping.ts';
import type { Author, Row } from '../../../src/core/casework/act.ts';
import type { EventDraft } from '../../../src/core/casework/events.ts';
import { foresee, type Foreseen, type Held } from '../../../src/core/casework/foresee.ts';
import type { Place } from '../../../src/core/casework/place.ts';
import type { ProblemFound } from '../../../src/core/casework/payloads.ts';
import { draftEvent, newId } from '../../../src/offline/event-draft.ts';
import { flush, type FlushEnd } from '../../../src/offline/flush.ts';
import {
  enqueue,
  prune,
  retry,
  setAside,
  wake,
  type Entry,
  type PhotoDraft,
} from '../../../src/offline/outbox.ts';
import { draftsToCome } from '../../../src/offline/drafts-to-come.ts';
import { openKeeper } from '../../../src/offline/kept-store.ts';
import { outboxStore } from '../../../src/offline/outbox-store.ts';
import { Fate } from './fate.ts';

export { draftEvent, newId };

/** A finding as the device took it; it counts once the device has said that it is safe. */
export interface Finding {
  readonly problem: string;
  readonly events: readonly string[];
  readonly photos: readonly { readonly id: string; readonly sha256: string }[];
}

export const store = outboxStore;
export const fate = new Fate();
fate.over(outboxStore);

export function signIn(url: string, person: string, token: string): void {
  client.baseURL = url;
  client.authStore.save(token, { id: person, collectionId: 'users', collectionName: 'users' });
}

export function signOut(): void {
  client.authStore.clear();
}

/** A finding with photos of noise, now and then fixed on the spot. */
export function find(
  source: string,
  place: Place,
  random: () => number,
  note: string,
): [Finding, readonly Entry[]] {
  const problem = newId();
  const photos = (phase: 'before' | 'after', count: number): PhotoDraft[] =>
    Array.from({ length: count }, () => {
      const bytes = Uint8Array.from({ length: 8 + Math.floor(random() * 40) }, () => random() * 256);
      return {
        id: newId(),
        subject: 'problems',
        subjectId: problem,
        phase,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        taken: { at: Date.now(), by: 'camera' },
        bytes: new Blob([bytes]),
      };
    });
  const refs = (list: readonly PhotoDraft[]) => list.map(({ id, sha256 }) => ({ id, sha256 }));
  const before = photos('before', 1 + Math.floor(random() * 2));
  const payload: ProblemFound = {
    category: 'dust.bare_soil',
    severity: 1,
    origin: 'patrol',
    source,
    task: null,
    place,
    foundAt: Date.now(),
    note,
  };
  const entries: Entry[] = [
    { draft: draftEvent('problem.found', problem, payload, { photos: refs(before) }), photos: before },
  ];
  if (random() < 0.3) {
    const after = photos('after', 1);
    const said = { note: '', place };
    const more = { seen: 1, photos: refs(after) };
    entries.push({ draft: draftEvent('problem.fixed_on_spot', problem, said, more), photos: after });
  }
  const finding = {
    problem,
    events: entries.map(({ draft }) => draft.id),
    photos: entries.flatMap(({ draft }) => draft.photos),
  };
  return [finding, entries];
}

/** True when the device has said that it is safe. */
export async function keep(author: string, entries: readonly Entry[]): Promise<boolean> {
  try {
    return await enqueue(author, entries, Date.now());
  } catch {
    return false;
  }
}

/** One round of sending; null when the database failed in the middle of it. */
export async function send(author: string, clock: () => number): Promise<FlushEnd | null> {
  try {
    return await flush(author, clock);
  } catch {
    return null;
  }
}

export { prune, wake };

/** Sends at once, as the office does; tries again until it has an answer. True when the server took it. */
export async function sendNow(draft: EventDraft): Promise<boolean> {
  for (;;) {
    try {
      await sendEvent(draft);
      return true;
    } catch (error) {
      if (error instanceof EventRefused) return false;
    }
  }
}

let keeper: Promise<AskKept> | null = null;

/** Rows as the server has them or, without a network, as they were kept; null when there are none yet. */
export async function rows(collection: string): Promise<readonly Row[] | null> {
  keeper ??= openKeeper(() => undefined);
  try {
    const answer = await (await keeper)(collection, `${client.baseURL}/api/rows/${collection}`, {});
    return answer.ok ? ((await answer.json()) as { readonly items: readonly Row[] }).items : null;
  } catch {
    return null;
  }
}

/** What the person sees: the rows that the device has, with what this device did and the server does not know yet. */
export async function shown(author: Author, held: Held): Promise<Foreseen> {
  const items = await outboxStore.items.orderBy('order').toArray();
  return foresee(draftsToCome(items, held.find), author, held, Date.now());
}

/** The tab is gone: the database is opened anew. */
export async function reopen(): Promise<void> {
  outboxStore.close();
  fate.revive();
  await outboxStore.open();
}

/** What something on the way said: the server has not looked at the event. */
const NO_VERDICT = ['inspect_outbox_status', 'server_record_too_large'];

/** The person taps "again" on what came back with a mere number, and lets be what came back with a reason. */
export async function answerRefused(): Promise<void> {
  const items = await outboxStore.items.filter((each) => each.state === 'refused').toArray();
  const photos = await outboxStore.photos.filter((each) => each.state === 'refused').toArray();
  for (const { id, reason } of items) {
    if (reason && NO_VERDICT.includes(reason.key)) await retry(id);
    else await setAside(id);
  }
  for (const { event } of photos) await retry(event);
}

/** Events and photos on which the server has not had its last word. */
export async function open(): Promise<number> {
  const left = ({ state }: { readonly state: string }): boolean =>
    state !== 'confirmed' && state !== 'set_aside';
  return (await outboxStore.items.filter(left).count()) + (await outboxStore.photos.filter(left).count());
}

export async function clear(): Promise<void> {
  fate.revive();
  fate.full = false;
  await Promise.all(outboxStore.tables.map((each) => each.clear()));
}
