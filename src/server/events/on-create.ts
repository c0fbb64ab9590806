import type { Author, Refusal, RefusalCode } from '../../core/casework/act.ts';
import type { EventDraft } from '../../core/casework/events.ts';
import { MAX_DRAFT_CHARS } from '../../core/casework/draft-limits.ts';
import { readDraft } from '../../core/casework/read-draft.ts';
import { message, type Message } from '../../core/message.ts';
import type { Role } from '../../core/roles.ts';
import { refuse, sendJson } from '../http/refuse.ts';
import { reduceQuietly } from '../jobs/reduce-sources.ts';
import type { App, PbRecord, RecordEvent } from '../pb.ts';
import { accept, type Accepted } from './append.ts';
import { keepRefusal } from './keep-refusal.ts';
import { readAhead } from './read-ahead.ts';
import { lap, timed } from './stopwatch.ts';
import { toRow } from './to-row.ts';

const STATUS: Readonly<Record<RefusalCode, number>> = {
  invalid: 400,
  refused: 400,
  forbidden: 403,
  missing: 400,
  conflict: 409,
  different: 409,
  too_large: 413,
};

/** The one door: POST of a record of `events`. Answers 200 with the stored event, also for a replay. */
export function onEventCreate(e: RecordEvent): void {
  const receivedAt = Date.now();
  const author = authorOf(e.auth);
  if (!author) return refuse(e.requestEvent, 403, 'forbidden', message('server_only_people'));
  // A json field has become bytes in the request's own body by now; the record has it parsed.
  const body: unknown = {
    ...(JSON.parse(JSON.stringify(e.requestInfo().body)) as object),
    photos: JSON.parse(e.record.getString('photos') || 'null'),
  };
  const size = JSON.stringify(body).length;
  if (size > MAX_DRAFT_CHARS) return reply(e, body, author, { code: 'too_large', reason: tooLarge(size) });
  const draft = readDraft(body);
  if (!draft.ok) return reply(e, body, author, { code: 'invalid', reason: draft.error });

  const result = inTransaction(e.app, draft.value, author, receivedAt);
  if ('refusal' in result) return reply(e, body, author, result.refusal);
  // Nobody waits a minute for what a leader has just decided.
  if (draft.value.subject === 'responses' && !result.accepted.replay) reduceQuietly(e.app);
  const taken = lap();
  if (taken !== '') e.requestEvent.response.header().set('Server-Timing', taken);
  const { record, replay, rev } = result.accepted;
  sendJson(e.requestEvent, 200, { ...toRow(record), replay, rev });
}

function tooLarge(chars: number): Message {
  const kb = (each: number): number => Math.round(each / 1000);
  return message('server_event_too_large', { size: kb(chars), limit: kb(MAX_DRAFT_CHARS) });
}

type Outcome = { readonly accepted: Accepted } | { readonly refusal: Refusal };

/** A refusal must leave the transaction as an exception, or what was written before it would stay. */
function inTransaction(app: App, draft: EventDraft, author: Author, receivedAt: number): Outcome {
  let outcome: Outcome | null = null;
  const ahead = readAhead(app, draft);
  try {
    app.runInTransaction((tx) => {
      const result = timed('all', () => accept(tx, draft, author, receivedAt, [], ahead));
      outcome = result.ok ? { accepted: result.value } : { refusal: result.error };
      if (!result.ok) throw new Error(result.error.reason.key);
    });
  } catch (error) {
    if (outcome === null || 'accepted' in outcome) throw error;
  }
  return outcome!;
}

function reply(e: RecordEvent, body: unknown, author: Author, refusal: Refusal): void {
  keepRefusal(e.app, body, author, refusal.reason);
  const { row, fields } = refusal;
  refuse(e.requestEvent, STATUS[refusal.code], refusal.code, refusal.reason, {
    ...(row && { row }),
    ...(fields && { fields }),
  });
}

/** Who asks, as the reducers know him; null for a stranger or a superuser. */
export function authorOf(auth: PbRecord | null): Author | null {
  if (!auth || auth.collection().name !== 'users') return null;
  return {
    id: auth.id,
    role: auth.getString('role') as Role,
    unit: auth.getString('unit'),
    group: auth.getString('group'),
    territory: auth.getString('territory'),
  };
}
