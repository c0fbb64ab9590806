import type { Refusal } from '../../core/casework/act.ts';
import type { ProblemState } from '../../core/casework/problem-states.ts';
import { unitLateSql } from '../../core/casework/unit-late.ts';
import { DAY_MS } from '../../core/china-time.ts';
import type { Commitment, StepForm, StepState } from '../../core/escalation/escalation-kinds.ts';
import { proposeSteps, type CaseFact, type StepFact } from '../../core/escalation/propose-steps.ts';
import { uuidv7 } from '../../core/ids.ts';
import type { Result } from '../../core/result.ts';
import type { Instant } from '../../core/units.ts';
import { append, type Accepted } from '../events/append.ts';
import { readLadderBook } from '../events/ladder-book.ts';
import { findRecord, toRow } from '../events/to-row.ts';
import { host, queryAll, type App } from '../pb.ts';
import { attempt } from './attempt.ts';
import { takeLock } from './lock.ts';

/** What a run did. */
export interface EscalateReport {
  readonly ran: boolean;
  /** Articles without a second one, orders without an answer, and promises that were not kept. */
  readonly lapsed: number;
  readonly proposed: number;
  readonly refused: number;
  readonly ms: number;
}

const RUN_MS = 120_000;
/** Findings older than this no longer count, whatever a ladder says. */
const LOOK_BACK_MS = 400 * DAY_MS;
/** More proposals than a person decides in a day would bury the ones that matter; the rest come with later runs. */
const MOST_OPEN = 200;

const LATE_ARTICLES = `SELECT id, rev, followUpDueAt AS dueAt FROM exposures
  WHERE state = 'published' AND overdueAt = 0 AND followUpDueAt > 0 AND followUpDueAt <= {:now} ORDER BY followUpDueAt LIMIT 500`;
const LATE_ANSWERS = `SELECT id, rev, answerDueAt AS dueAt FROM directives
  WHERE state IN ('open', 'returned') AND overdueAt = 0 AND answerDueAt > 0 AND answerDueAt <= {:now} ORDER BY answerDueAt LIMIT 500`;
const LATE_PROMISES = `SELECT id FROM escalations WHERE nextDueAt > 0 AND nextDueAt <= {:now} AND state = 'in_force' ORDER BY nextDueAt LIMIT 500`;
/** What waits (a suspended case does not: its time stands still) and is late, came back, is major or has climbed; and at the same places what counts with it. */
const CASES = `WITH places AS (
    SELECT DISTINCT source FROM problems WHERE source != '' AND foundAt > {:since} AND (severity >= 2
      OR (state NOT IN ('closed', 'void', 'fixed_on_spot', 'suspended') AND (returns > 0 OR escalation > 0 OR ${unitLateSql()}))))
  SELECT p.id, p.source, coalesce(s.kind, '') AS kind, p.unit, p.category, p.severity,
    p.state NOT IN ('closed', 'void', 'fixed_on_spot', 'suspended') AS open, p.state, p.foundAt, p.deadlineAt, p.suspendedAt, p.submittedAt, p.closedAt, p.returns, p.escalation AS level
  FROM places JOIN problems p ON p.source = places.source AND p.foundAt > {:since} AND p.state != 'void'
  LEFT JOIN sources s ON s.id = p.source`;
const STEPS = `SELECT ladder, rung, form, state, source, unit, cases, fromAt AS at, overdueAt FROM escalations WHERE state != 'void'`;

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

function propose(app: App, now: Instant): boolean[] {
  const steps = queryAll(app, STEPS, STEP_COLUMNS).map(stepFact);
  const waiting = steps.filter((each) => each.state === 'proposed').length;
  const since = now - LOOK_BACK_MS;
  const cases = queryAll(app, CASES, CASE_COLUMNS, { now, since }).map((each): CaseFact => ({
    ...each,
    state: each.state as ProblemState,
    open: each.open === 1,
  }));
  return proposeSteps({ cases, steps }, readLadderBook(app, now), now)
    .slice(0, Math.max(0, MOST_OPEN - waiting))
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

const CASE_COLUMNS = {
  id: '',
  source: '',
  kind: '',
  unit: '',
  category: '',
  severity: 0,
  open: 0,
  state: '',
  foundAt: 0,
  deadlineAt: 0,
  suspendedAt: 0,
  submittedAt: 0,
  closedAt: 0,
  returns: 0,
  level: 0,
};
const STEP_COLUMNS = {
  ladder: '',
  rung: '',
  form: '',
  state: '',
  source: '',
  unit: '',
  cases: '',
  at: 0,
  overdueAt: 0,
};

function stepFact(row: typeof STEP_COLUMNS): StepFact {
  const { form, state, cases, overdueAt, ...rest } = row;
  return {
    ...rest,
    form: form as StepForm,
    state: state as StepState,
    cases: cases.split(' ').filter(Boolean),
    broken: overdueAt > 0,
  };
}
