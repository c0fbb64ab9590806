import { liveQuery } from 'dexie';
import type { Message } from '../core/message.ts';
import { outboxStore, type OutboxItem } from './outbox-store.ts';

/** What became of a step that somebody waits for. `waiting`: it is safe on this device and goes out by itself. */
export type OutboxVerdict =
  | { readonly end: 'confirmed' }
  | { readonly end: 'waiting' }
  | { readonly end: 'refused'; readonly reason: Message };

/** Nobody looks at a dialog longer than this. */
const PATIENCE_MS = 15_000;

/**
 * Waits until the server has answered on all of these items, one of them was refused, or it turns out that the network is not there.
 * An empty list is confirmed at once.
 */
export function verdictOn(ids: readonly string[], patienceMs = PATIENCE_MS): Promise<OutboxVerdict> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => end({ end: 'waiting' }), patienceMs);
    const following = liveQuery(() => outboxStore.items.bulkGet([...ids])).subscribe((items) => {
      const verdict = verdictOf(items.filter((each) => each !== undefined));
      if (verdict) end(verdict);
    });
    function end(verdict: OutboxVerdict): void {
      clearTimeout(timer);
      // The first answer may come before there is anything to unsubscribe from.
      queueMicrotask(() => following.unsubscribe());
      resolve(verdict);
    }
  });
}

/** Takes back what was not taken in: it stays on the device, out of the way, and its author tries anew. */
export async function giveUp(ids: readonly string[]): Promise<void> {
  await outboxStore.items
    .where('id')
    .anyOf([...ids])
    .and((each) => each.state !== 'confirmed')
    .modify({ state: 'set_aside' });
}

function verdictOf(items: readonly OutboxItem[]): OutboxVerdict | null {
  const refused = items.find((each) => each.state === 'refused');
  if (refused?.reason) return { end: 'refused', reason: refused.reason };
  if (items.every((each) => each.state === 'confirmed')) return { end: 'confirmed' };
  return items.some((each) => each.state === 'waiting' && each.tries > 0) ? { end: 'waiting' } : null;
}
