import { uuidv7 } from '../../core/ids.ts';
import type { TaskTarget } from '../../core/patrol/task-types.ts';
import { planReductions, type PlannedReduction } from '../../core/response/reduction-plan.ts';
import { readMeasures, REDUCTION_CATALOGUE } from '../../core/response/reduction-measures.ts';
import type { ResponseLevel } from '../../core/response/response-kinds.ts';
import { MOST_REDUCED, type ReductionSet } from '../../core/response/response-payloads.ts';
import { responsePeriods } from '../../core/response/response-periods.ts';
import type { Instant } from '../../core/units.ts';
import { append } from '../events/append.ts';
import { host, queryAll, queryOne, type App } from '../pb.ts';
import { attempt } from './attempt.ts';
import { takeLock } from './lock.ts';
import { readCatalogue } from './read-catalogue.ts';
import {
  knownReductions,
  reducibleSources,
  responsesAtWork,
  type ResponseAtWork,
} from './read-reductions.ts';

export interface ReductionReport {
  readonly ran: boolean;
  /** Sources that have something else to do than before. */
  readonly set: number;
  readonly lifted: number;
  readonly tasks: number;
  readonly lapsed: number;
}

const RUN_MS = 50_000;
const SEEN = 'sf_reductions_seen';
/** Places that a group can go to in a day. */
const MOST_TARGETS = 40;

/**
 * Brings every source what the emergency response asks of it, or takes it back: by level since the instant at which that level began,
 * however late the server gets to it, and to the end at the instant of the end. Finds nothing to do when all is as it should be.
 */
export function reduceSources(app: App, now: Instant): ReductionReport {
  const report = { ran: true, set: 0, lifted: 0, tasks: 0, lapsed: 0 };
  const release = takeLock(app, 'reductions', now, RUN_MS);
  if (!release) return { ...report, ran: false };
  try {
    const open = responsesAtWork(app);
    if (open.length === 0 || app.store().get(SEEN) === seenKey(app, now)) return report;
    const failed = open.map((each) => reduce(app, each, now, report)).includes(false);
    if (!failed) app.store().set(SEEN, seenKey(app, now));
    return report;
  } finally {
    release();
  }
}

/** Every minute: a response begins at its hour, and the register changes while it holds. */
export function onReductionCron(): void {
  reduceQuietly(host.app);
}

/** After an event about a response: what goes wrong is logged and done by the next minute's. */
export function reduceQuietly(app: App): void {
  try {
    reduceSources(app, Date.now());
  } catch (error) {
    app.logger().error('reductions failed', 'error', String(error));
  }
}

/** `pocketbase reductions`: one run from the command line; what it did is printed as JSON. */
export function onReductionCommand(): void {
  console.log(JSON.stringify(reduceSources(host.app, Date.now())));
}

type Counts = { -readonly [K in keyof ReductionReport]: ReductionReport[K] };

function reduce(app: App, response: ResponseAtWork, now: Instant, report: Counts): boolean {
  const { untilAt, appliedAt } = response;
  const periods = responsePeriods(response).filter((each) => each.fromAt <= now);
  const left = periods.filter((each) => each.fromAt > appliedAt);
  const over = untilAt !== 0 && untilAt <= now;
  const done = left.map(({ level, fromAt, untilAt: end }) => {
    const holds = end === 0 || end > now;
    return bring(app, response, level, fromAt, holds, report) && mark(app, response, level, fromAt);
  });
  const last = periods.at(-1);
  if (over) done.push(bring(app, response, null, untilAt, false, report));
  else if (last && left.length === 0) done.push(bring(app, response, last.level, now, true, report));
  if (over || last) lapse(app, response.id, over, over ? untilAt : (left.at(-1)?.fromAt ?? now), report);
  return !done.includes(false);
}

/** False when some of it was refused: it is tried again. */
function bring(
  app: App,
  response: ResponseAtWork,
  level: ResponseLevel | null,
  at: Instant,
  withTasks: boolean,
  report: Counts,
): boolean {
  const measures = readMeasures(readCatalogue(app, REDUCTION_CATALOGUE, at));
  const sources = level === null ? [] : reducibleSources(app);
  const plan = planReductions(level, sources, measures, response.exempt, knownReductions(app, response.id));
  const townOf = new Map(sources.map((each) => [each.id, each.town]));
  const toCheck = withTasks ? plan.set.filter((each) => each.toCheck) : [];
  const rest = plan.set.filter((each) => !toCheck.includes(each));
  const byTown = new Map<string, PlannedReduction[]>();
  for (const each of toCheck) {
    const town = townOf.get(each.source) ?? '';
    byTown.set(town, [...(byTown.get(town) ?? []), each]);
  }
  const said = level ?? responsePeriods(response).at(-1)?.level ?? response.steps[0]?.level ?? 'yellow';
  const about = { response: response.id, level: said, at };
  const ways = [...byTown.values()].flatMap((each) => chunks(each, MOST_TARGETS));
  let good = true;
  for (const way of ways) {
    const sent = sendWay(app, about, way);
    if (sent) report.tasks += 1;
    if (sent) report.set += way.length;
    good &&= sent;
  }
  for (const some of chunks(rest, MOST_REDUCED)) {
    const set = some.map((each) => setOf(each, ''));
    const sent = attempt(app, 'reductions', (tx) => reduced(tx, about, { set, lifted: [] }));
    if (sent) report.set += some.length;
    good &&= sent;
  }
  for (const lifted of chunks(plan.lifted, MOST_REDUCED)) {
    const sent = attempt(app, 'reductions', (tx) => reduced(tx, about, { set: [], lifted }));
    if (sent) report.lifted += lifted.length;
    good &&= sent;
  }
  return good;
}

interface About {
  readonly response: string;
  readonly level: ResponseLevel;
  readonly at: Instant;
}

/** The task and what it is about are written together, so that no source is asked without somebody being sent. */
function sendWay(app: App, about: About, way: readonly PlannedReduction[]): boolean {
  const task = uuidv7(Date.now(), Math.random);
  const [source, ...more] = way.map((each) => each.source);
  return attempt(app, 'reductions', (tx) => {
    const proposed = append(tx, {
      type: 'task.proposed',
      subjectId: task,
      seen: 0,
      payload: { because: 'response', basis: about.response, source: source!, more, dueAt: about.at },
    });
    return proposed.ok
      ? reduced(tx, about, { set: way.map((each) => setOf(each, task)), lifted: [] })
      : proposed;
  });
}

/** The step has reached everybody: what comes after it is no part of it. */
function mark(app: App, { id }: ResponseAtWork, level: ResponseLevel, at: Instant): boolean {
  return attempt(app, 'reductions', (tx) =>
    reduced(tx, { response: id, level, at }, { set: [], lifted: [] }, at),
  );
}

function reduced(
  tx: App,
  { response, level, at }: About,
  what: { readonly set: readonly ReductionSet[]; readonly lifted: readonly string[] },
  applied = 0,
) {
  const seen = queryOne(tx, 'SELECT rev FROM responses WHERE id = {:response}', { rev: 0 }, { response }).rev;
  const payload = { level, at, ...what, applied };
  return append(tx, { type: 'response.reduced', subjectId: response, seen, at, payload });
}

function setOf({ source, row, measures, categories, stops }: PlannedReduction, task: string): ReductionSet {
  return { id: row ?? uuidv7(Date.now(), Math.random), source, measures, categories, stops, task };
}

/** Tasks whose response is over, or none of whose places has anything to keep any more. */
function lapse(app: App, response: string, over: boolean, at: Instant, report: Counts): void {
  const held = new Set(
    queryAll(
      app,
      'SELECT source FROM reductions WHERE response = {:response} AND untilAt = 0',
      { source: '' },
      { response },
    ).map((each) => each.source),
  );
  const sql = `SELECT id, rev, coalesce(targets, '[]') AS targets FROM tasks
    WHERE because = 'response' AND basis = {:response} AND state NOT IN ('done', 'cancelled')`;
  for (const { id, rev, targets } of queryAll(app, sql, { id: '', rev: 0, targets: '' }, { response })) {
    const todo = (JSON.parse(targets) as readonly TaskTarget[]).filter((each) => each.state === 'todo');
    const empty = todo.length > 0 && !todo.some((each) => held.has(each.source));
    if (!over && !empty) continue;
    const gone = attempt(app, 'reductions', (tx) =>
      append(tx, { type: 'task.lapsed', subjectId: id, seen: rev, at, payload: {} }),
    );
    if (gone) report.lapsed += 1;
  }
}

/** Changes with whatever the plan depends on: the responses, the register, the list of measures, and the hour at which one begins. */
function seenKey(app: App, now: Instant): string {
  const sql = `SELECT (SELECT coalesce(group_concat(id || rev, ','), '') FROM responses WHERE state = 'in_force' OR untilAt > 0)
    || '/' || (SELECT count(*) || '.' || coalesce(sum(rev), 0) FROM sources)
    || '/' || (SELECT count(*) FROM responses WHERE fromAt <= {:now})
    || '/' || (SELECT coalesce(max(fromAt), 0) || '.' || count(*) FROM catalogues WHERE code = {:code} AND fromAt <= {:now}) AS key`;
  return queryOne(app, sql, { key: '' }, { now, code: REDUCTION_CATALOGUE }).key;
}

function chunks<T>(list: readonly T[], most: number): readonly (readonly T[])[] {
  const parts: T[][] = [];
  for (let at = 0; at < list.length; at += most) parts.push(list.slice(at, at + most));
  return parts;
}
