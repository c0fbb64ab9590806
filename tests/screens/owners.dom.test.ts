import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, it, vi } from 'vitest';
import type { EventDraft } from '../../src/core/casework/events.ts';
import type { PhotoRecord, ProblemRecord } from '../../src/schema/records.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';
import { choose } from './choose.ts';

const entries = [
  {
    code: 'ent.illegal_small',
    regulator: 'housing',
    severity: 1,
    deadline: { unit: 'clockHours', value: 24 },
  },
] as const;
const api = vi.hoisted(() => ({
  rules: vi.fn(async (_categories: readonly string[]) => [] as unknown[]),
  send: vi.fn(async (_draft: unknown): Promise<void> => undefined),
  makeRow: vi.fn(async (_type: string, _payload: unknown): Promise<void> => undefined),
}));
vi.mock('../../src/api/ownership.ts', () => ({ fetchOwnershipRules: api.rules }));
vi.mock('../../src/api/realtime.ts', () => ({ listen: () => () => {} }));
vi.mock('../../src/api/cases.ts', async (original) => ({
  ...(await original<object>()),
  fetchCategories: async () => ({ version: '2026-01', entries }),
}));
vi.mock('../../src/api/events.ts', async (original) => ({
  ...(await original<object>()),
  sendEvent: api.send,
}));
vi.mock('../../src/api/problem-cases.ts', () => ({
  fetchCase: async () => ({ problem: problem('x'), events: [], photos: [] }),
  fetchProblems: async () => [],
}));
vi.mock('../../src/state/make-row.ts', () => ({ makeRow: api.makeRow }));

const { city } = await import('../../src/state/city.svelte.ts');
const { OneCase } = await import('../../src/state/cases-one.svelte.ts');
const CaseDialog = (await import('../../src/screens/cases/CaseDialog.svelte')).default;
const CaseDispute = (await import('../../src/screens/cases/CaseDispute.svelte')).default;
const OrderForm = (await import('../../src/screens/cases/OrderForm.svelte')).default;
const BulkDialog = (await import('../../src/screens/cases/BulkDialog.svelte')).default;
await import('../../src/ui/DialogBox.svelte');

const UNITS = [
  { id: 'unithousing', code: 'housing', name: '住建局', kind: 'regulator' },
  { id: 'unitmarket', code: 'market', name: '市场局', kind: 'regulator' },
  { id: 'unitwest', code: 'west', name: '西镇', kind: 'town', town: 'townwest' },
];
const RULE = {
  ...{ id: 'r', category: 'ent.illegal_small', cell: 'cell', lead: 'unitmarket', coUnits: ' unitwest ' },
  ...{ basis: '现场办公纪要', problem: 'first', fromAt: Date.UTC(2026, 10, 2, 4) },
};
const problem = (id: string, more: object = {}) =>
  ({
    ...{ id, no: `WT-${id}`, category: 'ent.illegal_small', severity: 1, state: 'found', source: '' },
    ...{
      handling: 'undecided',
      town: 'townwest',
      cell: 'cell',
      namedUnits: '',
      nearTowns: '',
      confirmedAt: 0,
    },
    ...{ foundAt: 1, deadlineAt: 0, rev: 1, note: '', verdict: '', unit: '' },
    ...more,
  }) as unknown as ProblemRecord;
const one = (more: object = {}) => {
  const it = new OneCase('x');
  it.problem = problem('x', more);
  it.catalogue = { version: '2026-01', entries };
  return it;
};
const payloadOf = (call = 0) =>
  JSON.parse((api.send.mock.calls[call]![0] as EventDraft).payload) as Record<string, unknown>;

beforeEach(() => {
  vi.clearAllMocks();
  api.rules.mockResolvedValue([RULE]);
  setLocale('zh-CN', { reload: false });
  Object.assign(city, {
    state: 'ready',
    data: {
      ...city.data,
      units: UNITS,
      sources: [{ id: 's', profile: { landUnit: 'market', landNo: 'YD-7' } }],
    },
  });
});

it('0.30 the second case at the place is assigned to the decided unit with its co-unit, and the basis is shown', async () => {
  render(CaseDialog, { action: 'assign', one: one(), onclose: vi.fn() });
  expect(await screen.findByText(/2026-11-02 的归属决定预选：现场办公纪要/)).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: '交办' }));
  await waitFor(() => expect(api.send).toHaveBeenCalled());
  expect(payloadOf()).toMatchObject({ unit: 'unitmarket', coUnits: ['unitwest'] });
});

it('0.30 elsewhere the table proposes, and whoever chooses otherwise is not overruled', async () => {
  render(CaseDialog, { action: 'assign', one: one({ cell: 'another' }), onclose: vi.fn() });
  expect(await screen.findByText('按类别表 2026-01 版预选')).toBeTruthy();
  await choose(screen.getByLabelText('责任单位'), 'unitwest');
  await fireEvent.click(screen.getByRole('button', { name: '交办' }));
  await waitFor(() => expect(api.send).toHaveBeenCalled());
  expect(payloadOf()).toMatchObject({ unit: 'unitwest' });
  expect(payloadOf()).not.toHaveProperty('coUnits');
});

it('0.30 an order starts from the decision, and says when its cases belong to several units', async () => {
  const problems = [problem('a'), problem('b'), problem('c', { cell: 'another' })];
  render(OrderForm, { problems, entries, version: '2026-01', onclose: vi.fn() });
  expect(await screen.findByText(/归属决定预选：现场办公纪要/)).toBeTruthy();
  expect(screen.getByText(/市场局 2、住建局 1/)).toBeTruthy();
  await fireEvent.click(document.querySelector('[data-action="go"]')!);
  await waitFor(() => expect(api.makeRow).toHaveBeenCalled());
  expect(api.makeRow.mock.calls[0]![1]).toMatchObject({ unit: 'unitmarket', coUnits: ['unitwest'] });
});

it('0.30 in bulk each goes to the unit proposed for it, with the reasons before it is sent', async () => {
  const from = [problem('a'), problem('b', { cell: 'another' })];
  const { container } = render(BulkDialog, { action: 'assign', from, onclose: vi.fn() });
  const dialog = await waitFor(() => within(container.ownerDocument.body).getByRole('dialog'));
  await waitFor(() => expect(dialog.querySelector('[data-owners="2"]')).toBeTruthy());
  const said = dialog.querySelector('[data-owners]')!.textContent;
  expect(said).toContain('现场办公纪要');
  expect(said).toContain('按类别表 2026-01 版预选');
  await fireEvent.click(within(dialog).getByRole('button', { name: /2/ }));
  await waitFor(() => expect(api.send).toHaveBeenCalledTimes(2));
  const sent = api.send.mock.calls.map(([draft], call) => [
    (draft as EventDraft).subjectId,
    payloadOf(call)['unit'],
    payloadOf(call)['coUnits'],
  ]);
  expect(sent.sort()).toEqual([
    ['a', 'unitmarket', ['unitwest']],
    ['b', 'unithousing', undefined],
  ]);
});

it('0.30 records of land are candidates with their number', async () => {
  api.rules.mockResolvedValue([]);
  render(CaseDialog, { action: 'dispute', one: one({ source: 's' }), onclose: vi.fn() });
  expect(await screen.findByText('用地记录 YD-7')).toBeTruthy();
});

const dispute = (hours: number, answer: '' | 'claim') => ({
  openedAt: Date.now() - hours * 3_600_000,
  candidates: [
    { unit: 'unithousing', answer: 'deny', note: '', papers: [], at: 1 },
    { unit: 'unitmarket', answer, note: '', papers: [{ kind: 'land', name: '批复', photo: 'p' }], at: 1 },
  ],
  meetings: [],
  decision: null,
});

it.each([
  [25, '', 'unitwest'],
  [23, '', ''],
  [25, 'claim', 'unitmarket'],
] as const)('0.30 after %d h with answer “%s” the decision starts from “%s”', async (hours, answer, unit) => {
  const asked = one({ state: 'ownership_disputed', handling: 'assigned', dispute: dispute(hours, answer) });
  render(CaseDialog, { action: 'decide_owner', one: asked, onclose: vi.fn() });
  expect(((await screen.findByLabelText('牵头单位')) as HTMLSelectElement).value).toBe(unit);
  expect(screen.queryAllByText('满 24 小时无人认领，按属地兜底预选')).toHaveLength(
    unit === 'unitwest' ? 1 : 0,
  );
});

it('0.30 a claim shows the picture of its paper', () => {
  const asked = one({ state: 'ownership_disputed', dispute: dispute(1, 'claim') });
  asked.photos = [{ id: 'p' } as PhotoRecord];
  asked.urls = new Map([['p', { small: '/small.jpg', whole: '/whole.jpg' }]]);
  const { container } = render(CaseDispute, { one: asked });
  const paper = container.querySelector('[data-paper="land"]')!;
  expect(paper.querySelector('img')?.getAttribute('src')).toBe('/small.jpg');
  expect(paper.querySelector('a')?.getAttribute('href')).toBe('/whole.jpg');
  expect(paper.textContent).toContain('批复');
});
