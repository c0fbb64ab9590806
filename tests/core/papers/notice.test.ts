import { describe, expect, test } from 'vitest';
import type { Author, Refusal, Row } from '../../../src/core/casework/act.ts';
import type { NoticeIssued, NoticeReceived } from '../../../src/core/papers/notice-payloads.ts';
import type { PaperFacts } from '../../../src/core/papers/paper-facts.ts';
import type { Result } from '../../../src/core/result.ts';
import {
  coRegulator,
  CO_UNIT,
  dispatcher,
  finding,
  HOUR,
  inspector,
  leader,
  PAYLOADS,
  PROBLEM,
  OTHER,
  regulator,
  second,
  UNIT,
} from '../casework/case-steps.ts';
import { MemoryWorld, NOW } from '../casework/memory-world.ts';

const key = (result: Result<unknown, Refusal>): string => (result.ok ? 'ok' : result.error.reason.key);
const NOTICE = 'notice000000001';

const issued: NoticeIssued = {
  kind: 'rectification',
  problems: [PROBLEM],
  order: null,
  unit: UNIT,
  addressee: '某工地项目部',
  items: ['裸露黄土全部覆盖'],
  basis: ['《中华人民共和国大气污染防治法》第六十九条'],
  deadlineAt: NOW + 24 * HOUR,
  note: '',
};
const signed: NoticeReceived = {
  result: 'signed',
  signedBy: '王某',
  office: '项目经理',
  signedAt: NOW,
  witness: '',
  note: '',
};

function world(): MemoryWorld {
  const made = new MemoryWorld();
  expect(key(made.send(inspector, 'problem.found', PROBLEM, finding))).toBe('ok');
  return made;
}
const issue = (
  at: MemoryWorld,
  more: Partial<NoticeIssued> = {},
  by: Author = inspector,
  id = NOTICE,
): string => key(at.send(by, 'notice.issued', id, { ...issued, ...more }));

describe('issuing a paper', () => {
  test('0.17 a notice issued on the spot has number, items and deadline, and waits for its receipt', () => {
    const at = world();
    expect(issue(at)).toBe('ok');
    expect(at.find('notices', NOTICE)).toMatchObject({
      no: 'ZG-2',
      kind: 'rectification',
      state: 'issued',
      problems: [PROBLEM],
      unit: UNIT,
      deadlineAt: NOW + 24 * HOUR,
      receipt: null,
      town: 'town',
    });
    expect((at.find('notices', NOTICE) as Row & { facts: PaperFacts }).facts).toMatchObject({
      addressee: '某工地项目部',
      items: issued.items,
      basis: issued.basis,
      points: [{ no: 'WT-1', category: 'dust.bare_soil', foundAt: NOW }],
    });
  });

  test.each([
    ['no problem', { problems: [] }, 'server_field_required'],
    ['no line of what to do', { items: [] }, 'server_field_required'],
    ['no deadline', { deadlineAt: null }, 'server_field_required'],
    ['a deadline that is over', { deadlineAt: NOW - 1 }, 'server_deadline_has_passed'],
    ['one problem twice', { problems: [PROBLEM, PROBLEM] }, 'server_problem_twice'],
    ['a problem that is not there', { problems: ['nosuchproblem00'] }, 'server_no_such_row'],
    ['a unit that is not there', { unit: 'nosuchunit00000' }, 'server_no_such_row'],
    ['an order that is not there', { order: 'nosuchorder0000' }, 'server_no_such_row'],
  ] as const)('with %s is refused', (_, more, reason) => {
    expect(issue(world(), more as Partial<NoticeIssued>)).toBe(reason);
  });

  test('what it says stays as it was when it was made', () => {
    const at = world();
    issue(at);
    const before = JSON.stringify(at.find('notices', NOTICE)?.['facts']);
    at.send(dispatcher, 'problem.assigned', PROBLEM, PAYLOADS['problem.assigned']);
    expect(JSON.stringify(at.find('notices', NOTICE)?.['facts'])).toBe(before);
  });

  test('people in the field issue notices of their own findings only, and no other paper', () => {
    const at = world();
    expect(issue(at, {}, second)).toBe('server_not_your_group');
    expect(issue(at, { kind: 'assignment_order' })).toBe('server_not_your_task');
    expect(issue(at, { kind: 'assignment_order' }, regulator)).toBe('server_not_your_task');
    expect(issue(at, { kind: 'assignment_order' }, dispatcher)).toBe('ok');
  });

  test('one notice is about one place, and never about a void problem', () => {
    const at = world();
    at.send(inspector, 'problem.found', OTHER, { ...finding, source: 'source000000002' });
    expect(issue(at, { problems: [PROBLEM, OTHER] })).toBe('server_notice_one_place');
    at.send(dispatcher, 'problem.voided', OTHER, { reason: 'r' });
    expect(issue(at, { problems: [OTHER] })).toBe('server_notice_void_problem');
  });

  test('0.16 the paper of a special assignment needs a leader', () => {
    const at = world();
    expect(issue(at, { kind: 'special_order' }, dispatcher)).toBe('server_order_needs_leader');
    expect(issue(at, { kind: 'special_order' }, leader)).toBe('ok');
  });

  test('exposure sheet, interview record and cover of an order from above say what only they say', () => {
    const at = world();
    const times = { receivedAt: NOW - HOUR, answerDueAt: NOW + HOUR };
    expect(issue(at, { kind: 'exposure' }, dispatcher)).toBe('server_field_required');
    expect(issue(at, { kind: 'interview' }, dispatcher)).toBe('server_field_required');
    expect(issue(at, { kind: 'order_from_above' }, dispatcher)).toBe('server_field_required');
    const above = {
      level: 'province',
      from: '省攻坚办',
      theirNo: '豫环攻坚办〔2026〕7号',
      ...times,
    } as const;
    expect(issue(at, { kind: 'order_from_above', problems: [], above }, dispatcher)).toBe('ok');
    const exposure = { medium: '电视', publishedAt: NOW, link: '' };
    expect(issue(at, { kind: 'exposure', unit: null, exposure }, dispatcher, 'notice000000002')).toBe('ok');
    const interview = {
      who: '项目经理',
      at: NOW,
      reason: '逾期',
      minutes: '纪要',
      commitment: '',
      followUpAt: NOW,
    };
    expect(issue(at, { kind: 'interview', problems: [], interview }, dispatcher, 'notice000000003')).toBe(
      'ok',
    );
    expect(at.all('notices').map((each) => String(each['no']).slice(0, 3))).toEqual(['DB-', 'BG-', 'YT-']);
  });
});

test('the paper of an order has the order’s number; one issued anew after it was void takes the next', () => {
  const at = world();
  const order = 'order0000000001';
  const sent = { kind: 'batch', problems: [PROBLEM], unit: UNIT, coUnits: [], basis: '', note: '' } as const;
  at.send(dispatcher, 'order.sent', order, { ...sent, deadlineAt: NOW + HOUR });
  const no = at.find('orders', order)?.['no'];
  const paper = { kind: 'assignment_order', order, unit: null } as const;
  expect(issue(at, { ...paper, problems: [OTHER] }, dispatcher)).toBe('server_no_such_row');
  expect(issue(at, paper, dispatcher)).toBe('ok');
  expect(at.find('notices', NOTICE)).toMatchObject({ no, unit: UNIT });
  expect(key(at.send(dispatcher, 'notice.voided', NOTICE, { reason: '写错了' }))).toBe('ok');
  expect(issue(at, paper, dispatcher, 'notice000000002')).toBe('ok');
  expect(at.find('notices', 'notice000000002')?.['no']).not.toBe(no);
  expect(at.find('notices', NOTICE)).toMatchObject({ no, state: 'void' });
});

test('0.17 the paper of an order lists all its 21 points under the one number of the order, and is written once', () => {
  const at = new MemoryWorld();
  const points = Array.from({ length: 21 }, (_, nth) => `point0000000${String(nth).padStart(3, '0')}`);
  for (const each of points) expect(key(at.send(inspector, 'problem.found', each, finding))).toBe('ok');
  const order = 'order0000000001';
  const sent = { kind: 'batch', unit: UNIT, coUnits: [], basis: '周调度会', note: '' } as const;
  const to = { ...sent, problems: points, deadlineAt: NOW + HOUR };
  expect(key(at.send(dispatcher, 'order.sent', order, to))).toBe('ok');
  const no = at.find('orders', order)?.['no'];
  const paper = { kind: 'assignment_order', order, unit: null, deadlineAt: null, items: [] } as const;
  expect(issue(at, { ...paper, problems: points.slice(0, 1) }, dispatcher)).toBe('server_notice_whole_order');
  expect(issue(at, { ...paper, problems: points }, dispatcher)).toBe('ok');
  const row = at.find('notices', NOTICE) as Row & { facts: PaperFacts };
  expect(row).toMatchObject({ no, order, deadlineAt: NOW + HOUR });
  expect(row.facts.points).toHaveLength(21);
  expect(issue(at, { ...paper, problems: points }, dispatcher, 'notice000000002')).toBe(
    'server_order_has_paper',
  );
  expect(at.all('notices')).toHaveLength(1);
});

test('1.27 1.41 a paper names the record it was written out of, which has to be there', () => {
  const at = world();
  const interview = {
    who: '局长',
    at: NOW,
    reason: '逾期',
    minutes: '纪要',
    commitment: '',
    followUpAt: NOW,
  };
  const paper = { kind: 'interview', problems: [], interview } as const;
  expect(issue(at, { ...paper, about: 'nosuchstep000000' }, dispatcher)).toBe('server_no_such_row');
  expect(issue(at, { about: PROBLEM }, dispatcher)).toBe('server_no_such_row');
  const step = 'step00000000001';
  const opened = {
    ladder: 'air',
    rung: 'interview',
    source: null,
    unit: UNIT,
    problems: [PROBLEM],
    terms: { form: 'interview', who: '局长', heldAt: NOW, minutes: '', commitments: [] },
    reason: '逾期',
  } as const;
  expect(key(at.send(leader, 'escalation.opened', step, opened))).toBe('ok');
  expect(issue(at, { ...paper, about: step }, dispatcher)).toBe('ok');
  expect(at.find('notices', NOTICE)).toMatchObject({ about: step, unit: UNIT });
});

describe('signing for a paper', () => {
  const receive = (at: MemoryWorld, by: Author, more: Partial<NoticeReceived> = {}, photos = 1): string =>
    key(
      at.send(
        by,
        'notice.received',
        NOTICE,
        { ...signed, ...more },
        { photos: photos ? [{ id: 'photo0000000000', sha256: 'a'.repeat(64) }] : [] },
      ),
    );

  test('0.17 4.05 the receipt keeps who signed, when, and the photo of the signed paper', () => {
    const at = world();
    issue(at);
    expect(receive(at, regulator, {}, 0)).toBe('server_needs_photo_signed');
    expect(receive(at, coRegulator)).toBe('server_not_your_unit');
    expect(receive(at, second)).toBe('server_not_your_group');
    expect(receive(at, regulator)).toBe('ok');
    expect(at.find('notices', NOTICE)).toMatchObject({
      state: 'received',
      receipt: { signedBy: '王某', signedAt: NOW, by: 'regulator', photos: [{ id: 'photo0000000000' }] },
      rev: 2,
    });
    expect(receive(at, regulator)).toBe('server_notice_is_received');
  });

  test('who refuses to sign is written down with a witness', () => {
    const at = world();
    issue(at);
    expect(receive(at, inspector, { result: 'refused' })).toBe('server_needs_witness');
    expect(receive(at, inspector, { result: 'refused', witness: '社区李某' })).toBe('ok');
  });

  test('4.05 a void paper keeps its number and is signed by nobody; only the office voids', () => {
    const at = world();
    issue(at);
    expect(key(at.send(inspector, 'notice.voided', NOTICE, { reason: 'r' }))).toBe('server_not_your_task');
    expect(key(at.send(dispatcher, 'notice.voided', NOTICE, { reason: ' ' }))).toBe('server_field_required');
    expect(key(at.send(dispatcher, 'notice.voided', NOTICE, { reason: '写错对象' }))).toBe('ok');
    expect(at.find('notices', NOTICE)).toMatchObject({ no: 'ZG-2', state: 'void' });
    expect(receive(at, regulator)).toBe('server_notice_is_void');
    expect(key(at.send(leader, 'notice.voided', NOTICE, { reason: 'r' }))).toBe('server_notice_is_void');
    expect(CO_UNIT).not.toBe(UNIT);
  });
});
