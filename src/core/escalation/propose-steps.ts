import { unitLateMs, type UnitTime } from '../casework/unit-late.ts';
import { DAY_MS } from '../china-time.ts';
import { exhaustive } from '../exhaustive.ts';
import { message, type Message } from '../message.ts';
import type { Instant } from '../units.ts';
import type { StepForm, StepState } from './escalation-kinds.ts';
import { ladderFor, type Ladder, type LadderBook, type LadderRule, type Rung } from './ladder.ts';
import type { EscalationProposed } from './payloads.ts';

/** What the rules look at of a case. */
export interface CaseFact extends UnitTime {
  readonly id: string;
  readonly source: string;
  readonly kind: string;
  readonly unit: string;
  readonly category: string;
  readonly severity: number;
  /** Still waited for. */
  readonly open: boolean;
  readonly foundAt: Instant;
  readonly returns: number;
  /** Level it stands on. */
  readonly level: number;
}
/** A step or an article there is, whatever became of it. */
export interface StepFact {
  readonly ladder: string;
  readonly rung: string;
  readonly form: StepForm;
  readonly state: StepState;
  readonly source: string;
  readonly unit: string;
  readonly cases: readonly string[];
  readonly at: Instant;
  readonly broken: boolean;
}
export interface LadderFacts {
  readonly cases: readonly CaseFact[];
  /** Deadlines that units missed wherever it was, for what counts by unit; those among `cases` count besides. */
  readonly missed?: readonly CaseFact[];
  readonly steps: readonly StepFact[];
}

/** An event names no more (payload-checks.ts). */
const MOST_NAMED = 500;
/** A step whose term ran out was taken nevertheless. */
const TAKEN: readonly StepState[] = ['in_force', 'ended'];

/**
 * Steps that the rules of the ladders propose now, one for each rung and source (or unit). A case climbs one rung at a time: the
 * lowest above its level whose rules hold; a rung that was dismissed for it is left out, one that waits for a decision holds it.
 * The same grounds are proposed once; other cases make a proposal of their own. Sorted by level, then by source.
 */
export function proposeSteps(
  facts: LadderFacts,
  book: LadderBook,
  now: Instant,
): readonly EscalationProposed[] {
  const view = viewOf(facts, now);
  const found: Found[] = [];
  for (const [source, cases] of view.bySource) {
    for (const ladder of book.ladders) {
      const mine = cases.filter((each) => ladderFor(book, each.kind, each.category) === ladder);
      if (mine.length > 0) found.push(...atSource(ladder, source, mine, view, now));
    }
  }
  for (const [unit, cases] of view.byUnit)
    for (const ladder of book.ladders) found.push(...ofUnit(ladder, unit, cases, view, now));
  return found
    .sort(
      (a, b) => a.rung.level - b.rung.level || compare(a.source ?? a.unit ?? '', b.source ?? b.unit ?? ''),
    )
    .map((each) => proposal(each, book));
}

interface Found {
  readonly ladder: Ladder;
  readonly rung: Rung;
  readonly source: string | null;
  readonly unit: string | null;
  readonly cases: readonly CaseFact[];
  readonly because: Message;
}
interface View {
  readonly bySource: ReadonlyMap<string, readonly CaseFact[]>;
  readonly byUnit: ReadonlyMap<string, readonly CaseFact[]>;
  readonly stepsOf: (subject: string) => readonly StepFact[];
}
/** What holds at a source: the cases it is about, and why. */
interface Grounds {
  readonly cases: readonly CaseFact[];
  readonly because: Message;
}

function atSource(
  ladder: Ladder,
  source: string,
  cases: readonly CaseFact[],
  view: View,
  now: Instant,
): Found[] {
  const steps = view.stepsOf(source).filter((each) => each.ladder === ladder.code || each.ladder === '');
  const had = (rung: Rung, one: CaseFact): StepFact | undefined =>
    steps.find((each) => each.rung === rung.code && each.cases.includes(one.id) && each.state !== 'void');
  const climbing = ladder.rungs.filter((each) => each.level > 0).sort((a, b) => a.level - b.level);
  const beside = ladder.rungs.filter((each) => each.level === 0);
  const found: Found[] = [];
  const settled = new Set<string>();
  for (const rung of climbing) {
    const standing = new Set(cases.filter((each) => standsOn(rung, each, steps)).map((each) => each.id));
    const grounds = groundsOf(rung, cases, steps, now);
    for (const one of cases) if (had(rung, one)?.state === 'proposed') settled.add(one.id);
    if (!grounds) continue;
    const fresh = grounds.cases.filter((one) => {
      const before = had(rung, one);
      return !standing.has(one.id) && !settled.has(one.id) && before === undefined;
    });
    if (fresh.length === 0 || inForceAt(rung, steps)) continue;
    for (const one of fresh) settled.add(one.id);
    found.push({ ladder, rung, source, unit: null, ...about(rung, grounds, fresh, steps, now) });
  }
  for (const rung of beside) {
    const grounds = groundsOf(rung, cases, steps, now);
    const fresh = grounds?.cases.filter((one) => had(rung, one) === undefined) ?? [];
    if (grounds && fresh.length > 0)
      found.push({ ladder, rung, source, unit: null, ...about(rung, grounds, fresh, steps, now) });
  }
  return found;
}

/** It has climbed as far; a level that a broken promise raised it to is no rung that anybody took (feature 1.41). */
function standsOn(rung: Rung, one: CaseFact, steps: readonly StepFact[]): boolean {
  if (one.level !== rung.level) return one.level > rung.level;
  return !steps.some((each) => each.broken && each.state === 'in_force' && each.cases.includes(one.id));
}

/** Findings that count together are named together; what each case has for itself is said of the fresh ones only. */
function about(
  rung: Rung,
  grounds: Grounds,
  fresh: readonly CaseFact[],
  steps: readonly StepFact[],
  now: Instant,
): Grounds {
  if (rung.rules.some((rule) => rule.when === 'serious')) return grounds;
  return groundsOf(rung, fresh, steps, now) ?? { ...grounds, cases: fresh };
}

/** A listing or a blacklist entry of the place holds for what is found there meanwhile. */
function inForceAt(rung: Rung, steps: readonly StepFact[]): boolean {
  return (
    rung.form === 'blacklist' && steps.some((each) => each.rung === rung.code && each.state === 'in_force')
  );
}

function ofUnit(ladder: Ladder, unit: string, cases: readonly CaseFact[], view: View, now: Instant): Found[] {
  return ladder.rungs.flatMap((rung) =>
    rung.rules.flatMap((rule) => {
      if (rule.when !== 'misses') return [];
      const missed = cases.filter(
        (each) => unitLateMs(each, now) > 0 && each.deadlineAt > now - rule.days * DAY_MS,
      );
      const files = view.stepsOf(unit).filter((each) => each.rung === rung.code && each.state !== 'void');
      // A file names so many cases and no more: the others wait until somebody has decided on it.
      if (files.some((each) => each.state === 'proposed')) return [];
      const known = new Set(files.flatMap((each) => each.cases));
      const fresh = missed.filter((each) => !known.has(each.id));
      if (fresh.length < rule.times) return [];
      const because = message('escalation_because_misses', { count: fresh.length, days: rule.days });
      return [{ ladder, rung, source: null, unit, cases: fresh, because }];
    }),
  );
}

function groundsOf(
  rung: Rung,
  cases: readonly CaseFact[],
  steps: readonly StepFact[],
  now: Instant,
): Grounds | null {
  for (const rule of rung.rules) {
    const grounds = holds(rule, cases, steps, now);
    if (grounds && grounds.cases.length > 0) return grounds;
  }
  return null;
}

function holds(
  rule: LadderRule,
  cases: readonly CaseFact[],
  steps: readonly StepFact[],
  now: Instant,
): Grounds | null {
  const open = cases.filter((each) => each.open);
  switch (rule.when) {
    case 'overdue': {
      const late = open.filter((each) => unitLateMs(each, now) > rule.days * DAY_MS);
      const days = Math.floor(Math.max(0, ...late.map((each) => unitLateMs(each, now))) / DAY_MS);
      return { cases: late, because: message('escalation_because_overdue', { count: late.length, days }) };
    }
    case 'returned': {
      const back = open.filter((each) => each.returns >= rule.times);
      const times = Math.max(0, ...back.map((each) => each.returns));
      return { cases: back, because: message('escalation_because_returned', { count: back.length, times }) };
    }
    case 'severity': {
      const major = open.filter((each) => each.severity >= rule.least);
      return { cases: major, because: message('escalation_because_severity', { count: major.length }) };
    }
    case 'serious': {
      const since = now - rule.days * DAY_MS;
      const serious = cases.filter((each) => each.severity >= rule.least && each.foundAt >= since);
      const because = message('escalation_because_serious', { count: serious.length, days: rule.days });
      return serious.length >= rule.times ? { cases: serious, because } : null;
    }
    case 'steps': {
      const since = now - rule.days * DAY_MS;
      const taken = steps.filter(
        (each) => each.form === rule.form && TAKEN.includes(each.state) && each.at >= since,
      );
      const because = message('escalation_because_steps', { count: taken.length, days: rule.days });
      return taken.length >= rule.times ? { cases: open, because } : null;
    }
    case 'commitment_missed': {
      const broken = steps
        .filter((each) => each.broken && each.state === 'in_force')
        .flatMap((each) => each.cases);
      const because = message('escalation_because_commitment');
      return { cases: open.filter((each) => broken.includes(each.id)), because };
    }
    case 'relapse': {
      const back = open.filter((each) => cases.some((before) => isRelapse(each, before, rule.days)));
      return { cases: back, because: message('escalation_because_relapse', { count: back.length }) };
    }
    case 'misses':
      return null;
    default:
      return exhaustive(rule);
  }
}

function isRelapse(one: CaseFact, before: CaseFact, days: number): boolean {
  const gap = one.foundAt - before.closedAt;
  return before.closedAt > 0 && before.category === one.category && gap > 0 && gap <= days * DAY_MS;
}

function viewOf(facts: LadderFacts, now: Instant): View {
  const steps = new Map<string, StepFact[]>();
  for (const each of facts.steps)
    for (const subject of new Set([each.source, each.unit]))
      steps.set(subject, [...(steps.get(subject) ?? []), each]);
  return {
    bySource: grouped(facts.cases, (each) => each.source),
    byUnit: grouped(
      unique([...facts.cases, ...(facts.missed ?? [])]).filter((each) => unitLateMs(each, now) > 0),
      (each) => each.unit,
    ),
    stepsOf: (subject) => steps.get(subject) ?? [],
  };
}

function unique(cases: readonly CaseFact[]): readonly CaseFact[] {
  return [...new Map(cases.map((each) => [each.id, each])).values()];
}

function grouped(cases: readonly CaseFact[], of: (one: CaseFact) => string): ReadonlyMap<string, CaseFact[]> {
  const groups = new Map<string, CaseFact[]>();
  for (const each of cases) {
    const key = of(each);
    if (key === '') continue;
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return groups;
}

function proposal(
  { ladder, rung, source, unit, cases, because }: Found,
  book: LadderBook,
): EscalationProposed {
  const inOrder = [...cases]
    .sort((a, b) => a.foundAt - b.foundAt || compare(a.id, b.id))
    .map((each) => each.id);
  const named = inOrder.slice(-MOST_NAMED);
  return {
    ladder: ladder.code,
    edition: book.edition,
    rung: rung.code,
    source,
    unit,
    problems: [...named].sort(),
    because,
    // The newest case of the grounds, which is always among those named: the same ones again make the same key.
    key: `${ladder.code}/${rung.code}/${source ?? unit ?? ''}/${named.at(-1) ?? ''}`,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
