import type { Author, FollowUp, MissedEvent, Refusal } from '../../core/casework/act.ts';
import { advance, subjectOf } from '../../core/casework/advance.ts';
import { authorAt } from '../../core/casework/author-at.ts';
import { canonicalJson } from '../../core/canonical-json.ts';
import { draftText } from '../../core/casework/chain-text.ts';
import { deedTime } from '../../core/casework/device-time.ts';
import type { EventDraft, EventType, PhotoRef } from '../../core/casework/events.ts';
import type { Payloads } from '../../core/casework/payloads.ts';
import { uuidv7 } from '../../core/ids.ts';
import { message } from '../../core/message.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { queryAll, type App, type PbRecord } from '../pb.ts';
import { appendToChain } from './chain.ts';
import { logNow } from './log-now.ts';
import { datedPosts, postsOf } from './posts.ts';
import type { ReadAhead } from './read-ahead.ts';
import { sealsOf, type RowKey } from './seals.ts';
import { timed } from './stopwatch.ts';
import { findRecord, toRow } from './to-row.ts';
import { worldOf, type ServerWorld } from './world.ts';
import { writeRows } from './write-rows.ts';

/** An event that is in the log, and whether it had been there before. */
export interface Accepted {
  readonly record: PbRecord;
  readonly replay: boolean;
  /** Of the subject's row with the event; of a replay, as the row is now. */
  readonly rev: number;
}

/** An event of the server's own jobs; `seen` is the rev of the row that the job looked at. */
export interface JobEvent<T extends EventType> {
  readonly type: T;
  readonly subjectId: string;
  readonly payload: Payloads[T];
  readonly seen: number;
  /** When it happened, however late the job saw it; now unless said. */
  readonly at?: number;
  /** Photos it names; none unless said. */
  readonly photos?: readonly PhotoRef[];
  /** Rows that the job made itself in the same transaction, sealed with it; none unless said. */
  readonly made?: readonly RowKey[];
}

export const SYSTEM: Author = { id: '', role: 'system', unit: '', group: '', territory: '' };
/** A citizen without an account, as the server's own route speaks for him. */
export const PUBLIC: Author = { ...SYSTEM, role: 'public' };

/**
 * Takes an event in: rows, chain and what follows from it. Call inside a transaction and throw when it is refused,
 * so that nothing of it stays.
 */
export function accept(
  tx: App,
  draft: EventDraft,
  person: Author,
  receivedAt: number,
  made: readonly RowKey[] = [],
  ahead: ReadAhead | null = null,
): Result<Accepted, Refusal> {
  const now = timed('checks', () => logNow(tx, draft, ahead));
  const { known, last, settled } = now;
  if (known) {
    const record = tx.findRecordById('events', draft.id);
    const event = toRow(record);
    const same = event['actor'] === person.id && draftText(event as never) === draftText(draft);
    return same
      ? ok({ record, replay: true, rev: revOf(tx, draft) })
      : err({ code: 'different', reason: message('server_id_is_taken') });
  }
  // The server's own clock is believed, also after months of standing still.
  const at =
    person === SYSTEM ? ok(draft.deviceAt) : deedTime(draft.deviceAt, draft.clockOffsetMs, receivedAt);
  if (!at.ok) return at;
  const receipt = { at: at.value, receivedAt };
  const world = worldOf(tx, now, draft);
  // Rights are those of the time of the deed (design.md §3a): who changed his post since may still deliver what he did in it.
  const held =
    person.role === 'system' ? ok(person) : authorAt(person, datedPosts(tx, settled, person.id), at.value);
  if (!held.ok) return held;
  const author = held.value;
  const missed = timed('checks', () => missedEvents(tx, draft, author, world));
  const next = timed('reducer', () => advance(draft, author, receipt, missed, world));
  if (!next.ok) return next;
  timed('rows', () => writeRows(tx, next.value.writes, world));
  const wrote = timed('seals', () => sealsOf(tx, [...made, ...next.value.writes], settled));
  const { id: actor, role } = author;
  const post = postsOf(tx, settled, actor, at.value).find((each) => each.title !== '')?.title ?? '';
  const record = timed('log', () =>
    appendToChain(tx, { ...draft, actor, role, post, receivedAt, wrote }, last),
  );
  for (const each of next.value.follow) {
    const followed = accept(
      tx,
      draftOf(each, revOf(tx, each), receivedAt),
      { ...author, role: 'system' },
      receivedAt,
    );
    if (!followed.ok) return followed;
  }
  return ok({ record, replay: false, rev: Number(next.value.writes[0]?.fields['rev'] ?? 0) });
}

/** The door for jobs: the same log, the same reducers. Returns the refusal instead of throwing; the caller decides. */
export function append<T extends EventType>(
  tx: App,
  event: JobEvent<T>,
  author: Author = SYSTEM,
): Result<Accepted, Refusal> {
  const now = Date.now();
  const draft = draftOf({ ...event, subject: subjectOf(event.type) }, event.seen, now);
  return accept(tx, { ...draft, deviceAt: event.at ?? now }, author, now, event.made);
}

function draftOf(event: FollowUp, seen: number, now: number): EventDraft {
  return {
    id: uuidv7(now, Math.random),
    subject: event.subject,
    subjectId: event.subjectId,
    type: event.type,
    deviceAt: now,
    clockOffsetMs: 0,
    seen,
    payload: canonicalJson(event.payload),
    photos: event.photos ?? [],
  };
}

function revOf(tx: App, event: Pick<FollowUp, 'subject' | 'subjectId'>): number {
  return findRecord(tx, event.subject, event.subjectId)?.getInt('rev') ?? 0;
}

/** Every event raises `rev` by one, so the last (rev − seen) events are those the author had not seen; his own he knows. */
function missedEvents(
  tx: App,
  draft: EventDraft,
  author: Author,
  world: ServerWorld,
): readonly MissedEvent[] {
  const rev = world.record(draft.subject, draft.subjectId)?.getInt('rev') ?? 0;
  if (rev <= draft.seen) return [];
  return queryAll(
    tx,
    'SELECT type, actor, payload FROM events WHERE subjectId = {:id} ORDER BY seq DESC LIMIT {:limit}',
    { type: '', actor: '', payload: '' },
    { id: draft.subjectId, limit: rev - draft.seen },
  )
    .filter((each) => author.role === 'system' || each.actor !== author.id)
    .map(({ type, actor, payload }) => ({ type: type as EventType, actor, payload }));
}
