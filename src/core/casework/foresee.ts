import type { Message } from '../message.ts';
import type { Instant } from '../units.ts';
import { count, type Author, type Row, type World } from './act.ts';
import { advance } from './advance.ts';
import { applyWrite } from './apply-write.ts';
import type { EventDraft } from './events.ts';

/** What a device holds of the register. */
export type Held = Pick<World, 'find' | 'locate' | 'unitOfTown'>;

/** The register as it will be. */
export interface Foreseen {
  /** The row with all that is to come; what the device holds where nothing is; null when there is neither. */
  readonly find: (collection: string, id: string) => Row | null;
  /** Rows that the events make and the device does not hold, in their order. */
  readonly fresh: (collection: string) => readonly Row[];
  /** Events that would be refused as things stand, by id; they change nothing. */
  readonly refused: ReadonlyMap<string, Message>;
}

/**
 * Runs events that the server has not confirmed through its own reducers, over what the device holds, in the order they were made. It
 * decides nothing: a device does not know everything, so a refusal here is a hint, and `rev` stays the server's last one, since the
 * next event says what its author has seen. Events about rows that the device does not hold are passed over.
 */
export function foresee(drafts: readonly EventDraft[], author: Author, held: Held, now: Instant): Foreseen {
  const rows = new Map<string, Row>();
  const fresh = new Map<string, string>();
  const refused = new Map<string, Message>();
  const find = (collection: string, id: string): Row | null =>
    rows.get(`${collection}/${id}`) ?? held.find(collection, id);
  const world: World = {
    ...held,
    find,
    problemsOfTask: (task) =>
      [...rows].flatMap(([key, row]) => (key.startsWith('problems/') && row['task'] === task ? [row] : [])),
    photosPending: () => 0,
    numberFor: () => '',
    capabilities: () => [],
    townsNear: () => [],
  };
  const run = (draft: EventDraft, by: Author): void => {
    const at = Math.min(draft.deviceAt + draft.clockOffsetMs, now);
    // What its author had seen is counted by the server; rows here keep an older count.
    const next = advance({ ...draft, seen: 0 }, by, { at, receivedAt: now }, [], world);
    if (!next.ok) {
      if (next.error.code !== 'missing') refused.set(draft.id, next.error.reason);
      return;
    }
    for (const write of next.value.writes) {
      const key = `${write.collection}/${write.id}`;
      const before = find(write.collection, write.id);
      if (!before) fresh.set(key, write.collection);
      rows.set(key, { ...applyWrite(before, write), rev: before ? count(before, 'rev') : 0 });
    }
    for (const { type, subject, subjectId, payload, photos = [] } of next.value.follow) {
      const follow = { ...draft, type, subject, subjectId, payload: JSON.stringify(payload), photos };
      run(follow, { ...author, role: 'system' });
    }
  };
  for (const draft of drafts) run(draft, author);
  return {
    find,
    fresh: (collection) => [...fresh].flatMap(([key, of]) => (of === collection ? [rows.get(key)!] : [])),
    refused,
  };
}
