import { dependenciesOf } from './dependencies.ts';
import type { Entry } from './outbox.ts';
import { outboxStore, type OutboxItem } from './outbox-store.ts';

/**
 * Puts corrected events in the place of a refused one, of a finding's with what was put right with it, all or none, and ends the draft
 * of the correction. They take over the place in the queue, so that what builds on the finding follows them; photos that they name go over
 * with their bytes, the others stay with what was refused. False when it is not refused any more: sent again or put right in another
 * window.
 */
export async function replaceRefused(
  author: string,
  refused: string,
  entries: readonly Entry[],
  at: number,
): Promise<boolean> {
  const { items, photos: store, drafts } = outboxStore;
  return outboxStore.transaction('rw', items, store, drafts, async () => {
    const item = await items.get(refused);
    if (item?.author !== author || item.state !== 'refused') return false;
    const old = item.draft.type === 'problem.found' ? [item, ...(await unsentWith(item))] : [item];
    for (const each of old) {
      const next = entries.find(({ draft }) => draft.type === each.draft.type) ?? entries[0];
      await items.update(each.id, { state: 'replaced', replacedBy: next?.draft.id ?? '' });
    }
    await store
      .where('event')
      .anyOf(old.map((each) => each.id))
      .modify({ state: 'set_aside' });
    const fresh = { author, state: 'waiting', tries: 0, nextTryAt: 0, reason: null } as const;
    for (const [nth, { draft, photos = [], after = [] }] of entries.entries()) {
      // Between the refused one and whatever was stored after it.
      const order = item.order + nth / (entries.length + 1);
      const needs = [...dependenciesOf(draft), ...after];
      await items.add({ ...fresh, id: draft.id, draft, order, needs, storedAt: at, confirmedAt: null });
      await store.bulkPut(photos.map((photo) => ({ ...fresh, ...photo, event: draft.id })));
    }
    await drafts.delete([author, refused]);
    return true;
  });
}

/** What was put right on the spot of the same problem and could not be sent without it. */
export async function unsentWith({ author, draft }: OutboxItem): Promise<OutboxItem[]> {
  return outboxStore.items
    .where('author')
    .equals(author)
    .and(
      (each) =>
        each.draft.subjectId === draft.subjectId &&
        each.draft.type === 'problem.fixed_on_spot' &&
        each.state !== 'confirmed' &&
        each.state !== 'replaced',
    )
    .toArray();
}
