import { createHash } from 'node:crypto';
import type { Author, FollowUp, Refusal, RefusalCode, Row, World } from '../../../src/core/casework/act.ts';
import { advance } from '../../../src/core/casework/advance.ts';
import { applyWrite } from '../../../src/core/casework/apply-write.ts';
import { draftText } from '../../../src/core/casework/chain-text.ts';
import { deedTime } from '../../../src/core/casework/device-time.ts';
import type { EventDraft } from '../../../src/core/casework/events.ts';
import { readDraft } from '../../../src/core/casework/read-draft.ts';
import { message } from '../../../src/core/message.ts';
import { err, ok, type Result } from '../../../src/core/result.ts';
import { MemoryWorld } from '../../core/casework/memory-world.ts';

/** One answer before it goes over the wire. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** A photo as it arrived. */
export interface StoredPhoto {
  readonly id: string;
  readonly subjectId: string;
  readonly sha256: string;
  /** Hash of the bytes that are kept. */
  readonly kept: string;
}

interface LoggedEvent extends EventDraft {
  readonly actor: string;
  readonly seq: number;
  readonly receivedAt: number;
}

const STATUS: Readonly<Record<RefusalCode, number>> = {
  invalid: 400,
  refused: 400,
  forbidden: 403,
  missing: 400,
  conflict: 409,
  different: 409,
  too_large: 413,
};

/**
 * The server's one door without a database: the same reducers, a replay answered as the first time, all or nothing, photos held to their
 * hash. What `src/server/events/append.ts` and `on-photo.ts` do, and nothing else.
 */
export class Door {
  readonly world: MemoryWorld;
  readonly log: LoggedEvent[] = [];
  readonly photos = new Map<string, StoredPhoto>();
  /** Who holds which token; one that is not here is worn out. */
  readonly tokens = new Map<string, Author>();
  now: number;
  private readonly view: World;

  constructor(now: number, rows: Readonly<Record<string, readonly Row[]>> = {}) {
    this.now = now;
    this.world = new MemoryWorld(rows);
    this.view = {
      ...this.world,
      photosPending: (subject) => this.pending(subject),
    };
  }

  has(collection: 'events' | 'photos', id: string): boolean {
    return collection === 'photos' ? this.photos.has(id) : this.log.some((each) => each.id === id);
  }

  /** POST of an event. */
  event(token: string, body: unknown): Reply {
    const author = this.tokens.get(token);
    if (!author) return refusal({ code: 'forbidden', reason: message('server_only_people') });
    const draft = readDraft(body);
    if (!draft.ok) return refusal({ code: 'invalid', reason: draft.error });
    const [rows, length] = [new Map(this.world.rows), this.log.length];
    const taken = this.accept(draft.value, author);
    if (taken.ok) return { status: 200, body: taken.value };
    this.world.rows.clear();
    for (const [key, row] of rows) this.world.rows.set(key, row);
    this.log.length = length;
    return refusal(taken.error);
  }

  /** POST of a photo; `bytes` as they arrived. */
  photo(token: string, fields: Omit<StoredPhoto, 'kept'>, bytes: Uint8Array): Reply {
    if (!this.tokens.has(token)) return refusal({ code: 'forbidden', reason: message('server_only_people') });
    const known = this.photos.get(fields.id);
    if (known) {
      return known.sha256 === fields.sha256
        ? { status: 200, body: known }
        : refusal({ code: 'different', reason: message('server_id_is_taken') });
    }
    const kept = createHash('sha256').update(bytes).digest('hex');
    if (kept !== fields.sha256)
      return refusal({ code: 'invalid', reason: message('server_photo_hash_differs') });
    const stored = { ...fields, kept };
    this.photos.set(fields.id, stored);
    return { status: 200, body: stored };
  }

  /** Whether a token still counts, as the SDK asks it. */
  refresh(token: string): Reply {
    const author = this.tokens.get(token);
    return author
      ? { status: 200, body: { token, record: { id: author.id, collectionName: 'users' } } }
      : { status: 401, body: { status: 401, message: '', data: {} } };
  }

  protected accept(draft: EventDraft, author: Author): Result<object, Refusal> {
    const known = this.log.find((each) => each.id === draft.id);
    if (known) {
      return known.actor === author.id && draftText(known) === draftText(draft)
        ? ok({ ...known, replay: true, rev: this.revOf(draft) })
        : err({ code: 'different', reason: message('server_id_is_taken') });
    }
    const at = deedTime(draft.deviceAt, draft.clockOffsetMs, this.now);
    if (!at.ok) return at;
    const rev = this.revOf(draft);
    const missed =
      rev <= draft.seen
        ? []
        : this.log
            .filter((each) => each.subjectId === draft.subjectId)
            .slice(draft.seen - rev)
            .filter((each) => author.role === 'system' || each.actor !== author.id);
    const next = advance(draft, author, { at: at.value, receivedAt: this.now }, missed, this.view);
    if (!next.ok) return next;
    for (const write of next.value.writes) {
      const key = `${write.collection}/${write.id}`;
      this.world.rows.set(key, applyWrite(this.world.rows.get(key) ?? null, write));
    }
    const event = { ...draft, actor: author.id, seq: this.log.length + 1, receivedAt: this.now };
    this.log.push(event);
    for (const each of next.value.follow) {
      const followed = this.accept(this.draftOf(each), { ...author, role: 'system' });
      if (!followed.ok) return followed;
    }
    return ok({ ...event, replay: false, rev: Number(next.value.writes[0]?.fields['rev'] ?? 0) });
  }

  private draftOf({ type, subject, subjectId, payload, photos = [] }: FollowUp): EventDraft {
    return {
      id: createHash('sha256').update(`follow ${this.log.length}`).digest('hex').slice(0, 32),
      subject,
      subjectId,
      type,
      deviceAt: this.now,
      clockOffsetMs: 0,
      seen: this.revOf({ subject, subjectId }),
      payload: JSON.stringify(payload),
      photos,
    };
  }

  private revOf({ subject, subjectId }: Pick<EventDraft, 'subject' | 'subjectId'>): number {
    return Number(this.world.find(subject, subjectId)?.['rev'] ?? 0);
  }

  private pending(subject: string): number {
    return this.log
      .filter((each) => each.subjectId === subject)
      .flatMap((each) => each.photos)
      .filter((each) => !this.photos.has(each.id)).length;
  }
}

function refusal({ code, reason, row, fields }: Refusal): Reply {
  const data = { key: reason.key, params: reason.params ?? {}, ...(row && { row, fields }) };
  return { status: STATUS[code], body: { status: STATUS[code], code, message: reason.key, data } };
}
