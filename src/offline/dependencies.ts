import { CREATING_EVENTS, type EventDraft } from '../core/casework/events.ts';
import type { OutboxItem } from './outbox-store.ts';

/** Subjects besides its own that an event speaks of and that may have been made on this device: its source and its inspection. */
export function dependenciesOf(draft: EventDraft): readonly string[] {
  const { source, inspection } = JSON.parse(draft.payload) as Readonly<Record<string, unknown>>;
  return [source, inspection].filter((each): each is string => typeof each === 'string' && each !== '');
}

/**
 * Whether an item may be sent now, given those before it in the queue that the server has not confirmed.
 * Nothing overtakes an unsent event about the same case or about what it needs. A refused one holds back only what cannot be without
 * it: the row that it was to make. What its author has let be holds back nothing. For the rest the server judges each by itself and says
 * why: a finding must not wait for ever for a change of its source that somebody else was quicker with.
 */
export function isHeldBack(item: OutboxItem, unconfirmedBefore: readonly OutboxItem[]): boolean {
  return unconfirmedBefore.some(({ state, draft }) => {
    // What came in its place stands where it stood.
    if (state === 'replaced' || state === 'set_aside') return false;
    const about = draft.subjectId;
    if (about !== item.draft.subjectId && !item.needs.includes(about)) return false;
    return state !== 'refused' || CREATING_EVENTS.includes(draft.type);
  });
}
