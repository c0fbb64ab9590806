import { client } from '../../../src/api/client.ts';
import type { Place } from '../../../src/core/casework/place.ts';
import type { ProblemFound } from '../../../src/core/casework/payloads.ts';
import { draftEvent, newId } from '../../../src/offline/event-draft.ts';
import { flush, type FlushEnd } from '../../../src/offline/flush.ts';
import { enqueue, retry, type PhotoDraft } from '../../../src/offline/outbox.ts';
import { outboxStore } from '../../../src/offline/outbox-store.ts';

/** What the device has been told is safe. */
export interface Stored {
  readonly problem: string;
  readonly event: string;
  readonly photos: readonly { readonly id: string; readonly sha256: string }[];
}

/** What the device believes of one event or photo. */
export interface Belief {
  readonly id: string;
  readonly state: string;
  readonly reason: string;
}

/** The tablet's own outbox, without its screens. */
export interface Device {
  /** Stores a finding with photos; null when the device said that it could not. */
  record(source: string, place: Place, photos: number, note: string): Promise<Stored | null>;
  /** One round of sending, so much later by the outbox's clock. */
  send(aheadMs: number): Promise<FlushEnd>;
  beliefs(): Promise<{ events: Belief[]; photos: Belief[] }>;
  /** The person taps "again" on what the server would not have. */
  retryRefused(): Promise<number>;
}

declare global {
  interface Window {
    device: Device;
  }
}

const SIDE = 24;
const author = (): string => client.authStore.record?.id ?? '';

window.device = {
  async record(source, place, count, note) {
    const photos: PhotoDraft[] = [];
    const problem = newId();
    for (let n = 0; n < count; n++) {
      const bytes = await noise();
      photos.push({
        id: newId(),
        subject: 'problems',
        subjectId: problem,
        phase: 'before',
        sha256: await hashOf(bytes),
        taken: { at: Date.now(), by: 'camera' },
        bytes,
      });
    }
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
    const refs = photos.map(({ id, sha256 }) => ({ id, sha256 }));
    const draft = draftEvent('problem.found', problem, payload, { photos: refs });
    try {
      await enqueue(author(), [{ draft, photos }], Date.now());
      return { problem, event: draft.id, photos: refs };
    } catch {
      return null;
    }
  },
  send: (aheadMs) => flush(author(), () => Date.now() + aheadMs),
  async beliefs() {
    const of = (each: { id: string; state: string; reason: { key: string } | null }): Belief => ({
      id: each.id,
      state: each.state,
      reason: each.reason?.key ?? '',
    });
    return {
      events: (await outboxStore.items.toArray()).map(of),
      photos: (await outboxStore.photos.toArray()).map(of),
    };
  },
  async retryRefused() {
    const items = await outboxStore.items.toArray();
    const photos = await outboxStore.photos.toArray();
    const refused = new Set(
      [...items.map((each) => [each.id, each.state]), ...photos.map((each) => [each.event, each.state])]
        .filter(([, state]) => state === 'refused')
        .map(([id]) => String(id)),
    );
    for (const id of refused) await retry(id);
    return refused.size;
  },
};

/** A small picture that no other is like. */
async function noise(): Promise<Blob> {
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  const pixels = context.createImageData(SIDE, SIDE);
  crypto.getRandomValues(pixels.data);
  context.putImageData(pixels, 0, 0);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
}

async function hashOf(bytes: Blob): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await bytes.arrayBuffer()));
  return [...digest].map((each) => each.toString(16).padStart(2, '0')).join('');
}

if ('serviceWorker' in navigator) void navigator.serviceWorker.register('/sw.js');
