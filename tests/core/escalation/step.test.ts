import { describe, expect, test } from 'vitest';
import type { Payloads } from '../../../src/core/casework/payloads.ts';
import type { EscalationProposed, StepTerms } from '../../../src/core/escalation/payloads.ts';
import { DEFAULT_LADDERS, type LadderBook } from '../../../src/core/escalation/ladder.ts';
import { proposeSteps, type CaseFact, type StepFact } from '../../../src/core/escalation/propose-steps.ts';
import { readLadders } from '../../../src/core/escalation/read-ladders.ts';
import {
  dispatcher,
  finding,
  HOUR,
  inspector,
  leader,
  PAYLOADS,
  system,
  UNIT,
} from '../casework/case-steps.ts';
import { MemoryWorld, NOW } from '../casework/memory-world.ts';

const DAY = 24 * HOUR;
const STEP = 'escalation00001';
const PROBLEM = 'problem00000001';
const SOURCE = 'source000000001';

const reasonOf = (result: ReturnType<MemoryWorld['send']>): string =>
  result.ok ? 'ok' : result.error.reason.key;

/** One assigned problem whose deadline is 48 hours from now. */
function worldOf(more: Partial<Payloads['problem.found']> = {}): MemoryWorld {
  const source = {
    id: SOURCE,
    kind: 'site',
    name: '一号工地',
    state: 'active',
    lng: 113.6,
    lat: 34.81,
    town: 'town',
    profile: {},
    rev: 0,
  };
  const world = new MemoryWorld({ sources: [source] });
  world.send(inspector, 'problem.found', PROBLEM, { ...finding, ...more });
  world.send(leader, 'problem.confirmed', PROBLEM, { note: '' });
  world.send(dispatcher, 'problem.assigned', PROBLEM, PAYLOADS['problem.assigned']);
  return world;
}
const proposal = (rung: string): EscalationProposed => ({
  ladder: 'air',
  edition: 'default',
  rung,
  source: SOURCE,
  unit: null,
  problems: [PROBLEM],
  because: { key: 'escalation_because_overdue', params: { count: 1, days: 4 } },
  key: `air/${rung}/${SOURCE}/${PROBLEM}`,
});
const opening = (rung: string, terms: StepTerms) => ({
  ladder: 'air',
  rung,
  source: SOURCE,
  unit: null,
  problems: [PROBLEM],
  terms,
  reason: '整改不到位',
});
const listing: StepTerms = {
  form: 'listing',
  untilAt: NOW + 60 * DAY,
  criteria: ['全部苫盖', '连续 30 天无新问题'],
};
const black: StepTerms = { form: 'blacklist', untilAt: NOW + 365 * DAY, effect: '限制投标' };

describe('steps of the ladder', () => {
  test('4.07 listed supervision only after the missed deadline, by a leader, with criteria to be delisted', () => {
    const world = worldOf();
    expect(reasonOf(world.send(leader, 'escalation.opened', STEP, opening('listing', listing)))).toBe(
      'server_listing_needs_missed',
    );
    world.now = NOW + 49 * HOUR;
    expect(reasonOf(world.send(dispatcher, 'escalation.opened', STEP, opening('listing', listing)))).toBe(
      'server_step_not_yours',
    );
    const without = { ...listing, criteria: [] } as never;
    expect(reasonOf(world.send(leader, 'escalation.opened', STEP, opening('listing', without)))).toBe(
      'server_field_required',
    );
    expect(reasonOf(world.send(leader, 'escalation.opened', STEP, opening('listing', listing)))).toBe('ok');
    expect(world.find('problems', PROBLEM)).toMatchObject({ escalation: 3 });
    world.send(leader, 'escalation.lifted', STEP, { reason: '达到摘牌条件' });
    expect(world.find('problems', PROBLEM)).toMatchObject({ escalation: 0, steps: [] });
    expect(world.find('escalations', STEP)).toMatchObject({ state: 'lifted', liftedAt: world.now });
  });

  test('1.31 a proposal blacklists nobody; only a leader confirms, and it can be undone', () => {
    const world = worldOf();
    world.send(system, 'escalation.proposed', STEP, proposal('blacklist'));
    expect(world.find('escalations', STEP)).toMatchObject({ state: 'proposed', form: 'blacklist', level: 4 });
    expect(world.find('problems', PROBLEM)).not.toHaveProperty('escalation', 4);
    for (const author of [dispatcher, system])
      expect(reasonOf(world.send(author, 'escalation.confirmed', STEP, { terms: black, reason: '' }))).toBe(
        'server_step_not_yours',
      );
    const confirm = { terms: black, reason: '屡教不改' };
    expect(reasonOf(world.send(leader, 'escalation.confirmed', STEP, confirm))).toBe('ok');
    expect(world.find('escalations', STEP)).toMatchObject({
      state: 'in_force',
      untilAt: black.untilAt,
      decidedBy: 'leader',
    });
    world.send(leader, 'escalation.undone', STEP, { reason: '误判' });
    expect(world.find('escalations', STEP)).toMatchObject({ state: 'proposed' });
    expect(world.find('problems', PROBLEM)).toMatchObject({ escalation: 0 });
    world.send(leader, 'escalation.dismissed', STEP, { reason: '证据不足' });
    expect(reasonOf(world.send(leader, 'escalation.confirmed', STEP, confirm))).toBe('server_step_state');
  });

  test('1.41 a commitment past its date raises the level of the case by one, once; a kept one does not', () => {
    const world = worldOf();
    const interview: StepTerms = {
      form: 'interview',
      who: '项目经理',
      heldAt: NOW,
      minutes: '约谈纪要',
      commitments: [
        { what: '三日内苫盖', dueAt: NOW + 3 * DAY },
        { what: '一周内硬化', dueAt: NOW + 7 * DAY },
      ],
    };
    world.send(leader, 'escalation.opened', STEP, opening('interview', interview));
    expect(world.find('escalations', STEP)).toMatchObject({ level: 2, nextDueAt: NOW + 3 * DAY });
    world.send(dispatcher, 'escalation.commitment_kept', STEP, { commitment: 0, note: '' });
    expect(world.find('escalations', STEP)).toMatchObject({ level: 2, nextDueAt: NOW + 7 * DAY });
    const missed = { commitment: 1, dueAt: NOW + 7 * DAY };
    expect(reasonOf(world.send(system, 'escalation.commitment_missed', STEP, missed))).toBe('server_not_due');
    world.now = NOW + 8 * DAY;
    expect(reasonOf(world.send(system, 'escalation.commitment_missed', STEP, missed))).toBe('ok');
    expect(world.find('problems', PROBLEM)).toMatchObject({ escalation: 3 });
    expect(world.find('escalations', STEP)).toMatchObject({
      level: 3,
      nextDueAt: 0,
      overdueAt: NOW + 7 * DAY,
    });
    expect(reasonOf(world.send(system, 'escalation.commitment_missed', STEP, missed))).toBe('server_not_due');
  });

  test('1.65 1.29 a seal shuts the place in the register, work there is a major problem, lifting opens it again', () => {
    const world = worldOf();
    const stop: StepTerms = { form: 'stop_work', untilAt: NOW + 7 * DAY, basis: '大气污染防治法' };
    const seal: StepTerms = { form: 'seal', untilAt: null, basis: '大气污染防治法第三十条' };
    world.send(leader, 'escalation.opened', STEP, opening('stop_work', stop));
    expect(world.find('sources', SOURCE)).toMatchObject({ state: 'stopped' });
    world.send(leader, 'escalation.opened', 'escalation00002', opening('seal', seal));
    expect(world.find('sources', SOURCE)).toMatchObject({ state: 'sealed' });
    const again = 'problem00000002';
    world.send(inspector, 'problem.found', again, { ...finding, category: 'dust.work_in_ban', severity: 1 });
    expect(world.find('problems', again)).toMatchObject({ severity: 3 });
    world.send(leader, 'escalation.lifted', 'escalation00002', { reason: '验收合格' });
    expect(world.find('sources', SOURCE)).toMatchObject({ state: 'stopped' });
    world.send(leader, 'escalation.lifted', STEP, { reason: '验收合格' });
    expect(world.find('sources', SOURCE)).toMatchObject({ state: 'active' });
  });

  test('1.28 the cost of a paid rectification is on the account of the unit it names', () => {
    const world = worldOf();
    const terms: StepTerms = { form: 'paid_rectification', team: '应急突击队', costCNY: 12_800, unit: UNIT };
    world.send(dispatcher, 'escalation.opened', STEP, opening('paid_rectification', terms));
    expect(world.find('escalations', STEP)).toMatchObject({
      unit: UNIT,
      costCNY: 12_800,
      parties: ` ${UNIT} `,
    });
    expect(world.find('problems', PROBLEM)).toMatchObject({
      escalation: 0,
      steps: [{ form: 'paid_rectification' }],
    });
  });

  test('an exposure is proposed by rule and confirmed by the article itself; withdrawing it opens the proposal again', () => {
    const world = worldOf();
    world.send(system, 'escalation.proposed', STEP, proposal('exposure'));
    const terms: StepTerms = { form: 'exposure', exposure: 'exposure0000001' };
    expect(reasonOf(world.send(leader, 'escalation.confirmed', STEP, { terms, reason: '' }))).toBe(
      'server_step_by_article',
    );
    const article = {
      medium: 'website',
      title: '曝光',
      link: '',
      publishedAt: NOW,
      problems: [PROBLEM],
      redaction: 'none',
      followUpDueAt: NOW + DAY,
      proposal: STEP,
      note: '',
    } as const;
    expect(reasonOf(world.send(dispatcher, 'exposure.published', 'exposure0000001', article))).toBe('ok');
    expect(world.find('escalations', STEP)).toMatchObject({ state: 'in_force', exposure: 'exposure0000001' });
    expect(world.find('problems', PROBLEM)?.['steps']).toHaveLength(1);
    world.send(dispatcher, 'exposure.withdrawn', 'exposure0000001', { reason: '有误' });
    expect(world.find('escalations', STEP)).toMatchObject({ state: 'proposed' });
  });
});

const fact = (id: string, more: Partial<CaseFact> = {}): CaseFact => ({
  id,
  source: SOURCE,
  kind: 'site',
  unit: UNIT,
  category: 'dust.bare_soil',
  severity: 1,
  open: true,
  state: 'assigned',
  foundAt: NOW - 10 * DAY,
  deadlineAt: NOW + DAY,
  suspendedAt: 0,
  submittedAt: 0,
  closedAt: 0,
  returns: 0,
  level: 0,
  ...more,
});
const taken = (rung: string, cases: readonly string[], more: Partial<StepFact> = {}): StepFact => ({
  ladder: 'air',
  rung,
  form: rung as never,
  state: 'in_force',
  source: SOURCE,
  unit: '',
  cases,
  at: NOW - DAY,
  broken: false,
  ...more,
});
const rungs = (
  cases: readonly CaseFact[],
  steps: readonly StepFact[] = [],
  book: LadderBook = DEFAULT_LADDERS,
) => proposeSteps({ cases, steps }, book, NOW).map((each) => [each.rung, each.problems.length]);

describe('what the rules propose', () => {
  test('nothing for a case in time; the first rung for one that is late, came back or is major', () => {
    expect(rungs([fact('a')])).toEqual([]);
    expect(rungs([fact('a', { deadlineAt: NOW - HOUR })])).toEqual([['exposure', 1]]);
    expect(rungs([fact('a', { returns: 1 })])).toEqual([['exposure', 1]]);
    expect(rungs([fact('a', { severity: 3 })])).toEqual([['exposure', 1]]);
  });

  test('4.07 a unit that submitted in time is not late because the office takes days to look again', () => {
    const waits = { deadlineAt: NOW - 9 * DAY, submittedAt: NOW - 10 * DAY };
    for (const state of ['submitted', 're_inspected'] as const) {
      expect(rungs([fact('a', { ...waits, state })])).toEqual([]);
      expect(rungs([fact('a', { ...waits, state, submittedAt: NOW - 8 * DAY })])).toEqual([['exposure', 1]]);
    }
    expect(rungs([fact('a', { ...waits, state: 'returned' })])).toContainEqual(['exposure', 1]);
  });

  test('a case climbs one rung at a time, and several of one place are proposed together', () => {
    const late = { deadlineAt: NOW - 4 * DAY };
    const two = [fact('a', late), fact('b', late)];
    expect(rungs(two)).toEqual([['exposure', 2]]);
    const exposed = two.map((each) => ({ ...each, level: 1 }));
    expect(rungs(exposed, [taken('exposure', ['a', 'b'])])).toEqual([['interview', 2]]);
    expect(
      rungs([fact('a', { ...late, deadlineAt: NOW - 8 * DAY, level: 2 })], [taken('interview', ['a'])]),
    ).toEqual(expect.arrayContaining([['listing', 1]]));
  });

  test('what waits for a decision holds the case; what was dismissed is not asked again', () => {
    const late = fact('a', { deadlineAt: NOW - 4 * DAY });
    expect(rungs([late], [taken('exposure', ['a'], { state: 'proposed' })])).toEqual([]);
    expect(rungs([late], [taken('exposure', ['a'], { state: 'dismissed' })])).toEqual([['interview', 1]]);
  });

  test('1.31 the third serious finding at one place proposes the blacklist, the second does not', () => {
    const serious = (id: string) =>
      fact(id, { severity: 2, open: false, state: 'closed', closedAt: NOW - DAY, deadlineAt: 0 });
    expect(rungs([serious('a'), serious('b')])).toEqual([]);
    expect(rungs([serious('a'), serious('b'), serious('c')])).toEqual([['blacklist', 3]]);
    const entry = taken('blacklist', ['a', 'b', 'c']);
    expect(rungs([serious('a'), serious('b'), serious('c'), serious('d')], [entry])).toEqual([]);
    const old = fact('a', { severity: 2, foundAt: NOW - 400 * DAY });
    expect(rungs([old, serious('b'), serious('c')]).map(([rung]) => rung)).not.toContain('blacklist');
  });

  test('1.66 a unit that missed ten deadlines in thirty days is proposed for accountability, nine are not enough', () => {
    const missed = Array.from({ length: 10 }, (_, n) =>
      fact(`m${n}`, {
        ...{ source: `s${n}`, open: false, state: 'closed', deadlineAt: NOW - 5 * DAY },
        ...{ submittedAt: NOW - 4 * DAY, closedAt: NOW - 3 * DAY },
      }),
    );
    expect(rungs(missed.slice(1))).toEqual([]);
    const [one] = proposeSteps({ cases: missed, steps: [] }, DEFAULT_LADDERS, NOW);
    expect(one).toMatchObject({ rung: 'accountability', unit: UNIT, source: null });
    expect(one?.problems).toHaveLength(10);
    const office = missed.map((each) => ({ ...each, submittedAt: NOW - 6 * DAY }));
    expect(rungs(office)).toEqual([]);
    const file = taken('accountability', one!.problems, { source: '', unit: UNIT });
    expect(rungs(missed, [file])).toEqual([]);
  });

  test('1.41 4.07 a broken promise proposes listed supervision; a relapse begins with the interview', () => {
    const held = fact('a', { level: 3 });
    const broken = taken('interview', ['a'], { broken: true });
    expect(rungs([held], [broken])).toEqual([['listing', 1]]);
    expect(rungs([held], [{ ...broken, state: 'lifted' }])).toEqual([]);
    expect(rungs([{ ...held, level: 4 }], [broken])).toEqual([]);
    const closed = fact('a', { open: false, closedAt: NOW - 20 * DAY, foundAt: NOW - 30 * DAY });
    expect(rungs([closed, fact('b', { foundAt: NOW - HOUR })])).toEqual([['interview', 1]]);
  });

  test('the same facts make the same keys', () => {
    const facts = { cases: [fact('b', { returns: 1 }), fact('a', { returns: 1 })], steps: [] };
    const keys = () => proposeSteps(facts, DEFAULT_LADDERS, NOW).map((each) => each.key);
    expect(keys()).toEqual(keys());
    expect(new Set(keys()).size).toBe(keys().length);
  });
});

describe('0.47 another ladder is data', () => {
  const property = {
    ladders: [
      {
        code: 'property',
        name: '物业',
        kinds: [],
        categories: ['waste.construction'],
        rungs: [
          {
            code: 'rectify',
            name: '责令整改',
            form: 'mark',
            level: 1,
            confirm: ['dispatcher'],
            rules: [{ when: 'overdue', days: 0 }],
          },
          {
            code: 'star_down',
            name: '星级下调',
            form: 'mark',
            level: 2,
            confirm: ['office_head'],
            rules: [{ when: 'returned', times: 1 }],
          },
          {
            code: 'blacklist',
            name: '黑名单',
            form: 'blacklist',
            level: 3,
            confirm: [],
            rules: [{ when: 'returned', times: 2 }],
          },
        ],
      },
    ],
  };

  test('0.47 property management: rectify, star down, blacklist, from a catalogue and without code', () => {
    const read = readLadders(property);
    expect(read.ok).toBe(true);
    const book = { edition: 'W1', ladders: read.ok ? [...read.value, ...DEFAULT_LADDERS.ladders] : [] };
    const waste = (more: Partial<CaseFact>) => fact('a', { category: 'waste.construction', ...more });
    expect(rungs([waste({ deadlineAt: NOW - HOUR })], [], book)).toEqual([['rectify', 1]]);
    const one = taken('rectify', ['a'], { ladder: 'property', form: 'mark' });
    expect(rungs([waste({ level: 1, returns: 1 })], [one], book)).toEqual([['star_down', 1]]);
    const two = taken('star_down', ['a'], { ladder: 'property', form: 'mark' });
    expect(rungs([waste({ level: 2, returns: 2 })], [one, two], book)).toEqual([['blacklist', 1]]);
    expect(rungs([fact('a', { deadlineAt: NOW - HOUR })], [], book)).toEqual([['exposure', 1]]);

    const world = Object.assign(worldOf({ category: 'waste.construction' }), { ladders: () => book });
    world.send(system, 'escalation.proposed', STEP, {
      ...proposal('star_down'),
      ladder: 'property',
      edition: 'W1',
    });
    const mark: StepTerms = { form: 'mark', untilAt: null };
    expect(reasonOf(world.send(dispatcher, 'escalation.confirmed', STEP, { terms: mark, reason: '' }))).toBe(
      'server_step_not_yours',
    );
    expect(
      reasonOf(world.send(leader, 'escalation.confirmed', STEP, { terms: mark, reason: '五星降四星' })),
    ).toBe('ok');
    expect(world.find('problems', PROBLEM)).toMatchObject({ escalation: 2 });
    expect(world.find('escalations', STEP)).toMatchObject({ edition: 'W1', rung: 'star_down' });
  });

  test('a body that would not do is refused by name', () => {
    const reason = (change: (copy: typeof property) => void) => {
      const copy = JSON.parse(JSON.stringify(property)) as typeof property;
      change(copy);
      const read = readLadders(copy);
      return read.ok ? 'ok' : read.error.key;
    };
    const rungs = (copy: typeof property) => copy.ladders[0]!.rungs;
    expect(reason((copy) => rungs(copy)[2]!.confirm.push('dispatcher'))).toBe('server_ladder_needs_leader');
    expect(reason((copy) => (rungs(copy)[1]!.code = 'rectify'))).toBe('server_ladder_code_twice');
    expect(reason((copy) => (rungs(copy)[1]!.level = 1))).toBe('server_ladder_level_twice');
    expect(reason((copy) => (rungs(copy)[0]!.form = 'shout'))).toBe('server_field_choice');
    expect(reason((copy) => (rungs(copy)[0]!.rules[0]!.when = 'felt'))).toBe('server_field_choice');
  });
});
