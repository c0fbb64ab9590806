import { describe, expect, test } from 'vitest';
import { acceptedShare, type DirectiveItem } from '../../../src/core/escalation/directive-kinds.ts';
import type { DirectiveReceived, MeetingHeld } from '../../../src/core/escalation/directive-payloads.ts';
import { answersInTime } from '../../../src/core/escalation/step-figures.ts';
import {
  CO_UNIT,
  coRegulator,
  dispatcher,
  finding,
  HOUR,
  inspector,
  leader,
  PAYLOADS,
  regulator,
  system,
  UNIT,
} from '../casework/case-steps.ts';
import { MemoryWorld, NOW } from '../casework/memory-world.ts';

const DAY = 24 * HOUR;
const ORDER = 'directive000001';
const received: DirectiveReceived = {
  level: 'province',
  theirNo: '豫环督〔2026〕7号',
  issuer: '省攻坚办',
  title: '核实三处裸露黄土',
  text: '',
  receivedAt: NOW,
  answerDueAt: NOW + 5 * DAY,
  owner: 'leader000000000',
  items: [
    { what: '核实', unit: UNIT, dueAt: NOW + 2 * DAY },
    { what: '汇总', unit: null, dueAt: NOW + 4 * DAY },
  ],
  problems: [],
};
const reasonOf = (result: ReturnType<MemoryWorld['send']>): string =>
  result.ok ? 'ok' : result.error.reason.key;

describe('orders from above', () => {
  test('1.39 each hop has its time and the post of the person at both ends', () => {
    const world = new MemoryWorld();
    world.send(dispatcher, 'directive.received', ORDER, received);
    const hops = () => world.find('directives', ORDER)?.['hops'] as readonly object[];
    expect(hops()).toMatchObject([
      { to: UNIT, at: NOW, fromPost: 'post of dispatcher', readAt: 0, readPost: '' },
    ]);
    world.now = NOW + HOUR;
    expect(reasonOf(world.send(coRegulator, 'directive.read', ORDER, {}))).toBe(
      'server_directive_nothing_new',
    );
    world.send(regulator, 'directive.read', ORDER, {});
    expect(hops()).toMatchObject([{ readAt: NOW + HOUR, readPost: 'post of regulator' }]);
    expect(reasonOf(world.send(regulator, 'directive.read', ORDER, {}))).toBe('server_directive_nothing_new');
    expect(reasonOf(world.send(coRegulator, 'directive.forwarded', ORDER, { to: [UNIT], note: '' }))).toBe(
      'server_not_your_unit',
    );
    world.now = NOW + 2 * HOUR;
    world.send(regulator, 'directive.forwarded', ORDER, { to: [CO_UNIT], note: '请核实' });
    expect(hops()[1]).toMatchObject({
      from: UNIT,
      fromPost: 'post of regulator',
      to: CO_UNIT,
      at: NOW + 2 * HOUR,
    });
    world.send(coRegulator, 'directive.read', ORDER, {});
    expect(hops()[1]).toMatchObject({ readAt: NOW + 2 * HOUR, readPost: 'post of coregulator' });
    expect(world.find('directives', ORDER)?.['parties']).toBe(` ${UNIT} ${CO_UNIT} `);
  });

  test('2.05 a part counts only once somebody else has accepted it; one that is not done well is done again', () => {
    const world = new MemoryWorld();
    world.send(dispatcher, 'directive.received', ORDER, received);
    const share = () => acceptedShare(world.find('directives', ORDER)?.['items'] as DirectiveItem[]);
    const review = (who: typeof leader, item: number, accepted: boolean, note = '') =>
      reasonOf(world.send(who, 'directive.item_reviewed', ORDER, { item, accepted, note }));
    expect(review(leader, 0, true)).toBe('server_item_not_done');
    world.send(regulator, 'directive.item_done', ORDER, { item: 0, note: '锅炉已拆除' });
    world.send(dispatcher, 'directive.item_done', ORDER, { item: 1, note: '已汇总' });
    expect(share()).toBe(0);
    expect(review(dispatcher, 1, true)).toBe('server_item_by_another');
    expect(review(leader, 1, false)).toBe('server_item_needs_reason');
    expect(review(regulator, 0, true)).toBe('server_not_your_task');
    expect(review(leader, 0, true)).toBe('ok');
    expect(share()).toBe(0.5);
    expect(review(leader, 1, false, '缺验收表')).toBe('ok');
    const answer = world.send(dispatcher, 'directive.answered', ORDER, { note: '办结' });
    expect(reasonOf(answer)).toBe('server_directive_items_open');
    world.send(dispatcher, 'directive.item_done', ORDER, { item: 1, note: '补齐验收表' });
    // What was accepted can go back, and then counts no more; what is accepted is not done again.
    expect(review(leader, 0, false, '复燃')).toBe('ok');
    expect(share()).toBe(0);
    world.send(regulator, 'directive.item_done', ORDER, { item: 0, note: '再次拆除' });
    expect(review(leader, 0, true)).toBe('ok');
    const again = world.send(regulator, 'directive.item_done', ORDER, { item: 0, note: '好' });
    expect(reasonOf(again)).toBe('server_item_accepted');
    world.send(dispatcher, 'directive.answered', ORDER, { note: '办结' });
    expect(share()).toBe(0.5);
    world.send(leader, 'directive.reviewed', ORDER, { accepted: true, note: '' });
    expect(share()).toBe(1);
  });

  test('2.05 nobody accepts his own part, not even with the whole', () => {
    const world = new MemoryWorld();
    world.send(dispatcher, 'directive.received', ORDER, received);
    for (const item of [0, 1]) world.send(leader, 'directive.item_done', ORDER, { item, note: '好' });
    world.send(leader, 'directive.answered', ORDER, { note: '办结' });
    world.send(leader, 'directive.reviewed', ORDER, { accepted: true, note: '' });
    const items = world.find('directives', ORDER)?.['items'] as DirectiveItem[];
    expect(acceptedShare(items)).toBe(0);
    expect(acceptedShare([])).toBeNull();
  });

  test('1.27 3.21 answered when every part is done, reviewed by a leader, returned and answered again', () => {
    const world = new MemoryWorld();
    world.send(dispatcher, 'directive.received', ORDER, received);
    const answer = () => reasonOf(world.send(dispatcher, 'directive.answered', ORDER, { note: '已办结' }));
    expect(answer()).toBe('server_directive_items_open');
    expect(reasonOf(world.send(coRegulator, 'directive.item_done', ORDER, { item: 0, note: '好' }))).toBe(
      'server_not_your_unit',
    );
    world.send(regulator, 'directive.item_done', ORDER, { item: 0, note: '已苫盖' });
    world.send(dispatcher, 'directive.item_done', ORDER, { item: 1, note: '已汇总' });
    expect(answer()).toBe('ok');
    expect(reasonOf(world.send(dispatcher, 'directive.reviewed', ORDER, { accepted: true, note: '' }))).toBe(
      'server_not_your_task',
    );
    world.send(leader, 'directive.reviewed', ORDER, { accepted: false, note: '补照片' });
    expect(world.find('directives', ORDER)).toMatchObject({ state: 'returned', answeredAt: 0 });
    expect(answer()).toBe('ok');
    world.send(leader, 'directive.reviewed', ORDER, { accepted: true, note: '' });
    expect(world.find('directives', ORDER)).toMatchObject({
      state: 'accepted',
      answers: [{ accepted: false, review: '补照片' }, { accepted: true }],
    });
  });

  test('1.27 a late answer is flagged once and lowers the points of domain.md §7', () => {
    const world = new MemoryWorld();
    world.send(dispatcher, 'directive.received', ORDER, { ...received, items: [] });
    world.send(dispatcher, 'directive.received', 'directive000002', { ...received, items: [] });
    world.send(dispatcher, 'directive.answered', 'directive000002', { note: '已办' });
    const dueAt = received.answerDueAt;
    expect(reasonOf(world.send(system, 'directive.overdue', ORDER, { dueAt }))).toBe('server_not_due');
    world.now = dueAt + 1;
    expect(reasonOf(world.send(system, 'directive.overdue', ORDER, { dueAt }))).toBe('ok');
    expect(reasonOf(world.send(system, 'directive.overdue', ORDER, { dueAt }))).toBe('server_not_due');
    expect(world.find('directives', ORDER)).toMatchObject({ state: 'open', overdueAt: dueAt });
    const points = () => answersInTime(world.all('directives'), NOW, NOW + 9 * DAY);
    expect(points()).toEqual({ due: 2, inTime: 1, points: 5 });
    world.send(dispatcher, 'directive.answered', ORDER, { note: '迟复' });
    expect(points()).toEqual({ due: 2, inTime: 1, points: 5 });
    expect(answersInTime([], NOW, NOW + 1)).toEqual({ due: 0, inTime: 0, points: 10 });
  });
});

describe('0.50 joint meetings', () => {
  const [CLOSE, ASSIGN, KEEP] = ['problem00000001', 'problem00000002', 'problem00000003'];
  const meeting = (items: MeetingHeld['items']): MeetingHeld => ({
    kind: 'joint',
    title: '四方联席会',
    heldAt: NOW,
    units: [UNIT],
    minutes: '会议纪要',
    items,
  });
  const keep = { unit: null, deadlineAt: null, note: '' };
  function worldOf(): MemoryWorld {
    const world = new MemoryWorld();
    for (const problem of [CLOSE, ASSIGN, KEEP]) world.send(inspector, 'problem.found', problem!, finding);
    world.send(dispatcher, 'problem.assigned', CLOSE!, PAYLOADS['problem.assigned']);
    for (const type of ['accepted', 'started', 'submitted', 'reinspected'] as const) {
      const author = type === 'reinspected' ? { ...inspector, id: 'second', group: 'other' } : regulator;
      world.send(author, `problem.${type}`, CLOSE!, PAYLOADS[`problem.${type}`] as never);
    }
    return world;
  }

  test('0.50 a meeting closes and assigns its items', () => {
    const world = worldOf();
    expect(world.find('problems', CLOSE!)).toMatchObject({ state: 're_inspected' });
    const held = meeting([
      { ...keep, problem: CLOSE!, decision: 'close' },
      { problem: ASSIGN!, decision: 'assign', unit: CO_UNIT, deadlineAt: NOW + DAY, note: '' },
      { ...keep, problem: KEEP!, decision: 'keep' },
    ]);
    expect(reasonOf(world.send(dispatcher, 'meeting.held', 'meeting00000001', held))).toBe('ok');
    expect(world.find('problems', CLOSE!)).toMatchObject({ state: 'closed' });
    expect(world.find('problems', ASSIGN!)).toMatchObject({ state: 'assigned', unit: CO_UNIT });
    expect(world.find('problems', KEEP!)).toMatchObject({ state: 'found' });
    expect(world.find('meetings', 'meeting00000001')).toMatchObject({
      parties: expect.stringContaining(CO_UNIT),
    });
  });

  test('0.50 what residents tell at the table becomes a case and is assigned in the same deed', () => {
    const world = worldOf();
    const NEW = 'problem00000009';
    const told = {
      problem: NEW,
      category: 'road.dust',
      severity: 1,
      source: 'source000000001',
      note: '小区门口扬尘',
    } as const;
    const held = (more: Partial<MeetingHeld> = {}): MeetingHeld => ({
      ...meeting([{ problem: NEW, decision: 'assign', unit: CO_UNIT, deadlineAt: NOW + DAY, note: '' }]),
      others: [' 居民代表 ', '物业公司'],
      findings: [told],
      ...more,
    });
    const hold = (payload: MeetingHeld, who = dispatcher) =>
      reasonOf(world.send(who, 'meeting.held', 'meeting00000001', payload));
    expect(hold(held({ findings: [told, { ...told, problem: 'problem00000010' }] }))).toBe(
      'server_meeting_finding_loose',
    );
    expect(hold(held({ findings: [{ ...told, source: 'nowhere00000000' }] }))).toBe('server_no_such_source');
    expect(hold(held({ findings: [{ ...told, severity: 3 }] }))).toBe('server_order_needs_leader');
    expect(hold(held())).toBe('ok');
    expect(world.find('problems', NEW)).toMatchObject({
      state: 'assigned',
      origin: 'public',
      unit: CO_UNIT,
      foundBy: dispatcher.id,
      placeReason: '四方联席会',
    });
    expect(world.find('meetings', 'meeting00000001')).toMatchObject({
      others: ['居民代表', '物业公司'],
      units: [UNIT],
      cases: ` ${NEW} `,
    });
    const again = world.send(dispatcher, 'meeting.held', 'meeting00000002', held());
    expect(reasonOf(again)).toBe('server_problem_twice');
  });

  test('0.50 all or none: one item that cannot be closed leaves all as they were', () => {
    const world = worldOf();
    const held = meeting([
      { problem: ASSIGN!, decision: 'assign', unit: CO_UNIT, deadlineAt: NOW + DAY, note: '' },
      { ...keep, problem: KEEP!, decision: 'close' },
    ]);
    expect(reasonOf(world.send(dispatcher, 'meeting.held', 'meeting00000001', held))).toBe(
      'server_problem_is_found',
    );
    expect(world.find('problems', ASSIGN!)).toMatchObject({ state: 'found' });
    expect(world.find('meetings', 'meeting00000001')).toBeNull();
    const without = meeting([{ ...keep, problem: ASSIGN!, decision: 'assign' }]);
    expect(reasonOf(world.send(dispatcher, 'meeting.held', 'meeting00000001', without))).toBe(
      'server_meeting_needs_unit',
    );
  });
});
