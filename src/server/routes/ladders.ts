import { ladderEffect } from '../../core/escalation/ladder-effect.ts';
import { LADDER_CATALOGUE, type Ladder } from '../../core/escalation/ladder.ts';
import { readLadders } from '../../core/escalation/read-ladders.ts';
import { message } from '../../core/message.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { readLadderBook } from '../events/ladder-book.ts';
import { refuse } from '../http/refuse.ts';
import { escalate } from '../jobs/escalate.ts';
import { readLadderFacts } from '../jobs/ladder-facts.ts';
import type { RequestEvent } from '../pb.ts';
import {
  againstHead,
  editionsOf,
  readHead,
  storeEdition,
  type EditionHead,
  type Refused,
} from './edition-head.ts';
import { hasRole, readBody, sendJson } from './http-body.ts';

const MOST_BYTES = 300_000;

/** An edition to be, as the editor sends it. */
interface Proposal extends EditionHead {
  readonly ladders: readonly Ladder[];
}

/** POST /api/sf/ladders/preview {ladders}: what they would propose at once, against those in force; nothing changes. */
export function previewLadders(e: RequestEvent): void {
  const now = Date.now();
  const ladders = laddersOf(e);
  if (!ladders.ok) return refuse(e, ...ladders.error);
  const tried = { edition: '', ladders: ladders.value.ladders };
  const inForce = readLadderBook(e.app, now);
  // What the rules of either look at.
  const both = { edition: '', ladders: [...tried.ladders, ...inForce.ladders] };
  sendJson(e, 200, ladderEffect(readLadderFacts(e.app, both, now), inForce, tried, now));
}

/**
 * POST /api/sf/ladders {version, fromAt, note, base, ladders}: a new edition, from its date on (0 = now). Editions never change: steps
 * keep the one they were made by. One that holds at once proposes at once; answers how many steps it proposed.
 */
export function publishLadders(e: RequestEvent): void {
  const now = Date.now();
  const read = laddersOf(e);
  if (!read.ok) return refuse(e, ...read.error);
  const head = readHead(read.value, now);
  if (!head.ok) return refuse(e, ...head.error);
  const by = e.auth?.collection().name === 'users' ? e.auth.id : '';
  const { ladders } = read.value;
  let refusal: Refused | null = null;
  try {
    e.app.runInTransaction((tx) => {
      refusal = againstHead(editionsOf(tx, LADDER_CATALOGUE), head.value, now);
      if (refusal) throw new Error(refusal[2].key);
      storeEdition(tx, LADDER_CATALOGUE, head.value, { ladders }, by, now);
    });
  } catch (error) {
    if (refusal === null) throw error;
    return refuse(e, ...(refusal as Refused));
  }
  // Nobody waits ten minutes for the next run to see what the rules now say.
  const proposed = head.value.fromAt <= now ? escalate(e.app, Date.now()).proposed : 0;
  sendJson(e, 200, { version: head.value.version, proposed });
}

type Body = Readonly<Partial<Record<keyof Proposal, unknown>>> & Pick<Proposal, 'ladders'>;

/** The body with its ladders checked; for administrators. */
function laddersOf(e: RequestEvent): Result<Body, Refused> {
  if (!hasRole(e, 'admin')) return err([403, 'forbidden', message('admin_admins_only')]);
  let body: Partial<Record<keyof Proposal, unknown>>;
  try {
    body = (JSON.parse(readBody(e, MOST_BYTES) ?? '') ?? {}) as typeof body;
  } catch {
    return err([400, 'invalid', message('admin_ladders_no_list')]);
  }
  const ladders = readLadders({ ladders: body.ladders });
  return ladders.ok ? ok({ ...body, ladders: ladders.value }) : err([400, 'invalid', ladders.error]);
}
