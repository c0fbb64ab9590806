import { count, type World } from '../core/casework/act.ts';
import type { EventDraft } from '../core/casework/events.ts';
import type { OutboxItem } from './outbox-store.ts';

/** Nothing of it will be: the server said no, or something else went in its place. */
const OVER: readonly OutboxItem['state'][] = ['refused', 'set_aside', 'replaced'];

/**
 * Events that the rows of this device (`find`) do not show yet, in their order. A confirmed one counts until a row arrives that has it:
 * a stop that was visited never falls back to "to do" in between, and what others changed afterwards stays as they changed it.
 */
export function draftsToCome(items: readonly OutboxItem[], find: World['find']): readonly EventDraft[] {
  return items.filter((each) => !OVER.includes(each.state) && !isIn(each, find)).map((each) => each.draft);
}

function isIn({ draft, state, rev }: OutboxItem, find: World['find']): boolean {
  if (state !== 'confirmed' || rev === undefined || rev === null) return false;
  const row = find(draft.subject, draft.subjectId);
  return row !== null && count(row, 'rev') >= rev;
}
