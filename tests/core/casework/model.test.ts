import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Author, Row } from '../../../src/core/casework/act.ts';
import { PROBLEM_EVENTS } from '../../../src/core/casework/events.ts';
import { isOpenProblem, type ProblemState } from '../../../src/core/casework/problem-states.ts';
import {
  AUTHORS,
  CO_UNIT,
  coRegulator,
  dispatcher,
  finding,
  HOUR,
  inspector,
  leader,
  LEADS,
  PAYLOADS,
  regulator,
  second,
  system,
  town,
  TOWN_UNIT,
  UNIT,
  type ProblemEvent,
} from './case-steps.ts';
import { MANY_COLLECTIONS, MANY_EVENTS, manyStep, type ManyStep } from './many-steps.ts';
import { MemoryWorld, NOW, person } from './memory-world.ts';

/** Random lives of cases: many short ones, which differ in how they begin, and long ones, which get everywhere. */
const LIVES = { short: { runs: 97_600, from: 1, to: 9 }, long: { runs: 2400, from: 42, to: 60 } } as const;
const PROBLEMS = ['problem00000001', 'problem00000002', 'problem00000003', 'problem00000004'];
/** A place that may be shut and works again. */
const SITE: Row = {
  id: finding.source,
  kind: 'site',
  name: '一号工地',
  state: 'active',
  cell: 'cell',
  town: 'town',
  lng: 113.6,
  lat: 34.81,
  profile: {},
  rev: 0,
};
const PEOPLE: readonly Author[] = [
  inspector,
  second,
  dispatcher,
  leader,
  regulator,
  coRegulator,
  town,
  system,
  person('grid_officer', 'officer', { territory: 'town' }),
  person('site_officer', 'site', { unit: UNIT }),
  person('town', 'foreign', { territory: 'othertown' }),
  person('discipline'),
  person('admin'),
  person('kiosk'),
];
/** domain.md §4, column "Who", said once more: nobody else may ever bring a case there. */
const WHO: Readonly<Record<string, readonly string[]>> = {
  fixed_on_spot: ['inspector', 'grid_officer', 'dispatcher'],
  ownership_disputed: ['dispatcher', 'regulator', 'town', 'site_officer'],
  assigned: ['dispatcher', 'leader', 'system'],
  accepted: ['regulator', 'town', 'site_officer', 'leader', 'dispatcher'],
  rectifying: ['regulator', 'town', 'site_officer', 'leader', 'dispatcher'],
  submitted: ['regulator', 'town', 'site_officer', 'dispatcher'],
  re_inspected: ['inspector', 'dispatcher', 'system'],
  returned: ['inspector', 'dispatcher', 'leader', 'system'],
  suspended: ['leader'],
  closed: ['dispatcher', 'leader', 'inspector', 'system'],
  void: ['dispatcher'],
  found: ['dispatcher', 'regulator', 'town', 'site_officer'],
};

/** Variations of what is said: other units, worse verdicts, severities, times that cannot be. */
function payloadOf(type: ProblemEvent, variant: number, problem: string): object {
  const usual = PAYLOADS[type];
  switch (type) {
    case 'problem.found':
      return { ...usual, severity: (variant % 3) + 1 };
    case 'problem.assigned':
      return {
        ...usual,
        unit: [UNIT, UNIT, CO_UNIT, TOWN_UNIT, 'nounit000000000'][variant % 5],
        coUnits: variant % 4 === 0 ? [CO_UNIT] : [],
        deadlineAt: NOW + (variant % 7 === 0 ? -HOUR : 48 * HOUR),
      };
    case 'problem.reinspected':
    case 'problem.sample_checked':
      return {
        ...usual,
        verdict: variant % 2 === 0 ? 'pass' : 'fail',
        ...(type === 'problem.sample_checked'
          ? { problem: `fresh${problem.slice(-1)}${String(variant).padStart(12, '0')}` }
          : {}),
      };
    case 'problem.merged':
      return { ...usual, into: PROBLEMS[variant % 4] };
    case 'problem.owner_decided':
      return {
        ...usual,
        lead: variant % 2 === 0 ? UNIT : CO_UNIT,
        coUnits: variant % 3 === 0 ? [TOWN_UNIT] : [],
      };
    case 'problem.refused':
      return { ...usual, whose: variant % 2 === 0 ? CO_UNIT : UNIT };
    case 'problem.planned':
      return variant % 3 === 0 ? usual : { steps: [] };
    default:
      return usual;
  }
}

/** How a case may be counted in a state; assigned in all others. */
const HANDLED: Readonly<Partial<Record<ProblemState, readonly string[]>>> = {
  fixed_on_spot: ['fixed_on_spot'],
  found: ['undecided', 'assigned'],
  closed: ['fixed_on_spot', 'assigned'],
};

const stateOf = (row: Row): ProblemState => row['state'] as ProblemState;

const leadsOn = (state: ProblemState, type: ProblemEvent): boolean =>
  !LEADS[state][type]!.some((to) => to === state || to === 'void');

/** What does not hold of the totals and the revisions now; null when all does. Plain and in one walk, since it is asked after every event. */
function totalsFault(world: MemoryWorld): string | null {
  const by: Record<string, number> = { fixed_on_spot: 0, assigned: 0, undecided: 0 };
  let [counted, open] = [0, 0];
  // No event is lost and none is made up: each raised the revision of its row by one.
  const events = new Map<string, number>();
  for (const { subjectId } of world.log) events.set(subjectId, (events.get(subjectId) ?? 0) + 1);
  for (const [key, row] of world.rows) {
    const collection = key.slice(0, key.indexOf('/'));
    const isProblem = collection === 'problems';
    if (!isProblem && !MANY_COLLECTIONS.includes(collection)) continue;
    if (row['rev'] !== events.get(row.id)) return `${key} has rev ${String(row['rev'])}`;
    if (!isProblem) continue;
    const [state, handling] = [stateOf(row), String(row['handling'])];
    if (isOpenProblem(state)) open++;
    if (state === 'void') continue;
    counted++;
    by[handling] = (by[handling] ?? 0) + 1;
    const may = HANDLED[state] ?? ['assigned'];
    if (!may.includes(handling)) return `${key} is ${state} and ${handling}`;
    const steps = (row['steps'] as readonly { readonly level: number }[] | undefined) ?? [];
    const level = Math.max(0, ...steps.map((each) => each.level));
    if (level !== (row['escalation'] ?? 0))
      return `${key} stands on ${String(row['escalation'])}, not ${level}`;
  }
  // 问题 = 立行立改 + 交办 + 未定性; void ones are apart.
  const sum = by['fixed_on_spot']! + by['assigned']! + by['undecided']!;
  if (sum !== counted) return `${counted} counted, ${sum} handled`;
  const told = world.find('sources', finding.source)?.['openProblems'] ?? 0;
  return told === open ? null : `${open} open, the place says ${String(told)}`;
}

interface Step {
  readonly problem: string;
  readonly wild: number;
  readonly many: number;
  readonly pick: number;
  readonly who: number;
  readonly variant: number;
  readonly stale: number;
  readonly wait: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  problem: fc.constantFrom(...PROBLEMS),
  /** Four of five follow the way of a case; the fifth is anything by anybody. */
  wild: fc.integer({ min: 0, max: 4 }),
  /** One of five moves many cases, as far as there are any. */
  many: fc.integer({ min: 0, max: 4 }),
  pick: fc.nat(10_000),
  who: fc.nat(1000),
  variant: fc.nat(1000),
  stale: fc.integer({ min: 0, max: 9 }),
  wait: fc.integer({ min: 0, max: 9 }),
});

interface Tally {
  sent: number;
  taken: number;
  readonly reached: Set<string>;
  /** Kinds of events about many cases that were taken. */
  readonly many: Set<string>;
}

/** Sends one event about one case or many; whatever came of it, everything agrees afterwards. */
function sendAny(world: MemoryWorld, each: Step, tally: Tally): void {
  if (each.wait === 0) world.now += 3 * HOUR;
  const many = each.many === 0 ? manyStep(world, each.pick, each.variant) : null;
  if (many) sendMany(world, many, tally);
  else sendOne(world, each, tally);
  const fault = totalsFault(world);
  if (fault) expect(fault).toBeNull();
}

function sendMany(world: MemoryWorld, { type, author, subjectId, payload }: ManyStep, tally: Tally): void {
  const before = new Map(world.rows);
  const length = world.log.length;
  tally.sent++;
  const result = world.send(author, type, subjectId, payload as never);
  if (!result.ok) return expectNothing(world, before, length, result.error.reason.key);
  tally.taken++;
  tally.many.add(type);
  for (const after of world.all('problems')) {
    const was = before.get(`problems/${after.id}`);
    if (was === after) continue;
    const told = world.log.slice(length).filter((each) => each.subjectId === after.id);
    // Each of them leads on from where the one before has led.
    let may: readonly ProblemState[] = was ? [stateOf(was)] : ['found'];
    for (const each of told)
      if (each.type !== 'problem.escalated' && each.type !== 'problem.found')
        may = may.flatMap((state) => LEADS[state][each.type as ProblemEvent] ?? []);
    if (!may.includes(stateOf(after)))
      expect([type, was?.['state'], stateOf(after)]).toEqual([type, '', may]);
    if (was && stateOf(was) === stateOf(after)) continue;
    tally.reached.add(stateOf(after));
    if (was) expect(WHO[stateOf(after)]).toContain(author.role);
    if (was?.['severity'] === 3 && stateOf(after) === 'closed') expect(author.role).toBe('leader');
  }
}

/** Refused: with a reason, and nothing of it stays. */
function expectNothing(
  world: MemoryWorld,
  rows: ReadonlyMap<string, Row>,
  length: number,
  reason: string,
): void {
  if (!reason.startsWith('server_')) expect(reason).toMatch(/^server_/);
  const now = [world.log.length, world.rows.size];
  if (now[0] !== length || now[1] !== rows.size) expect(now).toEqual([length, rows.size]);
  for (const [key, row] of rows) if (world.rows.get(key) !== row) expect(key).toBe('unchanged');
}

/** Sends one event and holds what came of it against the rules. */
function sendOne(world: MemoryWorld, each: Step, tally: Tally): void {
  const before = world.find('problems', each.problem)!;
  // A clip moves nothing, and may come in nearly every state: not so often that lives do not get on.
  const likely = (Object.keys(LEADS[stateOf(before)]) as ProblemEvent[]).filter(
    (type) => type !== 'problem.filmed' || each.pick % 8 === 0,
  );
  const wild = each.wild === 0;
  // Every other time a step that leads on: else most lives end or stand still before anybody has looked at the case again.
  const onward = likely.filter((type) => leadsOn(stateOf(before), type));
  const usual = each.variant % 2 === 0 && onward.length > 0 ? onward : likely;
  const choice: readonly ProblemEvent[] = wild ? PROBLEM_EVENTS : usual;
  const type = choice[each.pick % choice.length]!;
  const author = wild || each.who % 6 === 0 ? PEOPLE[each.who % PEOPLE.length]! : AUTHORS[type];
  const rev = before['rev'] as number;
  const seen = each.stale === 0 ? Math.max(0, rev - 1) : rev;
  const rows = new Map(world.rows);
  const length = world.log.length;
  tally.sent++;
  const payload = payloadOf(type, each.variant, each.problem);
  const result = world.send(author, type, each.problem, payload as never, { seen });
  if (!result.ok) return expectNothing(world, rows, length, result.error.reason.key);
  tally.taken++;
  const after = world.find('problems', each.problem)!;
  const leads = LEADS[stateOf(before)][type];
  if (!leads?.includes(stateOf(after)))
    expect([stateOf(before), type, stateOf(after)]).toEqual([stateOf(before), type, leads]);
  if (stateOf(after) !== stateOf(before)) {
    tally.reached.add(stateOf(after));
    expect(WHO[stateOf(after)]).toContain(author.role);
  }
  expect(world.log.length - length).toBe(1 + result.value.follow.length);
  const closes = stateOf(before) !== 'closed' && stateOf(after) === 'closed';
  if (before['severity'] === 3 && closes && author.role !== 'system')
    expect(before['sample'] === 'picked' || author.role === 'leader').toBe(true);
}

function live({ runs, from, to }: (typeof LIVES)[keyof typeof LIVES]): Tally {
  const tally: Tally = { sent: 0, taken: 0, reached: new Set(), many: new Set() };
  fc.assert(
    fc.property(fc.array(step, { minLength: from, maxLength: to }), (steps) => {
      const world = new MemoryWorld({ sources: [SITE] });
      world.leads = ['inspector'];
      const touched = new Set(steps.map((each) => each.problem));
      for (const problem of touched) {
        const severity = problem === PROBLEMS[0] ? 3 : 1;
        world.send(inspector, 'problem.found', problem, { ...finding, severity });
      }
      for (const each of steps) sendAny(world, each, tally);
    }),
    { seed: 20_261_122, numRuns: runs },
  );
  return tally;
}

test(
  '100,000 random sequences of events bring no case where the rules do not lead',
  { timeout: 600_000 },
  () => {
    const [short, long] = [live(LIVES.short), live(LIVES.long)];
    const sequences = LIVES.short.runs + LIVES.long.runs;
    const sent = short.sent + long.sent;
    console.log(`model: ${sequences} sequences, ${sent} events, ${short.taken + long.taken} taken`);
    expect(sequences).toBe(100_000);
    expect(sent).toBeGreaterThanOrEqual(400_000);
    for (const each of [short, long]) expect(each.taken).toBeGreaterThan(each.sent / 4);
    expect(long.reached.size).toBe(12);
    expect([...long.many].sort()).toEqual([...MANY_EVENTS].sort());
  },
);
