import { outboxStore } from './outbox-store.ts';
import type { Fix } from './position.ts';

/** A photo of a finding that is not finished: its bytes, and the circumstances of the shutter. */
export interface DraftPhoto {
  readonly id: string;
  readonly bytes: Blob;
  readonly sha256: string;
  readonly taken: Readonly<Record<string, unknown>>;
}

/** A finding begun and not yet stored as an event: one per person and source, and one per refused finding that is put right. */
export interface FindingDraft {
  readonly author: string;
  /** Id of the source; of the refused event when that is put right. */
  readonly source: string;
  readonly savedAt: number;
  readonly category: string | null;
  readonly severity: '1' | '2' | '3';
  readonly handling: 'on_spot' | 'to_assign';
  readonly note: string;
  readonly pin: { readonly lng: number; readonly lat: number } | null;
  readonly pinReason: string;
  /** The position as it was measured when the shutter fell; absent = it is measured anew. */
  readonly fix?: Fix | null;
  /** Another source than the refused finding named; absent = that one. */
  readonly about?: string;
  /** An earlier problem that it is said to be the same as; absent or '' = none. */
  readonly linked?: string;
  readonly before: readonly DraftPhoto[];
  readonly after: readonly DraftPhoto[];
  /** Absent or null = nothing was filmed. */
  readonly clip?: DraftPhoto | null;
}

export async function saveFindingDraft(draft: FindingDraft): Promise<void> {
  await outboxStore.drafts.put(draft);
}

/** Null when this person has begun nothing there. */
export async function findFindingDraft(author: string, source: string): Promise<FindingDraft | null> {
  return (await outboxStore.drafts.get([author, source])) ?? null;
}

export async function dropFindingDraft(author: string, source: string): Promise<void> {
  await outboxStore.drafts.delete([author, source]);
}
