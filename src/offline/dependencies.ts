import type { EventDraft } from '../core/casework/events.ts';
import type { OutboxItem } from './outbox-store.ts';

/** Subjects besides its own that an event speaks of and that may have been made on this device: its source and its inspection. */
export function dependenciesOf(draft: EventDraft): readonly string[] {
  const { source, inspection } = JSON.parse(draft.payload) as Readonly<Record<string, unknown>>;
  return [source, inspection].filter((each): each is string => typeof each === 'string' && each !== '');
}

/**
 * Whether an item may be sent now, given those before it in the queue that the server has not confirmed.
 * Nothing overtakes an unsent event about the same case or about what it needs. A refused one holds back what builds on it, but
 * not the rest of a task: whether a visit counts without an acceptance, the server judges.
 */
export function isHeldBack(item: OutboxItem, unconfirmedBefore: readonly OutboxItem[]): boolean {
  return unconfirmedBefore.some((each) => {
    // What came in its place stands where it stood.
    if (each.state === 'replaced') return false;
    const about = each.draft.subjectId;
    if (about !== item.draft.subjectId && !item.needs.includes(about)) return false;
    // Its author let go of an inspection: what names it is judged by itself, and said to be without one.
    if (each.draft.subject === 'inspections') return each.state !== 'set_aside';
    const over = each.state === 'refused' || each.state === 'set_aside';
    return !(over && each.draft.subject === 'tasks');
  });
}
