import { render, screen, waitFor } from '@testing-library/svelte';
import { ClientResponseError } from 'pocketbase';
import { beforeEach, expect, it, vi } from 'vitest';
import type { DirectiveRecord } from '../../src/schema/records.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';

const api = vi.hoisted(() => ({ directives: vi.fn(async (): Promise<unknown[]> => []) }));
vi.mock('../../src/api/realtime.ts', () => ({ listen: () => () => {} }));
vi.mock('../../src/api/escalation.ts', async (original) => ({
  ...(await original<object>()),
  fetchDirectives: api.directives,
}));

const { answerScores, lateOrders } = await import('../../src/core/escalation/answer-scores.ts');
const { city } = await import('../../src/state/city.svelte.ts');
const { escalation } = await import('../../src/state/escalation.svelte.ts');
const { session } = await import('../../src/state/session.svelte.ts');
const AnswerPoints = (await import('../../src/screens/escalation/AnswerPoints.svelte')).default;
const AnswerScores = (await import('../../src/screens/escalation/AnswerScores.svelte')).default;
const LeadAnswers = (await import('../../src/screens/lead/LeadAnswers.svelte')).default;

const DAY = 86_400_000;
const NOW = Date.now();
const part = (unit: string, dueAt: number, doneAt: number) => ({
  what: '核实',
  unit,
  dueAt,
  doneAt,
  note: '',
});
const directive = (items: readonly object[]): DirectiveRecord =>
  ({
    id: 'directive000001',
    title: '核查夜市',
    answerDueAt: NOW - DAY,
    answers: [],
    items,
    state: 'open',
  }) as unknown as DirectiveRecord;
const rows = [
  directive([
    part('town', NOW - 4 * DAY, 0),
    part('town', NOW - 3 * DAY, NOW - 3.5 * DAY),
    part('housing', NOW - 3 * DAY, NOW - 3.5 * DAY),
  ]),
];

beforeEach(() => {
  localStorage.clear();
  setLocale('zh-CN', { reload: false });
  const unit = (id: string, name: string) => ({ id, code: id, name, kind: 'town', town: '' });
  city.data = {
    ...city.data,
    units: [unit('town', '新城街道'), unit('housing', '住建局')],
  } as unknown as typeof city.data;
});

it('1.27 the figure says what lowers the score of which unit, by which rule, with the answers behind it', () => {
  const period = [NOW - 30 * DAY, NOW] as const;
  const list = rows as unknown as Parameters<typeof answerScores>[0];
  const { container } = render(AnswerScores, {
    scores: answerScores(list, ...period),
    office: { due: 1, inTime: 0, points: 0 },
    late: lateOrders(list, ...period),
  });
  expect(container.textContent).toContain('只算单位，不算个人');
  expect(
    [...container.querySelectorAll('[data-answers]')].map((each) => each.getAttribute('data-answers')),
  ).toEqual(['town', 'housing', 'office']);
  const town = container.querySelector('[data-answers="town"]')!;
  expect(town.textContent).toContain('新城街道');
  expect(town.textContent).toContain('到期 2 项，按时 1 项');
  expect(town.textContent).toContain('扣 5.0 分');
  expect(town.textContent).toContain('天，还没办');
  expect(town.querySelector('a')?.getAttribute('href')).toBe(
    '/escalation?tab=directives&directive=directive000001',
  );
  expect(container.querySelector('[data-answers="housing"]')?.textContent).toContain('按时办结');
});

it('1.27 nothing due is said, and costs nobody anything', () => {
  render(AnswerScores, { scores: [], office: { due: 0, inTime: 0, points: 10 }, late: [] });
  expect(screen.getByText('这段时间没有到期的督办件')).toBeTruthy();
});

it('1.27 leaders see the late units beside the towns; error and no right are said', async () => {
  api.directives.mockResolvedValueOnce(rows);
  const { container, unmount } = render(LeadAnswers);
  await waitFor(() => expect(container.textContent).toContain('新城街道'));
  expect(container.textContent).toContain('2 项中 1 项逾期');
  expect(container.textContent).toContain('5.0 分');
  expect(container.textContent).not.toContain('住建局');
  unmount();
  api.directives.mockResolvedValueOnce([]);
  const none = render(LeadAnswers);
  await waitFor(() => expect(none.container.textContent).toContain('没有单位逾期'));
  none.unmount();
  api.directives.mockRejectedValueOnce(new Error('cut'));
  const cut = render(LeadAnswers);
  await waitFor(() => expect(cut.container.textContent).toContain('督办件读不出来'));
  cut.unmount();
  api.directives.mockRejectedValueOnce(new ClientResponseError({ status: 403 }));
  const shut = render(LeadAnswers);
  await waitFor(() => expect(shut.container.querySelector('h2')).toBeNull());
});

it('1.27 a town reads on the orders from above what its own late answers cost it, each with its record; the office everybody’s', async () => {
  Object.assign(escalation, { directives: rows, state: 'ready' });
  session.user = { id: 'u', role: 'town', unit: '', territory: 'xincheng' } as typeof session.user;
  city.data = {
    ...city.data,
    units: [{ id: 'town', code: 'town', name: '新城街道', kind: 'town', town: 'xincheng' }],
  } as unknown as typeof city.data;
  const own = render(AnswerPoints);
  expect(own.container.querySelector('[data-own-answers]')?.getAttribute('data-own-answers')).toBe('5');
  expect(own.container.textContent).toContain('= 10 × 按时 1 ÷ 到期 2');
  const lines = [...own.container.querySelectorAll('li')];
  expect(lines).toHaveLength(2);
  expect(lines[0]?.textContent).toContain('天，还没办');
  expect(lines[1]?.textContent).toContain('按时办结');
  for (const each of lines)
    expect(each.querySelector('a')?.getAttribute('href')).toContain('directive=directive000001');
  own.unmount();
  session.user = { id: 'u', role: 'leader', unit: '', territory: '' } as typeof session.user;
  const { container } = render(AnswerPoints);
  expect(container.querySelector('[data-answers="town"]')).toBeTruthy();
  expect(container.querySelector('[data-own-answers]')).toBeNull();
  // Somebody nothing was asked of has the full points, and reads why.
  session.user = { id: 'u', role: 'regulator', unit: 'water', territory: '' } as typeof session.user;
  const full = render(AnswerPoints);
  expect(full.container.querySelector('[data-own-answers="10"]')?.textContent).toContain('这一项得满分');
});
