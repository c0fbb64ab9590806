import type { ProblemState } from '../../core/casework/problem-states.ts';
import { unitLateSql } from '../../core/casework/unit-late.ts';
import { DAY_MS } from '../../core/china-time.ts';
import type { StepForm, StepState } from '../../core/escalation/escalation-kinds.ts';
import type { LadderBook, LadderRule } from '../../core/escalation/ladder.ts';
import type { CaseFact, LadderFacts, StepFact } from '../../core/escalation/propose-steps.ts';
import type { Instant } from '../../core/units.ts';
import { queryAll, type App } from '../pb.ts';

/** Findings older than this no longer count, whatever a ladder says. */
const LOOK_BACK_MS = 400 * DAY_MS;

const FACTS = `p.id, p.source, coalesce(s.kind, '') AS kind, p.unit, p.category, p.severity,
    p.state NOT IN ('closed', 'void', 'fixed_on_spot', 'suspended') AS open, p.state, p.foundAt, p.deadlineAt, p.suspendedAt,
    p.submittedAt, p.closedAt, p.returns, p.escalation AS level`;
/** What waits (a suspended case does not: its time stands still) and is late, came back, is major or has climbed; and at the same places what counts with it. */
const CASES = `WITH places AS (
    SELECT DISTINCT source FROM problems WHERE source != '' AND foundAt > {:since} AND (severity >= 2
      OR (state NOT IN ('closed', 'void', 'fixed_on_spot', 'suspended') AND (returns > 0 OR escalation > 0 OR ${unitLateSql()}))))
  SELECT ${FACTS}
  FROM places JOIN problems p ON p.source = places.source AND p.foundAt > {:since} AND p.state != 'void'
  LEFT JOIN sources s ON s.id = p.source`;
/** By unit and not by place: ten deadlines missed at ten quiet places are as many as at one (feature 1.66). */
const MISSED = `WITH late AS MATERIALIZED (
    SELECT id, unit FROM problems INDEXED BY idx_problems_unit_deadline
    WHERE unit != '' AND deadlineAt > {:since} AND deadlineAt <= {:now} AND ${unitLateSql()})
  SELECT ${FACTS}
  FROM late JOIN problems p ON p.id = late.id LEFT JOIN sources s ON s.id = p.source
  WHERE late.unit IN (SELECT unit FROM late GROUP BY unit HAVING count(*) >= {:times})`;
const STEPS = `SELECT ladder, rung, form, state, source, unit, cases, fromAt AS at, overdueAt FROM escalations WHERE state != 'void'`;

/** What the rules of these ladders look at, read by indexes; what no rule asks for is not read. */
export function readLadderFacts(app: App, book: LadderBook, now: Instant): LadderFacts {
  const rules = book.ladders.flatMap((each) => each.rungs).flatMap((each) => each.rules);
  return {
    cases: queryAll(app, CASES, CASE_COLUMNS, { now, since: now - LOOK_BACK_MS }).map(caseFact),
    missed: readMissed(app, rules, now),
    steps: queryAll(app, STEPS, STEP_COLUMNS).map(stepFact),
  };
}

function readMissed(app: App, rules: readonly LadderRule[], now: Instant): readonly CaseFact[] {
  const misses = rules.flatMap((each) => (each.when === 'misses' ? [each] : []));
  if (misses.length === 0) return [];
  const days = Math.max(...misses.map((each) => each.days));
  const times = Math.min(...misses.map((each) => each.times));
  return queryAll(app, MISSED, CASE_COLUMNS, { now, since: now - days * DAY_MS, times }).map(caseFact);
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

function caseFact(row: typeof CASE_COLUMNS): CaseFact {
  return { ...row, state: row.state as ProblemState, open: row.open === 1 };
}

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
