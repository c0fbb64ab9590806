import type { Refusal } from '../../core/casework/act.ts';
import type { Commitment } from '../../core/escalation/escalation-kinds.ts';
import { proposeSteps } from '../../core/escalation/propose-steps.ts';
import { uuidv7 } from '../../core/ids.ts';
import type { Result } from '../../core/result.ts';
import type { Instant } from '../../core/units.ts';
import { append, type Accepted } from '../events/append.ts';
import { readLadderBook } from '../events/ladder-book.ts';
import { findRecord, toRow } from '../events/to-row.ts';
import { host, queryAll, type App } from '../pb.ts';
import { attempt } from './attempt.ts';
import { readLadderFacts, readSteps } from './ladder-facts.ts';
import { takeLock } from './lock.ts';

/** What a run did. */
export interface EscalateReport {
  readonly ran: boolean;
  /** Articles without a second one, orders without an answer, promises that were not kept, and steps whose last day is over. */
  readonly lapsed: number;
  readonly proposed: number;
  readonly refused: number;
  readonly ms: number;
}

const RUN_MS = 120_000;
/** More proposals than a person decides in a day would bury the ones that matter; the rest come with later runs. */
const MOST_OPEN = 200;

const LATE_ARTICLES = `SELECT id, rev, followUpDueAt AS dueAt FROM exposures
  WHERE state = 'published' AND overdueAt = 0 AND followUpDueAt > 0 AND followUpDueAt <= {:now} ORDER BY followUpDueAt LIMIT 500`;
const LATE_ANSWERS = `SELECT id, rev, answerDueAt AS dueAt FROM directives
  WHERE state IN ('open', 'returned') AND overdueAt = 0 AND answerDueAt > 0 AND answerDueAt <= {:now} ORDER BY answerDueAt LIMIT 500`;
const LATE_PROMISES = `SELECT id FROM escalations WHERE nextDueAt > 0 AND nextDueAt <= {:now} AND state = 'in_force' ORDER BY nextDueAt LIMIT 500`;
/** Several of one place end in the order of their days, so that it stays shut as long as one of them says so. */
const OVER = `SELECT id, rev, untilAt FROM escalations
  WHERE untilAt > 0 AND untilAt <= {:now} AND state = 'in_force' AND overdueAt = 0 ORDER BY untilAt, id LIMIT 500`;

/**
 * Flags what a date has passed, and writes down what the ladders' rules propose; a person decides. Each is an event of its own in a
 * transaction of its own; what was proposed on the same grounds before is not proposed again.
 */
export function escalate(app: App, now: Instant): EscalateReport {
  const start = Date.now();
  const release = takeLock(app, 'escalate', start, RUN_MS);
  if (!release) return { ran: false, lapsed: 0, proposed: 0, refused: 0, ms: 0 };
  try {
    const lapses = [
      ...flagLate(app, now, LATE_ARTICLES, 'exposure.lapsed'),
      ...flagLate(app, now, LATE_ANSWERS, 'directive.overdue'),
      ...breakPromises(app, now),
      ...endSteps(app, now),
    ];
    const proposals = propose(app, now);
    const good = (list: readonly boolean[]): number => list.filter(Boolean).length;
    return {
      ran: true,
      lapsed: good(lapses),
      proposed: good(proposals),
      refused: lapses.length + proposals.length - good(lapses) - good(proposals),
      ms: Date.now() - start,
    };
  } finally {
    release();
  }
}

/** Every ten minutes. */
export function onEscalateCron(): void {
  try {
    escalate(host.app, Date.now());
  } catch (error) {
    host.app.logger().error('escalation failed', 'error', String(error));
  }
}

/** `pocketbase escalate`: one run from the command line; what it did is printed as JSON. */
export function onEscalateCommand(): void {
  console.log(JSON.stringify(escalate(host.app, Date.now())));
}

function flagLate(
  app: App,
  now: Instant,
  sql: string,
  type: 'exposure.lapsed' | 'directive.overdue',
): boolean[] {
  return queryAll(app, sql, { id: '', rev: 0, dueAt: 0 }, { now }).map(({ id, rev, dueAt }) =>
    attempt(app, 'escalation', (tx) => append(tx, { type, subjectId: id, seen: rev, payload: { dueAt } })),
  );
}

function breakPromises(app: App, now: Instant): boolean[] {
  return queryAll(app, LATE_PROMISES, { id: '' }, { now }).flatMap(({ id }) => {
    const row = toRow(findRecord(app, 'escalations', id)!);
    const promises = (row['commitments'] as readonly Commitment[] | null) ?? [];
    return promises.flatMap((each, commitment) =>
      each.keptAt === 0 && each.missedAt === 0 && each.dueAt <= now
        ? [attempt(app, 'escalation', (tx) => breakPromise(tx, id, commitment, each.dueAt))]
        : [],
    );
  });
}

function breakPromise(tx: App, id: string, commitment: number, dueAt: Instant): Result<Accepted, Refusal> {
  const seen = findRecord(tx, 'escalations', id)?.getInt('rev') ?? 0;
  return append(tx, {
    type: 'escalation.commitment_missed',
    subjectId: id,
    seen,
    payload: { commitment, dueAt },
  });
}

/** Each at its own instant, also when the server stood still meanwhile. */
function endSteps(app: App, now: Instant): boolean[] {
  return queryAll(app, OVER, { id: '', rev: 0, untilAt: 0 }, { now }).map(({ id, rev, untilAt }) =>
    attempt(app, 'escalation', (tx) =>
      append(tx, { type: 'escalation.expired', subjectId: id, seen: rev, at: untilAt, payload: { untilAt } }),
    ),
  );
}

function propose(app: App, now: Instant): boolean[] {
  const steps = readSteps(app);
  const room = MOST_OPEN - steps.filter((each) => each.state === 'proposed').length;
  if (room <= 0) return [];
  const book = readLadderBook(app, now);
  return proposeSteps(readLadderFacts(app, book, now, steps), book, now)
    .slice(0, room)
    .map((payload) =>
      attempt(app, 'escalation', (tx) =>
        append(tx, {
          type: 'escalation.proposed',
          subjectId: uuidv7(Date.now(), Math.random),
          seen: 0,
          payload,
        }),
      ),
    );
}
