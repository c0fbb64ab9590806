import Dexie, { type Table } from 'dexie';
import type { EventDraft } from '../core/casework/events.ts';
import type { Message } from '../core/message.ts';
import type { FindingDraft } from './finding-draft.ts';
import type { OpenVisit } from './open-visit.ts';

/**
 * `set_aside`: refused, and its author has taken note; it is kept but no longer waits for a hand. `replaced`: a corrected one went
 * in its place; it is kept to be looked at and never sent.
 */
export const ITEM_STATES = ['waiting', 'sending', 'confirmed', 'refused', 'set_aside', 'replaced'] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** An event on its way to the server. It stays here until the server has answered, and for a while after. */
export interface OutboxItem {
  readonly id: string;
  /** Whose it is: another person on the same tablet must not send it. */
  readonly author: string;
  readonly draft: EventDraft;
  /** Place in the queue of this device; ids and clocks of one millisecond tell no order. */
  readonly order: number;
  /** Other subjects (source, problem) whose events have to be with the server first. */
  readonly needs: readonly string[];
  readonly state: ItemState;
  readonly tries: number;
  /** Not before this instant, ms. */
  readonly nextTryAt: number;
  readonly reason: Message | null;
  readonly storedAt: number;
  readonly confirmedAt: number | null;
  /** `rev` of its row with it, as the server said when it confirmed it; absent or null when it did not say. */
  readonly rev?: number | null;
  /** Id of the item that went in its place. */
  readonly replacedBy?: string;
}

/** A photo on its way; one upload each, restarted alone. */
export interface OutboxPhoto {
  readonly id: string;
  readonly author: string;
  readonly event: string;
  readonly subject: string;
  readonly subjectId: string;
  readonly phase: 'before' | 'after' | 'paper';
  readonly sha256: string;
  readonly taken: Readonly<Record<string, unknown>>;
  readonly bytes: Blob;
  readonly state: ItemState;
  readonly tries: number;
  readonly nextTryAt: number;
  readonly reason: Message | null;
}

class OutboxDatabase extends Dexie {
  declare items: Table<OutboxItem, string>;
  declare photos: Table<OutboxPhoto, string>;
  declare drafts: Table<FindingDraft, [string, string]>;
  declare visits: Table<OpenVisit, [string, string]>;

  constructor() {
    super('shangfeng-outbox');
    this.version(1).stores({ items: 'id, state, storedAt', photos: 'id, event, state' });
    this.version(2)
      .stores({ items: 'id, order, author', photos: 'id, event, author', drafts: '[author+source], author' })
      .upgrade(async (tx) => {
        let order = 0;
        const items = await tx.table<OutboxItem>('items').toArray();
        items.sort((a, b) => a.storedAt - b.storedAt || a.draft.deviceAt - b.draft.deviceAt);
        await tx.table('items').bulkPut(items.map((each) => ({ ...each, order: ++order, needs: [] })));
      });
    this.version(3).stores({ visits: '[author+source], author' });
  }
}

/** Unsent work on this device. Survives sign-out, reload and update. */
export const outboxStore = new OutboxDatabase();
