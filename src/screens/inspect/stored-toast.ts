import type { OutboxItem, OutboxPhoto } from '../../offline/outbox-store.ts';
import { outbox } from '../../state/outbox.svelte.ts';
import { m } from '../../text/paraglide/messages.js';
import { toasts, type ToastItem } from '../../ui/toasts.svelte.ts';

/** Says that what was stored since an instant is on this device, and what became of it while the words are shown; and what may follow. */
export function tellStored(since: number, action?: ToastItem['action']): void {
  toasts.show(() => storedWords(outbox.items, outbox.photosWaiting, since), action ? { action } : {});
}

/** On the device, confirmed by the server, or refused: as the outbox has it. */
export function storedWords(
  items: readonly Pick<OutboxItem, 'id' | 'storedAt' | 'state'>[],
  photosWaiting: readonly Pick<OutboxPhoto, 'event'>[],
  since: number,
): string {
  const mine = items.filter((each) => each.storedAt >= since);
  if (mine.some((each) => each.state === 'refused')) return m.inspect_saved_refused();
  const sent =
    mine.length > 0 &&
    mine.every((each) => each.state === 'confirmed') &&
    !photosWaiting.some((photo) => mine.some((each) => each.id === photo.event));
  return sent ? m.inspect_saved_confirmed() : m.inspect_saved();
}
