import { isForbidden } from '../api/fetch-json.ts';
import { fetchNotice, listenNotices } from '../api/notices.ts';
import type { Row } from '../core/casework/act.ts';
import type { NoticeIssued } from '../core/papers/notice-payloads.ts';
import type { NoticeRow } from '../core/papers/paper-model.ts';
import { paperFacts } from '../core/papers/paper-facts.ts';
import { findUnsent } from '../offline/find-unsent.ts';
import { city, type LoadState } from './city.svelte.ts';
import { outbox } from './outbox.svelte.ts';
import { session } from './session.svelte.ts';

const ASK_AGAIN_MS = 3000;

/** One paper: as the server has it, or as it lies unsent on this device, without a number. */
export class OnePaper {
  readonly id: string;
  state = $state<LoadState>('loading');
  notice = $state.raw<NoticeRow | null>(null);
  /** It has not reached the server. */
  waits = $state(false);

  constructor(id: string) {
    this.id = id;
  }

  /** Keeps the paper up to date until the returned function is called; what waits on this device is sent, and asked for again. */
  follow(): () => void {
    void this.load();
    if (session.user) outbox.follow(session.user.id);
    // A subscription that was begun without network never comes to be: the number is asked for.
    const timer = setInterval(() => this.waits && void this.load(), ASK_AGAIN_MS);
    const stop = listenNotices(() => void this.load());
    return () => {
      clearInterval(timer);
      stop();
    };
  }

  /** Never throws. */
  async load(): Promise<void> {
    try {
      const notice = await fetchNotice(this.id);
      Object.assign(this, { notice, waits: false, state: 'ready' });
    } catch (error) {
      const unsent = await this.#unsent();
      if (unsent) Object.assign(this, { notice: unsent, waits: true, state: 'ready' });
      else if (!this.notice) this.state = isForbidden(error) ? 'forbidden' : 'error';
    }
  }

  async #unsent(): Promise<NoticeRow | null> {
    const author = session.user;
    const draft = author && (await findUnsent(author.id, 'notice.issued', this.id));
    if (!author || !draft) return null;
    await city.load();
    const payload = JSON.parse(draft.payload) as NoticeIssued;
    const problems = await Promise.all(payload.problems.map((each) => this.#problem(author.id, each)));
    const facts = paperFacts(
      payload,
      problems.filter((each) => each !== null),
      { unit: payload.unit ?? '', coUnits: [] },
      { id: author.id, at: draft.deviceAt, deadlineAt: payload.deadlineAt ?? 0 },
      { find: (collection, id) => known(collection, id, author) },
    );
    return { kind: payload.kind, state: 'issued', no: '', facts, receipt: null, voided: null };
  }

  async #problem(author: string, id: string): Promise<Row | null> {
    const draft = await findUnsent(author, 'problem.found', id);
    if (!draft) return null;
    const found = JSON.parse(draft.payload) as Record<string, unknown> & {
      readonly source: string;
      readonly place: object;
    };
    return { ...found, ...found.place, id, no: '', town: city.sourceById.get(found.source)?.town ?? '' };
  }
}

function known(collection: string, id: string, author: { readonly name: string }): Row | null {
  const row: object | null | undefined =
    collection === 'sources'
      ? city.sourceById.get(id)
      : collection === 'units'
        ? city.unitById.get(id)
        : collection === 'grids'
          ? city.gridById.get(id)
          : { id, name: author.name };
  return (row as Row | undefined) ?? null;
}
