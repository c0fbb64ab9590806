import { unitLateSql } from '../../core/casework/unit-late.ts';
import { DAY_MS } from '../../core/china-time.ts';
import type { StepForm, StepState } from '../../core/escalation/escalation-kinds.ts';
import type { LadderBook, LadderRule } from '../../core/escalation/ladder.ts';
import type { CaseFact, LadderFacts, StepFact } from '../../core/escalation/propose-steps.ts';
import type { Instant } from '../../core/units.ts';
import { queryAll, queryOne, type App } from '../pb.ts';

/** Findings older than this no longer count, whatever a ladder says. */
const LOOK_BACK_DAYS = 400;
/** Places with many serious findings that one run looks at, the newest finding first; the others come with later runs. */
const MOST_PLACES = 100;

/** One JSON text of all rows: as rows of their own the engine takes ten times as long over them. */
const FACTS = `coalesce(json_group_array(json_object('id', p.id, 'source', p.source, 'kind', coalesce(s.kind, ''), 'unit', p.unit,
    'category', p.category, 'severity', p.severity, 'open', p.state NOT IN ('closed', 'void', 'fixed_on_spot', 'suspended'),
    'state', p.state, 'foundAt', p.foundAt, 'deadlineAt', p.deadlineAt, 'suspendedAt', p.suspendedAt, 'submittedAt', p.submittedAt,
    'closedAt', p.closedAt, 'returns', p.returns, 'level', p.escalation)), '[]') AS facts`;
const BEFORE = `FROM problems b INDEXED BY idx_problems_closed WHERE b.source = problems.source AND b.category = problems.category
    AND b.closedAt > 0 AND b.source != '' AND b.closedAt < problems.foundAt AND b.closedAt >= problems.foundAt - {:relapse}`;
/**
 * All that waits at a place where something waits (a suspended case does not: its time stands still) that is late, came back, is major,
 * has climbed, or was closed there not long before, or where a step was taken. By the index of the open ones: left to itself SQLite goes
 * through every case there ever was, place by place.
 */
const WAITING = `WITH places AS MATERIALIZED (
    SELECT DISTINCT source FROM problems INDEXED BY idx_problems_open WHERE openSince > 0 AND source != '' AND state != 'suspended' AND (severity >= {:least}
      OR returns > 0 OR escalation > 0 OR ${unitLateSql()} OR EXISTS (SELECT 1 ${BEFORE})
      OR source IN (SELECT source FROM escalations WHERE state IN ('in_force', 'ended') AND fromAt > {:since})))
  SELECT ${FACTS}
  FROM problems p INDEXED BY idx_problems_open LEFT JOIN sources s ON s.id = p.source
  WHERE p.openSince > 0 AND p.source IN (SELECT source FROM places)`;
/** What was closed last of the same category, for each case that waits at the same place. */
const RELAPSED = `SELECT ${FACTS} FROM problems p LEFT JOIN sources s ON s.id = p.source WHERE p.id IN (
    SELECT (SELECT b.id ${BEFORE} ORDER BY b.closedAt DESC LIMIT 1) FROM problems WHERE openSince > 0 AND source != '')`;
const SERIOUS_PLACES = `SELECT source, max(foundAt) AS foundAt FROM problems
  WHERE severity >= 2 AND source != '' AND severity >= {:least} AND foundAt > {:since} GROUP BY source
  HAVING count(*) >= {:times} AND sum(id NOT IN (SELECT value FROM json_each({:named}))) > 0 ORDER BY foundAt DESC`;
const SERIOUS = `SELECT ${FACTS} FROM json_each({:places}) place JOIN problems p ON p.source = place.value AND p.source != ''
    AND p.severity >= 2 AND p.severity >= {:least} AND p.foundAt > {:since} AND p.state != 'void' LEFT JOIN sources s ON s.id = p.source`;
/** For a ladder that counts general findings as well: the index of the serious ones does not hold them. */
const ofAll = (sql: string): string => sql.replace(/(p\.)?severity >= 2 AND /, '');
/** By unit and not by place: ten deadlines missed at ten quiet places are as many as at one (feature 1.66). */
const MISSED = `WITH late AS MATERIALIZED (
    SELECT id, unit FROM problems INDEXED BY idx_problems_unit_deadline
    WHERE unit != '' AND deadlineAt > {:since} AND deadlineAt <= {:now} AND ${unitLateSql()})
  SELECT ${FACTS}
  FROM late JOIN problems p ON p.id = late.id LEFT JOIN sources s ON s.id = p.source
  WHERE late.unit IN (SELECT unit FROM late GROUP BY unit HAVING count(*) >= {:times})`;
const STEPS = `SELECT ladder, rung, form, state, source, unit, cases, fromAt AS at, overdueAt FROM escalations WHERE state != 'void'`;

/** Every step there is. */
export function readSteps(app: App): readonly StepFact[] {
  return queryAll(app, STEPS, STEP_COLUMNS).map(stepFact);
}

/** What the rules of these ladders look at, read by indexes; what no rule asks for is not read. */
export function readLadderFacts(
  app: App,
  book: LadderBook,
  now: Instant,
  steps: readonly StepFact[] = readSteps(app),
): LadderFacts {
  const rules = book.ladders.flatMap((each) => each.rungs).flatMap((each) => each.rules);
  const read = (sql: string, values: Record<string, unknown>): readonly CaseFact[] =>
    readFacts(app, sql, values);
  const severity = rulesOf(rules, 'severity').map((each) => each.least);
  const relapse = Math.max(-1, ...rulesOf(rules, 'relapse').map((each) => each.days)) * DAY_MS;
  const taken = Math.max(0, ...rulesOf(rules, 'steps').map((each) => each.days));
  const least = Math.min(9, ...severity);
  const waiting = read(WAITING, { now, least, relapse, since: now - taken * DAY_MS });
  const relapsed = relapse < 0 ? [] : read(RELAPSED, { relapse });
  const cases = [...waiting, ...relapsed, ...readSerious(app, book, steps, now)];
  const misses = rulesOf(rules, 'misses');
  const days = Math.max(...misses.map((each) => each.days));
  const times = Math.min(...misses.map((each) => each.times));
  return {
    cases: [...new Map(cases.map((each) => [each.id, each])).values()],
    missed: misses.length === 0 ? [] : read(MISSED, { now, since: now - days * DAY_MS, times }),
    steps,
  };
}

/** Findings of places that have enough of them, not all of them named yet by every step that counts them. */
function readSerious(
  app: App,
  book: LadderBook,
  steps: readonly StepFact[],
  now: Instant,
): readonly CaseFact[] {
  const rungs = book.ladders.flatMap(({ code, rungs: all }) =>
    all.map((rung) => ({ ladder: code, rung: rung.code, rules: rulesOf(rung.rules, 'serious') })),
  );
  const counting = rungs.filter((each) => each.rules.length > 0);
  const rules = counting.flatMap((each) => each.rules);
  if (rules.length === 0) return [];
  const least = Math.min(...rules.map((each) => each.least));
  const times = Math.min(...rules.map((each) => each.times));
  const since = now - Math.min(LOOK_BACK_DAYS, Math.max(...rules.map((each) => each.days))) * DAY_MS;
  const named = counting.map(({ ladder, rung }) => {
    const taken = steps.filter((each) => each.ladder === ladder && each.rung === rung);
    return new Set(taken.flatMap((each) => each.cases));
  });
  const listed = steps.filter((each) => each.form === 'blacklist' && each.state === 'in_force');
  const held = new Set(listed.map((each) => each.source));
  const of = (sql: string): string => (least >= 2 ? sql : ofAll(sql));
  const known = JSON.stringify([...named[0]!].filter((one) => named.every((each) => each.has(one))));
  const values = { least, times, since, named: known };
  const places = queryAll(app, of(SERIOUS_PLACES), { source: '', foundAt: 0 }, values)
    .filter((each) => !held.has(each.source))
    .slice(0, MOST_PLACES)
    .map((each) => each.source);
  return readFacts(app, of(SERIOUS), { least, since, places: JSON.stringify(places) });
}

function readFacts(app: App, sql: string, values: Record<string, unknown>): readonly CaseFact[] {
  const facts = JSON.parse(queryOne(app, sql, { facts: '' }, values).facts) as readonly (Omit<
    CaseFact,
    'open'
  > & {
    readonly open: number;
  })[];
  return facts.map((each) => ({ ...each, open: each.open === 1 }));
}

function rulesOf<W extends LadderRule['when']>(
  rules: readonly LadderRule[],
  when: W,
): readonly Extract<LadderRule, { when: W }>[] {
  return rules.filter((each): each is Extract<LadderRule, { when: W }> => each.when === when);
}

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
    // A listing is late by its own day, not by a promise.
    broken: overdueAt > 0 && form !== 'listing',
  };
}
