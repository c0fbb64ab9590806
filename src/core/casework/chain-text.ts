import type { PhotoRef } from './events.ts';

/** What the hash of a stored event covers. */
export interface ChainedEvent {
  readonly seq: number;
  readonly prevHash: string;
  readonly id: string;
  readonly subject: string;
  readonly subjectId: string;
  readonly type: string;
  readonly actor: string;
  readonly role: string;
  readonly post: string;
  readonly deviceAt: number;
  readonly clockOffsetMs: number;
  readonly receivedAt: number;
  readonly seen: number;
  readonly payload: string;
  readonly photos: readonly PhotoRef[];
  /** What the rows it wrote looked like then (row-seal.ts); absent or '' in events of before there were seals. */
  readonly wrote?: string;
  /** What it was made on; absent or '' in events of before there were labels. */
  readonly device?: string;
}

/** prevHash of the first event. */
export const CHAIN_START = '0'.repeat(64);

/** The text whose SHA-256 is the event's hash: an array, so that no order of keys matters. */
export function chainText(event: ChainedEvent): string {
  return JSON.stringify([
    event.seq,
    event.prevHash,
    event.id,
    event.subject,
    event.subjectId,
    event.type,
    event.actor,
    event.role,
    event.post,
    event.deviceAt,
    event.clockOffsetMs,
    event.receivedAt,
    event.seen,
    event.payload,
    photoPairs(event.photos),
    // What came later stands at the end and only where it is: an event without it keeps the hash it had.
    ...(event.wrote || event.device ? [event.wrote ?? ''] : []),
    ...(event.device ? [event.device] : []),
  ]);
}

/** What makes two drafts of one id the same event: everything its author wrote. */
export function draftText(
  draft: Omit<ChainedEvent, 'seq' | 'prevHash' | 'actor' | 'role' | 'post' | 'receivedAt' | 'wrote'>,
): string {
  return JSON.stringify([
    draft.id,
    draft.subject,
    draft.subjectId,
    draft.type,
    draft.deviceAt,
    draft.clockOffsetMs,
    draft.seen,
    draft.payload,
    photoPairs(draft.photos),
    ...(draft.device ? [draft.device] : []),
  ]);
}

function photoPairs(photos: readonly PhotoRef[]): readonly (readonly string[])[] {
  return photos.map((each) => [each.id, each.sha256]);
}
