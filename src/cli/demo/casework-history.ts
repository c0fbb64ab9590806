import type { ProblemCategory } from '../../core/casework/problem-categories.ts';
import type { Handling, ProblemOrigin, ProblemState, Severity } from '../../core/casework/problem-states.ts';
import { isOpenProblem } from '../../core/casework/problem-states.ts';
import { INSPECTION_MODES, type Education, type InspectionMode } from '../../core/checks/inspection-kinds.ts';
import { chinaTime, dateKey, DAY_MS, HOUR_MS, startOfDay } from '../../core/china-time.ts';
import { destination } from '../../core/geo.ts';
import type { VisitResult } from '../../core/patrol/task-types.ts';
import type { Instant, LngLat } from '../../core/units.ts';
import { OPEN_STATES, type TrailFields } from './case-trails.ts';
import { problemEvents, type DemoEvent } from './casework-events.ts';
import type { CaseClock } from '../../core/casework/case-clocks.ts';
import type { DeadlineRule } from '../../core/deadline-rule.ts';
import { CATALOGUE_VERSION } from './catalogues.ts';
import { demoClocks } from './demo-clocks.ts';
import { CATEGORY_TABLE, USUAL_CATEGORIES } from './category-table.ts';
import {
  DRAGNET_CODE,
  DRAGNET_PROBLEMS,
  demoChecks,
  TOTAL_ON_SPOT,
  TOTAL_PROBLEMS,
  type PastCheck,
} from './checks-history.ts';
import type { DemoGroup, DemoUnit, DemoUser } from './people.ts';
import { chance, round, type Chance } from './random.ts';
import { FIXED_SOURCES } from './source-plan.ts';
import type { DemoSource } from './sources.ts';
import { demoNames } from './read-data.ts';
import { OWN_DISTRICT } from './territory.ts';

export interface DemoProblem extends LngLat, TrailFields {
  readonly id: string;
  readonly no: string;
  readonly category: ProblemCategory;
  readonly severity: Severity;
  state: ProblemState;
  readonly handling: Handling;
  readonly origin: ProblemOrigin;
  readonly source: string;
  readonly accuracyM: number;
  readonly placeBy: 'gps';
  readonly cell: string;
  readonly town: string;
  /** Empty while it is disputed. */
  unit: string;
  readonly foundBy: string;
  readonly group: string;
  readonly inspection: string;
  readonly village: string;
  readonly district?: string;
  readonly officer?: string;
  readonly foundAt: Instant;
  readonly receivedAt: Instant;
  deadlineAt: Instant;
  closedAt: Instant;
  readonly edition: string;
  clocks?: readonly CaseClock[];
  nextClockAt?: Instant;
  readonly demo: true;
  rev: number;
}

export interface DemoInspection extends LngLat {
  readonly id: string;
  /** Only of a task that is in the city. */
  readonly task?: string;
  readonly source: string;
  readonly by: string;
  readonly at: Instant;
  readonly accuracyM: number;
  readonly result: VisitResult;
  readonly mode?: InspectionMode;
  readonly group?: string;
  readonly note?: string;
  readonly witness?: string;
  readonly followUp?: 'police';
  readonly education?: Education;
  readonly revisitDueAt?: Instant;
  readonly town: string;
  readonly demo: true;
}

export interface DemoCasework {
  readonly inspections: readonly DemoInspection[];
  readonly problems: readonly DemoProblem[];
  readonly events: readonly DemoEvent[];
}

export interface Cast {
  readonly users: readonly DemoUser[];
  readonly groups: readonly DemoGroup[];
  readonly units: readonly DemoUnit[];
}

/** 30 closed days of checks, problems and their events; fills in the sources' checks, hits and open problems. */
export function demoCasework(
  seed: number,
  anchor: Instant,
  sources: readonly DemoSource[],
  culprits: ReadonlySet<string | null>,
  cast: Cast,
): DemoCasework {
  const random = chance(seed, 'casework');
  const checks = demoChecks(seed, anchor, sources, culprits);
  const spots = onSpot(random);
  const inspections: DemoInspection[] = [];
  const problems: DemoProblem[] = [];
  const events: DemoEvent[] = [];
  const counts = new Map<string, number>();
  const trail = chance(seed, 'case-trails');
  let open = 0;
  const openLeft = new Map(FIXED_SOURCES.map((fixed) => [fixed.code, fixed.openProblems]));

  for (const check of checks) {
    const author = authorOf(check, cast, random);
    const inspection = inspectionOf(check, author.user, random);
    inspections.push({ ...inspection, ...moreOf(check, author, trail) });
    note(check);
    for (let n = 0; n < check.problems; n++) {
      const keepOpen = isLastVisit(check, anchor) && n < (openLeft.get(check.source.code) ?? 0);
      if (keepOpen || isDragnet(check)) makeAssigned(spots, problems.length);
      const drawn = problemOf(check, n, author, spots[problems.length]!, counts, cast, anchor, random);
      const problem: DemoProblem = { ...drawn, inspection: inspection.id, village: check.source.village };
      settle(problem, check, keepOpen, anchor, random);
      if (isDragnet(check)) endOfDragnet(problem, n, check, anchor);
      else if (problem.state === 'assigned') problem.state = OPEN_STATES[open++ % OPEN_STATES.length]!;
      const untilAt = isDragnet(check) ? reinspectedAt(check, anchor) : untilOf(problem, anchor, trail);
      const told = problemEvents(problem, author, cast, random, { chance: trail, untilAt });
      const { deadline } = CATEGORY_TABLE.find((row) => row.code === problem.category)!;
      Object.assign(problem, demoClocks({ ...problem, foundAt: told.since }, deadline, anchor));
      problems.push(problem);
      events.push(...told.events);
      if (isOpenProblem(problem.state)) check.source.openProblems++;
    }
  }
  if (problems.length !== TOTAL_PROBLEMS) throw new Error(`${problems.length} problems`);
  events.sort((a, b) => a.receivedAt - b.receivedAt || (a.id < b.id ? -1 : 1));
  return { inspections, problems, events };
}

function isDragnet({ source, problems }: PastCheck): boolean {
  return source.code === DRAGNET_CODE && problems === DRAGNET_PROBLEMS;
}

/** Two days later all departments stood there with their papers: 20 points pass, one fails, and the site is not closed. */
function endOfDragnet(problem: DemoProblem, nth: number, check: PastCheck, anchor: Instant): void {
  const fails = nth === DRAGNET_PROBLEMS - 1;
  problem.state = fails ? 'returned' : 'closed';
  problem.closedAt = fails ? 0 : reinspectedAt(check, anchor);
}

function reinspectedAt(check: PastCheck, anchor: Instant): Instant {
  return Math.min(check.at + 2 * DAY_MS, anchor - HOUR_MS);
}

/** When an open case came to where it stands: some hours ago, never before it was assigned. */
function untilOf(problem: DemoProblem, anchor: Instant, random: Chance): Instant {
  const hoursAgo = anchor - Math.floor(random.between(1, 20) * HOUR_MS);
  return Math.min(anchor - 20_000, Math.max(problem.receivedAt + HOUR_MS, hoursAgo));
}

/** Mode, talks and what kept a group out, drawn apart so that the checks themselves stay as they are. */
function moreOf(check: PastCheck, author: Author, random: Chance): Partial<DemoInspection> {
  const draw = random.next();
  const mode = draw < 0.8 ? 'regular' : INSPECTION_MODES[1 + Math.floor(((draw - 0.8) / 0.2) * 4)]!;
  const shut = check.obstacle !== null && check.problems === 0;
  const talk = random.chance(0.03);
  return {
    mode,
    group: author.group.id,
    ...(talk ? { education: { people: random.int(2, 16), topic: demoNames.cases.talk } } : {}),
    ...(shut ? { note: demoNames.cases.obstacle, revisitDueAt: check.at + 2 * DAY_MS } : {}),
    ...(shut && check.obstacle === 'obstructed'
      ? { witness: demoNames.cases.witness, followUp: 'police' as const }
      : {}),
  };
}

function note({ source, at, problems }: PastCheck): void {
  source.checks++;
  if (problems > 0) source.hits++;
  source.lastCheckAt = Math.max(source.lastCheckAt, at);
}

function isLastVisit(check: PastCheck, anchor: Instant): boolean {
  const fixed = FIXED_SOURCES.find((each) => each.code === check.source.code);
  return fixed !== undefined && check.at >= startOfDay(anchor) - fixed.lastCheckDays * DAY_MS;
}

/** Which problems were put right at once: exactly TOTAL_ON_SPOT of them, in no order. */
function onSpot(random: Chance): boolean[] {
  const list = Array.from({ length: TOTAL_PROBLEMS }, (_, i) => i < TOTAL_ON_SPOT);
  for (let i = list.length - 1; i > 0; i--) {
    const j = random.int(0, i + 1);
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
  return list;
}

/** The problem at `index` was not put right at once; another one was instead, so that the total stays. */
function makeAssigned(spots: boolean[], index: number): void {
  if (!spots[index]) return;
  const other = spots.indexOf(false, index + 1);
  spots[index] = false;
  spots[other] = true;
}

export interface Author {
  /** Account of the finder; empty for people who have none in the demo. */
  readonly user: string;
  readonly group: DemoGroup;
}

function authorOf({ night }: PastCheck, { users, groups }: Cast, random: Chance): Author {
  const onSite = groups.filter((group) => group.kind === 'on_site');
  const group = night ? onSite[3]! : random.pick(onSite);
  const inspector = users.find((user) => user.role === 'inspector')!;
  return { user: group.id === inspector.group ? inspector.id : '', group };
}

function near(source: DemoSource, random: Chance): LngLat {
  const place = destination(source, random.between(0, 360), random.between(4, 55));
  return { lng: round(place.lng, 5), lat: round(place.lat, 5) };
}

function inspectionOf(check: PastCheck, by: string, random: Chance): DemoInspection {
  return {
    id: random.id(check.at),
    source: check.source.id,
    by,
    at: check.at,
    ...near(check.source, random),
    accuracyM: random.int(3, 16),
    result: check.problems > 0 ? 'found' : (check.obstacle ?? 'nothing'),
    town: check.source.town,
    demo: true,
  };
}

function problemOf(
  check: PastCheck,
  nth: number,
  author: Author,
  fixed: boolean,
  counts: Map<string, number>,
  { units }: Cast,
  anchor: Instant,
  random: Chance,
): Omit<DemoProblem, 'inspection' | 'village'> {
  const { source } = check;
  const category = categoryOf(check, nth, random);
  const row = CATEGORY_TABLE.find((each) => each.code === category)!;
  const foundAt = check.at + nth * 3 * 60_000;
  const day = dateKey(foundAt).replaceAll('-', '');
  const count = (counts.get(day) ?? 0) + 1;
  counts.set(day, count);
  const unit = units.find((each) => each.code === row.regulator)!;
  return {
    id: random.id(foundAt),
    no: `WT-${OWN_DISTRICT}-${day}-${String(count).padStart(4, '0')}`,
    category,
    // What can be put right at once is seldom grave.
    severity: fixed ? 1 : row.severity,
    state: 'found',
    handling: fixed ? 'fixed_on_spot' : 'assigned',
    origin: check.night ? 'night' : random.chance(0.06) ? 'public' : 'patrol',
    source: source.id,
    ...near(source, random),
    accuracyM: random.int(3, 16),
    placeBy: 'gps',
    cell: source.cell,
    town: source.town,
    unit: fixed ? '' : unit.id,
    foundBy: author.user,
    group: author.group.id,
    foundAt,
    receivedAt: Math.min(anchor, foundAt + random.int(2, 40) * 1000),
    deadlineAt: fixed ? 0 : deadline(foundAt, row.deadline),
    closedAt: 0,
    edition: CATALOGUE_VERSION,
    demo: true,
    rev: 1,
  };
}

const DRAGNET: readonly (readonly [ProblemCategory, number])[] = [
  ['dust.bare_soil', 9],
  ['dust.accumulated', 17],
  ['dust.road_broken', 19],
  ['dust.wet_work', 21],
];

function categoryOf({ source, problems }: PastCheck, nth: number, random: Chance): ProblemCategory {
  if (source.code === DRAGNET_CODE && problems === DRAGNET_PROBLEMS) {
    return DRAGNET.find(([, until]) => nth < until)![0];
  }
  const usual = USUAL_CATEGORIES[source.kind];
  return usual[Math.floor(usual.length * random.next() ** 1.7)]!;
}

/** Clock hours run on; work days skip Saturdays and Sundays (holidays are the work calendar's, not the demo's). */
function deadline(foundAt: Instant, { unit, value }: DeadlineRule): Instant {
  if (unit === 'clockHours') return foundAt + value * HOUR_MS;
  let at = foundAt;
  for (let left = value; left > 0;) {
    at += DAY_MS;
    if (chinaTime(at).weekday < 6) left--;
  }
  return at;
}

/** Brings a problem to where it stands at the anchor. */
function settle(
  problem: DemoProblem,
  { source }: PastCheck,
  keepOpen: boolean,
  anchor: Instant,
  random: Chance,
): void {
  problem.rev = 2;
  problem.state = problem.handling === 'fixed_on_spot' ? 'fixed_on_spot' : 'assigned';
  const planned = FIXED_SOURCES.some((fixed) => fixed.code === source.code);
  const span = (problem.deadlineAt - problem.foundAt) * random.between(0.4, 1.15) + 2 * HOUR_MS;
  const stuck = random.chance(0.035);
  let closes = problem.foundAt + 7 * DAY_MS + random.int(0, 8) * HOUR_MS;
  if (problem.handling === 'assigned') {
    if (keepOpen || (stuck && !planned)) return;
    closes = problem.foundAt + span;
    // What the pictures show as settled is settled.
    if (planned) closes = Math.min(closes, problem.foundAt + (anchor - problem.foundAt) * 0.9);
  }
  if (closes >= anchor) return;
  problem.state = 'closed';
  problem.closedAt = Math.floor(closes / 1000) * 1000;
  problem.rev = 3;
}
