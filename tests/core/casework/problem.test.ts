import { describe, expect, test } from 'vitest';
import type { ProblemFound } from '../../../src/core/casework/payloads.ts';
import { PROBLEM_STATES } from '../../../src/core/casework/problem-states.ts';
import {
  CO_UNIT,
  coRegulator,
  dispatcher,
  finding,
  HOUR,
  inspector,
  LEADS,
  leader,
  OTHER,
  PATHS,
  PAYLOADS,
  PROBLEM,
  regulator,
  second,
  system,
  town,
  TOWN_UNIT,
  UNIT,
  type ProblemEvent,
} from './case-steps.ts';
import { MemoryWorld, NOW, person } from './memory-world.ts';
import { outcomeOf, send } from './outcome-of.ts';

/** A world with a problem brought into a state, and another problem beside it. */
function worldIn(steps: readonly ProblemEvent[], found: Partial<ProblemFound> = {}): MemoryWorld {
  const world = new MemoryWorld();
  expect(send(world, 'problem.found', found)).toBe('ok');
  expect(send(world, 'problem.found', {}, inspector, OTHER)).toBe('ok');
  for (const step of steps) expect([step, send(world, step)]).toEqual([step, 'ok']);
  return world;
}
const row = (world: MemoryWorld): Record<string, unknown> => ({ ...world.find('problems', PROBLEM) });

describe('the table of states', () => {
  const events = Object.keys(PAYLOADS).filter((each) => each !== 'problem.found') as ProblemEvent[];
  /** What needs something else before it, with its own test below. */
  const later = new Set([
    'problem.extension_decided',
    'problem.unmerged',
    'problem.step_proved',
    'problem.verification_asked',
    'problem.verified',
  ]);
  test.each(PROBLEM_STATES.flatMap((state) => events.map((event) => [state, event] as const)))(
    'from %s: %s',
    (state, event) => {
      const world = worldIn(PATHS[state]);
      if (event === 'problem.sample_checked' && state === 'fixed_on_spot') send(world, 'problem.sampled');
      const before = world.find('problems', PROBLEM);
      expect(before?.['state']).toBe(state);
      const reply = send(world, event);
      const to = LEADS[state][event];
      if (to === undefined) {
        expect(reply).toBe(`server_problem_is_${state}`);
        expect(world.find('problems', PROBLEM)).toBe(before);
      } else if (reply === 'ok') {
        expect(to).toContain(row(world)['state']);
      } else {
        expect(['server_not_major', 'server_no_such_part', ...(later.has(event) ? [reply] : [])]).toContain(
          reply,
        );
      }
    },
  );

  test('every state has a sentence in both languages for what cannot be done in it', async () => {
    for (const locale of ['zh-CN', 'en']) {
      const words = (await import(`../../../src/text/messages/${locale}/server.json`)) as {
        default: Record<string, string>;
      };
      for (const state of PROBLEM_STATES) expect(words.default[`server_problem_is_${state}`]).toBeTruthy();
    }
  });
});

describe('evidence of a finding', () => {
  test('a finding needs a photo, a place good to 50 m or a pin with its reason', () => {
    const at = (place: Partial<ProblemFound['place']>): string =>
      send(new MemoryWorld(), 'problem.found', { place: { ...finding.place, ...place } });
    expect(at({ accuracyM: 50 })).toBe('ok');
    expect(at({ accuracyM: 50.5 })).toBe('server_place_too_vague');
    expect(at({ accuracyM: null })).toBe('server_place_too_vague');
    expect(at({ by: 'pin', accuracyM: null, reason: '高楼遮挡' })).toBe('ok');
    expect(at({ by: 'pin', accuracyM: null, reason: '  ' })).toBe('server_place_needs_reason');
    expect(
      outcomeOf(new MemoryWorld().send(inspector, 'problem.found', PROBLEM, finding, { photos: [] })),
    ).toBe('server_needs_photo');
  });

  test('a finding is neither from another year nor from another province', () => {
    const found = (more: Partial<ProblemFound>): string =>
      send(new MemoryWorld(), 'problem.found', { ...finding, ...more });
    expect(found({ foundAt: Date.UTC(1971, 0, 1) })).toBe('server_time_too_old');
    expect(found({ foundAt: NOW - 61 * 86_400_000 })).toBe('server_time_too_old');
    expect(found({ foundAt: NOW - 59 * 86_400_000 })).toBe('ok');
    expect(found({ place: { ...finding.place, lng: -70, lat: -10 } })).toBe('server_place_far');
    expect(found({ place: { ...finding.place, lng: finding.place.lng + 0.1 } })).toBe('ok');
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
    expect(row(world)['foundAt']).toBe(NOW - 3000);
    world.send(inspector, 'problem.found', OTHER, { ...finding, foundAt: NOW }, { clockOffsetMs: 9e6 });
    expect(world.find('problems', OTHER)?.['foundAt']).toBe(NOW);
  });

  test('who saw it first is kept from the cell up to the district', () => {
    expect(row(worldIn([]))).toMatchObject({
      cell: 'cell',
      village: 'village',
      town: 'town',
      district: 'district',
      officer: '赵',
    });
  });

  test('4.01 a point near another border names that town, too', () => {
    const world = new MemoryWorld();
    world.near = ['easttown'];
    send(world, 'problem.found');
    expect(row(world)['nearTowns']).toBe(' easttown ');
  });

  test('1.29 work at a stopped place is a major problem, whatever was ticked', () => {
    const world = new MemoryWorld({ sources: [{ id: finding.source, town: 'town', state: 'stopped' }] });
    send(world, 'problem.found', { category: 'dust.work_in_ban', severity: 1 });
    expect(row(world)['severity']).toBe(3);
    send(world, 'problem.found', {}, inspector, OTHER);
    expect(world.find('problems', OTHER)?.['severity']).toBe(1);
  });
});

describe('fixed on the spot', () => {
  test('only by the finder, in the same visit, at the same place, with a photo', () => {
    const world = worldIn([]);
    expect(send(world, 'problem.fixed_on_spot', {}, second)).toBe('server_only_the_finder');
    world.now += 5 * HOUR;
    expect(send(world, 'problem.fixed_on_spot')).toBe('server_visit_is_over');
    world.now = NOW;
    expect(
      outcomeOf(
        world.send(inspector, 'problem.fixed_on_spot', PROBLEM, PAYLOADS['problem.fixed_on_spot'], {
          photos: [],
        }),
      ),
    ).toBe('server_needs_photo_after');
  });

  test('is closed by the leader of its group, a leader or the server, not while a sample waits', () => {
    const world = worldIn(['problem.fixed_on_spot']);
    expect(send(world, 'problem.closed', {}, dispatcher)).toBe('server_group_leader_closes');
    expect(send(world, 'problem.closed', {}, inspector)).toBe('server_group_leader_closes');
    world.leads = ['inspector', 'second'];
    expect(send(world, 'problem.closed', {}, second)).toBe('server_group_leader_closes');
    send(world, 'problem.sampled');
    expect(send(world, 'problem.closed', {}, inspector)).toBe('server_sample_first');
    expect(send(world, 'problem.sampled')).toBe('server_sampled_already');
    const free = worldIn(['problem.fixed_on_spot']);
    free.leads = ['inspector'];
    expect(send(free, 'problem.closed', {}, inspector)).toBe('ok');
    expect(send(worldIn(['problem.fixed_on_spot']), 'problem.closed', {}, system)).toBe('ok');
  });

  test('1.46 1.57 whoever went there and found it fixed does not judge his own word in the second look', () => {
    const world = new MemoryWorld();
    world.send(dispatcher, 'problem.found', PROBLEM, { ...finding, origin: 'media' });
    expect(send(world, 'problem.verified', { verdict: 'fixed' }, second)).toBe('ok');
    expect(send(world, 'problem.sampled')).toBe('ok');
    const third = { ...second, id: 'third' };
    expect(send(world, 'problem.sample_checked', {}, second)).toBe('server_not_your_own_work');
    expect(send(world, 'problem.sample_checked', {}, third)).toBe('ok');
  });

  test('a failed sample closes the old problem and opens a new one linked to it', () => {
    const world = worldIn(['problem.fixed_on_spot', 'problem.sampled']);
    const again = { verdict: 'fail', problem: 'problem00000009' };
    expect(send(world, 'problem.sample_checked', again, inspector)).toBe('server_not_your_own_work');
    expect(send(world, 'problem.sample_checked', { ...again, problem: null })).toBe(
      'server_sample_needs_problem',
    );
    expect(send(world, 'problem.sample_checked', again)).toBe('ok');
    expect(row(world)).toMatchObject({ state: 'closed', sample: 'failed' });
    expect(world.find('problems', 'problem00000009')).toMatchObject({
      state: 'found',
      linked: PROBLEM,
      category: 'dust.bare_soil',
      foundBy: 'second',
    });
    const plain = worldIn(['problem.fixed_on_spot']);
    expect(send(plain, 'problem.sample_checked')).toBe('server_not_in_sample');
  });
});

describe('assigning', () => {
  test('a deadline that has passed and a unit that does not exist are refused', () => {
    const world = worldIn([]);
    expect(send(world, 'problem.assigned', { deadlineAt: NOW - 1 })).toBe('server_deadline_has_passed');
    expect(send(world, 'problem.assigned', { unit: 'nounit000000000' })).toBe('server_no_such_unit');
    expect(send(world, 'problem.assigned', { coUnits: [UNIT] })).toBe('server_unit_twice');
  });

  test('0.16 a major problem is not assigned without a leader, and goes to regulator and government', () => {
    const world = worldIn([], { severity: 3 });
    expect(send(world, 'problem.assigned')).toBe('server_major_needs_leader');
    expect(send(world, 'problem.confirmed', {}, dispatcher)).toBe('server_not_your_task');
    expect(send(world, 'problem.confirmed')).toBe('ok');
    expect(send(world, 'problem.assigned', { unit: TOWN_UNIT })).toBe('server_special_needs_both');
    expect(send(world, 'problem.assigned')).toBe('ok');
    expect(row(world)['parties']).toBe(` ${UNIT} ${TOWN_UNIT} `);
    const own = worldIn([], { severity: 3 });
    expect(send(own, 'problem.assigned', {}, leader)).toBe('ok');
    expect(send(worldIn([]), 'problem.confirmed')).toBe('server_not_major');
  });

  test('the unit refuses once; the second refusal makes it a question between those named', () => {
    const world = worldIn(['problem.assigned']);
    expect(send(world, 'problem.refused', { whose: UNIT })).toBe('server_whose_is_own');
    expect(send(world, 'problem.refused', {}, coRegulator)).toBe('server_not_your_unit');
    expect(send(world, 'problem.refused')).toBe('ok');
    expect(row(world)).toMatchObject({ state: 'found', handling: 'assigned', unit: '', refusals: 1 });
    expect(send(world, 'problem.assigned', { unit: CO_UNIT })).toBe('ok');
    expect(send(world, 'problem.refused', { whose: UNIT }, coRegulator)).toBe('ok');
    expect(row(world)).toMatchObject({ state: 'ownership_disputed', refusals: 2 });
    const dispute = row(world)['dispute'] as { candidates: { unit: string }[] };
    expect(dispute.candidates.map((each) => each.unit)).toEqual([UNIT, CO_UNIT, TOWN_UNIT]);
  });
});

describe('rectifying', () => {
  test('0.45 acceptance names a person and how to reach him', () => {
    const world = worldIn(['problem.assigned']);
    expect(send(world, 'problem.accepted', { handler: ' ' })).toBe('server_field_required');
    expect(send(world, 'problem.accepted', { phone: 'none at all' })).toBe('server_field_phone');
    expect(send(world, 'problem.accepted', {}, coRegulator)).toBe('server_not_your_unit');
    expect(send(world, 'problem.accepted')).toBe('ok');
    expect(row(world)).toMatchObject({ handler: '张', handledBy: 'regulator' });
  });

  test('submitting needs measures, a photo and, where the category asks for them, papers', () => {
    const world = worldIn(PATHS.rectifying);
    expect(send(world, 'problem.submitted', { measures: [] })).toBe('server_field_required');
    expect(
      outcomeOf(
        world.send(regulator, 'problem.submitted', PROBLEM, PAYLOADS['problem.submitted'], { photos: [] }),
      ),
    ).toBe('server_needs_photo_after');
    const fume = worldIn(PATHS.rectifying, { category: 'fume.no_purifier' });
    expect(send(fume, 'problem.submitted')).toBe('server_needs_papers');
    const papers = [{ kind: 'invoice', name: '净化器发票', photo: null }];
    expect(send(fume, 'problem.submitted', { papers })).toBe('ok');
    expect(row(fume)['papers']).toEqual(papers);
  });

  test('0.23 0.24 a plan of three steps is submitted only when each is proved', () => {
    const world = worldIn(PATHS.rectifying);
    const plan = ['设计', '安装', '验收'].map((what) => ({ what, dueAt: NOW + HOUR, expert: '李' }));
    expect(send(world, 'problem.planned', { steps: plan })).toBe('ok');
    expect(send(world, 'problem.step_proved', { step: 3 })).toBe('server_no_such_step');
    for (const step of [0, 2]) expect(send(world, 'problem.step_proved', { step })).toBe('ok');
    expect(send(world, 'problem.planned', { steps: plan })).toBe('server_plan_has_begun');
    expect(send(world, 'problem.submitted')).toBe('server_plan_steps_open');
    expect(send(world, 'problem.step_proved', { step: 1 })).toBe('ok');
    expect(send(world, 'problem.submitted')).toBe('ok');
  });

  test('3.18 a joint case is submitted only when every unit has shown its part', () => {
    const world = worldIn([]);
    send(world, 'problem.assigned', { coUnits: [CO_UNIT] });
    send(world, 'problem.accepted');
    send(world, 'problem.started');
    expect(send(world, 'problem.submitted')).toBe('server_parts_open');
    expect(send(world, 'problem.part_submitted', {}, regulator)).toBe('server_not_your_unit');
    expect(send(world, 'problem.part_submitted', { unit: UNIT }, regulator)).toBe('server_no_such_part');
    expect(send(world, 'problem.part_submitted')).toBe('ok');
    expect(row(world)['parts']).toMatchObject([{ unit: CO_UNIT, state: 'submitted' }]);
    expect(send(world, 'problem.submitted')).toBe('ok');
    expect(row(world)['measures']).toHaveLength(2);
  });

  test('an extension is asked for by the unit and decided by the dispatcher', () => {
    const world = worldIn(PATHS.rectifying);
    expect(send(world, 'problem.extension_decided')).toBe('server_no_extension_asked');
    expect(send(world, 'problem.extension_asked', { until: NOW + 47 * HOUR })).toBe(
      'server_extension_is_earlier',
    );
    expect(send(world, 'problem.extension_asked')).toBe('ok');
    expect(send(world, 'problem.extension_decided', {}, regulator)).toBe('server_not_your_task');
    expect(send(world, 'problem.extension_decided', { granted: false })).toBe('ok');
    expect(row(world)['deadlineAt']).toBe(NOW + 48 * HOUR);
    send(world, 'problem.extension_asked');
    expect(send(world, 'problem.extension_decided')).toBe('ok');
    expect(row(world)['deadlineAt']).toBe(NOW + 96 * HOUR);
  });

  test('a suspended case stands still, and goes on with the time it had left', () => {
    const world = worldIn(PATHS.accepted);
    expect(send(world, 'problem.suspended', {}, dispatcher)).toBe('server_not_your_task');
    expect(send(world, 'problem.suspended')).toBe('ok');
    world.now += 10 * HOUR;
    expect(send(world, 'problem.resumed')).toBe('ok');
    expect(row(world)).toMatchObject({ state: 'accepted', deadlineAt: NOW + 58 * HOUR });
  });
});

describe('looking again', () => {
  test('not by the handler, within 100 m, with a photo; a major one by another group', () => {
    const world = worldIn(PATHS.submitted);
    const handler = person('inspector', 'regulator');
    expect(send(world, 'problem.reinspected', {}, handler)).toBe('server_not_your_own_work');
    expect(send(world, 'problem.reinspected', { place: { ...finding.place, lat: 34.802 } })).toBe(
      'server_too_far_from_point',
    );
    expect(
      outcomeOf(
        world.send(second, 'problem.reinspected', PROBLEM, PAYLOADS['problem.reinspected'], { photos: [] }),
      ),
    ).toBe('server_needs_photo_verdict');
    const major = worldIn([], { severity: 3 });
    send(major, 'problem.confirmed');
    for (const step of PATHS.submitted) expect(send(major, step)).toBe('ok');
    expect(send(major, 'problem.reinspected', {}, inspector)).toBe('server_another_group');
    expect(send(major, 'problem.reinspected', {}, second)).toBe('ok');
    expect(send(major, 'problem.closed', {}, dispatcher)).toBe('server_leader_closes_major');
    expect(send(major, 'problem.closed', {}, leader)).toBe('ok');
  });

  test('a failing point goes back with at most half of the first time', () => {
    const world = worldIn(PATHS.submitted);
    const fail = { verdict: 'fail', note: '仍有裸土' };
    expect(send(world, 'problem.reinspected', { ...fail, deadlineAt: NOW + 25 * HOUR })).toBe(
      'server_returned_too_long',
    );
    expect(send(world, 'problem.reinspected', fail)).toBe('ok');
    expect(row(world)).toMatchObject({ state: 'returned', returns: 1, deadlineAt: NOW + 24 * HOUR });
    expect(world.log.slice(-2).map((each) => each.type)).toEqual(['problem.reinspected', 'problem.returned']);
  });

  test('closing waits for photos and for a verdict that passed; an inspector does not close', () => {
    const world = worldIn(PATHS.re_inspected);
    expect(send(world, 'problem.closed', {}, inspector)).toBe('server_office_closes');
    expect(send(world, 'problem.returned', {}, second)).toBe('server_verdict_passed');
    world.pending = 2;
    expect(send(world, 'problem.closed', {}, dispatcher)).toBe('server_photos_still_to_come');
    world.pending = 0;
    expect(send(world, 'problem.closed', {}, dispatcher)).toBe('ok');
    expect(row(world)['closedAt']).toBe(NOW);
  });
});

describe('conflicts', () => {
  test('who decides on a stale copy gets the row as it is, and the field', () => {
    const world = worldIn([]);
    expect(
      outcomeOf(
        world.send(dispatcher, 'problem.assigned', PROBLEM, PAYLOADS['problem.assigned'], { seen: 1 }),
      ),
    ).toBe('ok');
    const late = world.send(
      person('dispatcher', 'second'),
      'problem.voided',
      PROBLEM,
      { reason: 'r' },
      { seen: 1 },
    );
    expect(late).toMatchObject({
      error: { code: 'conflict', fields: ['state'], row: { state: 'assigned', rev: 2 } },
    });
  });

  test('what one did oneself meanwhile is no conflict, nor are parts of different units', () => {
    const world = worldIn([]);
    send(world, 'problem.assigned', { coUnits: [CO_UNIT, TOWN_UNIT] });
    expect(outcomeOf(world.send(dispatcher, 'problem.voided', PROBLEM, { reason: 'r' }, { seen: 1 }))).toBe(
      'ok',
    );
    const joint = worldIn([]);
    send(joint, 'problem.assigned', { coUnits: [CO_UNIT, TOWN_UNIT] });
    send(joint, 'problem.accepted');
    send(joint, 'problem.started');
    const part = PAYLOADS['problem.part_submitted'];
    expect(outcomeOf(joint.send(coRegulator, 'problem.part_submitted', PROBLEM, part, { seen: 4 }))).toBe(
      'ok',
    );
    const towns = { ...part, unit: TOWN_UNIT };
    expect(outcomeOf(joint.send(town, 'problem.part_submitted', PROBLEM, towns, { seen: 4 }))).toBe('ok');
    expect(send(joint, 'problem.submitted')).toBe('ok');
  });
});
