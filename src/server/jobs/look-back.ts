import { proposedRevisits } from '../../core/checks/inspection-figures.ts';
import { DAY_MS } from '../../core/china-time.ts';
import { uuidv7 } from '../../core/ids.ts';
import type { Instant } from '../../core/units.ts';
import { append } from '../events/append.ts';
import { host, queryAll, type App } from '../pb.ts';
import { attempt } from './attempt.ts';
import { takeLock } from './lock.ts';

/** What a run did. */
export interface LookBackReport {
  readonly ran: boolean;
  /** Tasks proposed for closed cases. */
  readonly lookBacks: number;
  /** Tasks proposed for gates that stayed shut. */
  readonly revisits: number;
  readonly refused: number;
}

const RUN_MS = 50_000;
const MOST = 500;
/** A gate that was shut longer ago is the office's own decision. */
const SHUT_MS = 60 * DAY_MS;

/**
 * Proposes the tasks of the day: look-backs whose day has come, each by an event at its own instant also when the server stood still,
 * and returns to gates that stayed shut. Each in a transaction of its own; none is proposed twice.
 */
export function lookBack(app: App, now: Instant): LookBackReport {
  const release = takeLock(app, 'look_back', now, RUN_MS);
  if (!release) return { ran: false, lookBacks: 0, revisits: 0, refused: 0 };
  try {
    const due = [...dueCases(app, now)];
    const shut = shutGates(app, now);
    const good = (list: readonly boolean[]): number => list.filter(Boolean).length;
    const [lookBacks, revisits] = [good(due), good(shut)];
    return { ran: true, lookBacks, revisits, refused: due.length + shut.length - lookBacks - revisits };
  } finally {
    release();
  }
}

/** Every five minutes. */
export function onLookBackCron(): void {
  try {
    lookBack(host.app, Date.now());
  } catch (error) {
    host.app.logger().error('look-back failed', 'error', String(error));
  }
}

/** `pocketbase look-back`: one run from the command line; what it did is printed as JSON. */
export function onLookBackCommand(): void {
  console.log(JSON.stringify(lookBack(host.app, Date.now())));
}

/** A case may have several days behind it: every one of them strikes. One that is refused is passed over until the next run. */
function* dueCases(app: App, now: Instant): Generator<boolean> {
  let past = { at: 0, id: '' };
  for (let done = 0; done < MOST; done++) {
    const [row] = queryAll(
      app,
      `SELECT id, rev, nextLookBackAt AS dueAt FROM problems INDEXED BY idx_problems_look_back
        WHERE nextLookBackAt > 0 AND nextLookBackAt <= {:now} AND (nextLookBackAt, id) > ({:at}, {:id})
        ORDER BY nextLookBackAt, id LIMIT 1`,
      { id: '', rev: 0, dueAt: 0 },
      { now, ...past },
    );
    if (!row) return;
    const task = uuidv7(now, Math.random);
    const { id, rev, dueAt } = row;
    past = { at: dueAt, id };
    yield attempt(app, 'look-back', (tx) =>
      append(tx, {
        type: 'problem.look_back_due',
        subjectId: id,
        seen: rev,
        at: dueAt,
        payload: { dueAt, task },
      }),
    );
  }
}

function shutGates(app: App, now: Instant): boolean[] {
  const rows = queryAll(
    app,
    `SELECT id, source, at, revisitDueAt, followUp FROM inspections WHERE at > {:since} AND source IN
      (SELECT source FROM inspections WHERE revisitDueAt > 0 AND at > {:since}) ORDER BY at`,
    { id: '', source: '', at: 0, revisitDueAt: 0, followUp: '' },
    { since: now - SHUT_MS },
  );
  const known = new Set(
    queryAll(app, "SELECT basis FROM tasks WHERE because = 'locked'", { basis: '' }).map(
      (each) => each.basis,
    ),
  );
  return proposedRevisits(rows)
    .filter((each) => !known.has(each.inspection))
    .map(({ inspection, source, dueAt }) =>
      attempt(app, 'look-back', (tx) =>
        append(tx, {
          type: 'task.proposed',
          subjectId: uuidv7(now, Math.random),
          seen: 0,
          payload: { because: 'locked', basis: inspection, source, dueAt },
        }),
      ),
    );
}
