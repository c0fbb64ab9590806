import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Refusal } from '../../../src/core/casework/act.ts';
import type { PROBLEM_EVENTS } from '../../../src/core/casework/events.ts';
import type { Payloads, ProblemFound } from '../../../src/core/casework/payloads.ts';
import {
  isOpenProblem,
  PROBLEM_STATES,
  type ProblemState,
} from '../../../src/core/casework/problem-states.ts';
import type { Result } from '../../../src/core/result.ts';
import { MemoryWorld, NOW, person } from './memory-world.ts';

type ProblemEvent = (typeof PROBLEM_EVENTS)[number];

const PROBLEM = 'problem00000001';
const inspector = person('inspector');
const dispatcher = person('dispatcher');

const finding: ProblemFound = {
  category: 'dust.bare_soil',
  severity: 1,
  origin: 'patrol',
  source: 'source000000001',
  task: null,
  place: { lng: 113.6, lat: 34.8, accuracyM: 12, by: 'gps', reason: '' },
  foundAt: NOW,
  note: '',
};
const PAYLOADS: Pick<Payloads, ProblemEvent> = {
  'problem.found': finding,
  'problem.fixed_on_spot': { note: '' },
  'problem.assigned': { unit: 'unit00000000000', orderNo: '', deadlineAt: NOW + 1000, note: '' },
  'problem.undecided': { reason: 'r' },
  'problem.voided': { reason: 'r' },
  'problem.closed': { note: '' },
};
const key = (result: Result<unknown, Refusal>): string => (result.ok ? 'ok' : result.error.reason.key);
const send = (world: MemoryWorld, type: ProblemEvent, author = dispatcher): Result<unknown, Refusal> =>
  world.send(author, type, PROBLEM, PAYLOADS[type] as never);

/** domain.md §4, as far as it is built: what may follow what. */
const FOLLOWS: Readonly<Record<ProblemState, readonly ProblemEvent[]>> = {
  found: ['problem.fixed_on_spot', 'problem.assigned', 'problem.voided'],
  fixed_on_spot: ['problem.undecided', 'problem.voided', 'problem.closed'],
  assigned: ['problem.undecided', 'problem.voided', 'problem.closed'],
  closed: [],
  void: [],
};
const PATHS: Readonly<Record<ProblemState, readonly ProblemEvent[]>> = {
  found: [],
  fixed_on_spot: ['problem.fixed_on_spot'],
  assigned: ['problem.assigned'],
  closed: ['problem.assigned', 'problem.closed'],
  void: ['problem.voided'],
};

describe('the table of states', () => {
  const events = Object.keys(PAYLOADS).filter((each) => each !== 'problem.found') as ProblemEvent[];
  test.each(PROBLEM_STATES.flatMap((state) => events.map((event) => [state, event] as const)))(
    'from %s: %s',
    (state, event) => {
      const world = new MemoryWorld();
      for (const step of ['problem.found', ...PATHS[state]] as ProblemEvent[])
        expect(key(send(world, step))).toBe('ok');
      const before = world.find('problems', PROBLEM);
      expect(before?.['state']).toBe(state);
      const reply = send(world, event);
      if (FOLLOWS[state].includes(event)) {
        expect(key(reply)).toBe('ok');
      } else {
        expect(key(reply)).toBe(`server_problem_is_${state}`);
        expect(world.find('problems', PROBLEM)).toBe(before);
      }
    },
  );

  test('whatever is sent, the totals agree with the states and the source counts what is open', () => {
    const step = fc.record({ event: fc.constantFrom(...events), problem: fc.integer({ min: 1, max: 3 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const world = new MemoryWorld();
        for (const n of [1, 2, 3]) world.send(inspector, 'problem.found', `problem0000000${n}`, finding);
        for (const { event, problem } of steps) {
          world.send(dispatcher, event, `problem0000000${problem}`, PAYLOADS[event] as never);
        }
        const problems = world.all('problems');
        const counted = problems.filter((row) => row['state'] !== 'void');
        const by = (handling: string): number => counted.filter((row) => row['handling'] === handling).length;
        expect(by('fixed_on_spot') + by('assigned') + by('undecided')).toBe(counted.length);
        for (const row of problems) {
          if (row['state'] === 'found') expect(row['handling']).toBe('undecided');
          if (row['state'] === 'assigned') expect(row['handling']).toBe('assigned');
          if (row['state'] === 'fixed_on_spot') expect(row['handling']).toBe('fixed_on_spot');
        }
        const open = problems.filter((row) => isOpenProblem(row['state'] as ProblemState)).length;
        expect(world.find('sources', 'source000000001')?.['openProblems']).toBe(open);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('evidence', () => {
  test('a finding needs a photo, a place good to 50 m or a pin with its reason', () => {
    const at = (place: Partial<ProblemFound['place']>): string =>
      key(
        new MemoryWorld().send(inspector, 'problem.found', PROBLEM, {
          ...finding,
          place: { ...finding.place, ...place },
        }),
      );
    expect(at({ accuracyM: 50 })).toBe('ok');
    expect(at({ accuracyM: 50.5 })).toBe('server_place_too_vague');
    expect(at({ accuracyM: null })).toBe('server_place_too_vague');
    expect(at({ by: 'pin', accuracyM: null, reason: '高楼遮挡' })).toBe('ok');
    expect(at({ by: 'pin', accuracyM: null, reason: '  ' })).toBe('server_place_needs_reason');
    expect(key(new MemoryWorld().send(inspector, 'problem.found', PROBLEM, finding, { photos: [] }))).toBe(
      'server_needs_photo',
    );
  });

  test('times of the device are corrected and never after the receipt', () => {
    const world = new MemoryWorld();
    world.send(
      inspector,
      'problem.found',
      PROBLEM,
      { ...finding, foundAt: NOW - 5000 },
      { clockOffsetMs: 2000 },
    );
    expect(world.find('problems', PROBLEM)?.['foundAt']).toBe(NOW - 3000);
    world.send(
      inspector,
      'problem.found',
      'problem00000002',
      { ...finding, foundAt: NOW },
      { clockOffsetMs: 9e6 },
    );
    expect(world.find('problems', 'problem00000002')?.['foundAt']).toBe(NOW);
  });

  test('a deadline that has passed and a unit that does not exist are refused', () => {
    const world = new MemoryWorld();
    send(world, 'problem.found');
    const assign = (more: object): string =>
      key(world.send(dispatcher, 'problem.assigned', PROBLEM, { ...PAYLOADS['problem.assigned'], ...more }));
    expect(assign({ deadlineAt: NOW - 1 })).toBe('server_deadline_has_passed');
    expect(assign({ unit: 'nounit000000000' })).toBe('server_no_such_unit');
  });

  test('closing waits for photos; a major problem is closed by a leader', () => {
    const world = new MemoryWorld();
    world.send(inspector, 'problem.found', PROBLEM, { ...finding, severity: 3 });
    send(world, 'problem.assigned');
    expect(key(send(world, 'problem.closed'))).toBe('server_leader_closes_major');
    world.pending = 2;
    expect(key(send(world, 'problem.closed', person('leader')))).toBe('server_photos_still_to_come');
    world.pending = 0;
    expect(key(send(world, 'problem.closed', person('leader')))).toBe('ok');
  });
});

describe('conflicts', () => {
  test('who decides on a stale copy gets the row as it is, and the field', () => {
    const world = new MemoryWorld();
    send(world, 'problem.found', inspector);
    expect(
      key(world.send(dispatcher, 'problem.assigned', PROBLEM, PAYLOADS['problem.assigned'], { seen: 1 })),
    ).toBe('ok');
    const late = world.send(
      person('dispatcher', 'second'),
      'problem.voided',
      PROBLEM,
      { reason: 'r' },
      { seen: 1 },
    );
    expect(late.ok).toBe(false);
    if (!late.ok) {
      expect(late.error).toMatchObject({
        code: 'conflict',
        fields: ['state'],
        row: { state: 'assigned', rev: 2 },
      });
    }
  });

  test('what one did oneself meanwhile is no conflict', () => {
    const world = new MemoryWorld();
    send(world, 'problem.found', inspector);
    world.send(dispatcher, 'problem.assigned', PROBLEM, PAYLOADS['problem.assigned'], { seen: 1 });
    expect(key(world.send(dispatcher, 'problem.closed', PROBLEM, { note: '' }, { seen: 1 }))).toBe('ok');
  });
});
