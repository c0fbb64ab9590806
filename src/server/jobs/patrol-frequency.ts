import type { ClockCatalogue } from '../../core/casework/clock-catalogue.ts';
import { uuidv7 } from '../../core/ids.ts';
import {
  FREQUENCY_CATALOGUE,
  overdueSources,
  readFrequencies,
  type FrequentSource,
} from '../../core/patrol/patrol-frequency.ts';
import type { Instant } from '../../core/units.ts';
import { responseAt } from '../../core/response/response-periods.ts';
import { append } from '../events/append.ts';
import { readResponses } from '../events/response-book.ts';
import { host, queryAll, type App } from '../pb.ts';
import { attempt } from './attempt.ts';
import { takeLock } from './lock.ts';
import { readCatalogue } from './read-catalogue.ts';

export interface FrequencyReport {
  readonly ran: boolean;
  /** Sources whose time is over and to which nobody is on the way. */
  readonly overdue: number;
  readonly proposed: number;
}

const RUN_MS = 50_000;
/** Proposals that wait at a time: a list that nobody can work off helps nobody. */
const MOST_WAITING = 60;

/** Proposes a task for every source that was not gone to as often as the rules ask (feature 1.29); none that is on a task already. */
export function patrolFrequency(app: App, now: Instant): FrequencyReport {
  const release = takeLock(app, 'patrol_frequency', now, RUN_MS);
  if (!release) return { ran: false, overdue: 0, proposed: 0 };
  try {
    const rules = readFrequencies(readCatalogue(app, FREQUENCY_CATALOGUE, now));
    const due = overdueSources(unattended(app), rules, inAlert(app, now), now);
    const room = Math.max(0, MOST_WAITING - waiting(app));
    const proposed = due.slice(0, room).filter(({ source, dueAt }) => propose(app, source, dueAt, now));
    return { ran: true, overdue: due.length, proposed: proposed.length };
  } finally {
    release();
  }
}

/** Every hour. */
export function onFrequencyCron(): void {
  try {
    patrolFrequency(host.app, Date.now());
  } catch (error) {
    host.app.logger().error('patrol frequency failed', 'error', String(error));
  }
}

/** `pocketbase patrol-frequency`: one run from the command line; what it did is printed as JSON. */
export function onFrequencyCommand(): void {
  console.log(JSON.stringify(patrolFrequency(host.app, Date.now())));
}

function unattended(app: App): readonly FrequentSource[] {
  const rows = queryAll(
    app,
    `SELECT id, kind, state, lastCheckAt FROM sources WHERE id NOT IN (
       SELECT target.value ->> '$.source' FROM tasks, json_each(tasks.targets) target
       WHERE tasks.state NOT IN ('done', 'cancelled') AND target.value ->> '$.state' = 'todo')`,
    { id: '', kind: '', state: '', lastCheckAt: 0 },
  );
  return rows as readonly FrequentSource[];
}

function waiting(app: App): number {
  const sql = "SELECT count(*) AS n FROM tasks WHERE because = 'frequency' AND state = 'planned'";
  return queryAll(app, sql, { n: 0 })[0]?.n ?? 0;
}

function inAlert(app: App, now: Instant): boolean {
  const body = readCatalogue(app, 'work_calendar', now) as ClockCatalogue | null;
  return responseAt([...(body?.responses ?? []), ...readResponses(app)], now) !== null;
}

function propose(app: App, source: string, dueAt: Instant, now: Instant): boolean {
  return attempt(app, 'patrol frequency', (tx) =>
    append(tx, {
      type: 'task.proposed',
      subjectId: uuidv7(now, Math.random),
      seen: 0,
      payload: { because: 'frequency', basis: source, source, dueAt },
    }),
  );
}
