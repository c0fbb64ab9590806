import { sendEvent } from '../api/events.ts';
import { isForbidden } from '../api/fetch-json.ts';
import {
  fetchNotice,
  fetchNotices,
  fetchNoticesAbout,
  fetchNoticesOf,
  listenNotices,
  type NoticeFilter,
} from '../api/notices.ts';
import { uploadPhoto } from '../api/photos.ts';
import type { EventType } from '../core/casework/events.ts';
import type { Payload } from '../core/casework/payloads.ts';
import { draftEvent } from '../offline/event-draft.ts';
import type { NoticeRecord } from '../schema/records.ts';
import type { LoadState } from './city.svelte.ts';
import type { SheetPhoto } from './inspect-actions.ts';
import { makeRow } from './make-row.ts';
import { session } from './session.svelte.ts';

type NoticeEvent = Extract<EventType, `notice.${string}`>;

/** A list of papers, kept up to date while it is followed: all of them, those of one problem, or those written out of one record. */
export class Papers {
  state = $state<LoadState>('loading');
  items = $state.raw<readonly NoticeRecord[]>([]);
  readonly #fetch: () => Promise<NoticeRecord[]>;
  #asked = 0;

  constructor(of: { readonly problem: string } | { readonly about: string } | (() => NoticeFilter)) {
    if (typeof of === 'function') this.#fetch = () => fetchNotices(of());
    else this.#fetch = 'about' in of ? () => fetchNoticesAbout(of.about) : () => fetchNoticesOf(of.problem);
  }

  /** Keeps the list live until the returned function is called. */
  follow(): () => void {
    return listenNotices(() => void this.load());
  }

  /** Asks again; the newest request wins. Never throws. */
  async load(): Promise<void> {
    const mine = ++this.#asked;
    try {
      const items = await this.#fetch();
      if (mine === this.#asked) Object.assign(this, { items, state: 'ready' });
    } catch (error) {
      if (mine === this.#asked && this.items.length === 0)
        this.state = isForbidden(error) ? 'forbidden' : 'error';
    }
  }
}

/** Issues a paper; answers its row with the number, null where it is issued and only the row could not be had. Throws as makeRow does. */
export async function issuePaper(payload: Payload<'notice.issued'>): Promise<NoticeRecord | null> {
  const id = await makeRow('notice.issued', payload);
  return fetchNotice(id).catch(() => null);
}

export async function voidPaper(notice: NoticeRecord, reason: string): Promise<void> {
  await send('notice.voided', notice, { reason });
}

/** Sends the receipt with the photo of the signed paper; the bytes follow the event. */
export async function receivePaper(
  notice: NoticeRecord,
  payload: Payload<'notice.received'>,
  photos: readonly SheetPhoto[],
): Promise<void> {
  const references = photos.map(({ id, prepared }) => ({ id, sha256: prepared.sha256 }));
  const event = await send('notice.received', notice, payload, references);
  for (const { id, prepared, taken } of photos) {
    await uploadPhoto({
      id,
      event,
      subject: 'notices',
      subjectId: notice.id,
      phase: 'paper',
      sha256: prepared.sha256,
      taken: { ...taken },
      by: session.user?.id ?? '',
      bytes: prepared.bytes,
    });
  }
}

async function send<T extends NoticeEvent>(
  type: T,
  notice: NoticeRecord,
  payload: Payload<T>,
  photos: readonly { readonly id: string; readonly sha256: string }[] = [],
): Promise<string> {
  const draft = draftEvent(type, notice.id, payload, { seen: notice.rev, photos });
  await sendEvent(draft);
  return draft.id;
}
