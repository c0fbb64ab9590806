import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { ClientResponseError } from 'pocketbase';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { EventRefused } from '../../src/api/events.ts';
import type { ProblemRecord } from '../../src/schema/records.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';
import { choose } from './choose.ts';

const api = vi.hoisted(() => ({
  fetchCasePage: vi.fn(),
  countUndecided: vi.fn(async () => 2),
  countCases: vi.fn(async () => 0),
  walkCases: vi.fn(),
  sendEvent: vi.fn(),
  fetchCase: vi.fn(),
}));
vi.mock('../../src/api/names.ts', () => ({ fetchNames: async () => new Map([['p', '王巡']]) }));
vi.mock('../../src/api/cases.ts', async (original) => ({
  ...(await original<object>()),
  fetchCasePage: api.fetchCasePage,
  countUndecided: api.countUndecided,
  countCases: api.countCases,
  walkCases: api.walkCases,
  listenCases: () => () => {},
  listenEvents: () => () => {},
  fetchPhotoUrls: async () => new Map(),
  fetchCategories: async () => ({
    version: '2026-01',
    entries: [
      {
        code: 'dust.bare_soil',
        regulator: 'housing',
        severity: 1,
        deadline: { unit: 'clockHours', value: 24 },
      },
    ],
  }),
}));
vi.mock('../../src/api/events.ts', async (original) => ({
  ...(await original<object>()),
  sendEvent: api.sendEvent,
}));
vi.mock('../../src/api/catalogues.ts', () => ({ fetchCatalogue: async () => null }));
vi.mock('../../src/api/problem-cases.ts', () => ({ fetchCase: api.fetchCase }));
vi.mock('../../src/api/ownership.ts', () => ({ fetchOwnershipRules: async () => [] }));
vi.mock('../../src/screens/paths.ts', () => ({ navigate: vi.fn(), route: { params: {} } }));

const { navigate } = await import('../../src/screens/paths.ts');
const { city } = await import('../../src/state/city.svelte.ts');
const { cases } = await import('../../src/state/cases.svelte.ts');
const { toasts } = await import('../../src/ui/toasts.svelte.ts');
const { keys } = await import('../../src/state/keys.svelte.ts');
const { OneCase } = await import('../../src/state/cases-one.svelte.ts');
const { caseActions } = await import('../../src/screens/cases/case-actions.ts');
const { proposeDeadline, shownDeadline } = await import('../../src/screens/cases/deadline.ts');
const { EVERYTHING, formatCaseQuery, parseCaseQuery } = await import('../../src/screens/cases/case-query.ts');
const { DEFAULT_CALENDAR } = await import('../../src/core/work-calendar.ts');
const { now } = await import('../../src/state/now.svelte.ts');
const { CASE_COLUMNS, cellWords, columnTitle } = await import('../../src/screens/cases/case-columns.ts');
const DeadlineChip = (await import('../../src/screens/cases/DeadlineChip.svelte')).default;
const CaseList = (await import('../../src/screens/cases/CaseList.svelte')).default;
const CaseDialog = (await import('../../src/screens/cases/CaseDialog.svelte')).default;

const UNITS = [
  { id: 'unithousing', code: 'housing', name: '住建局', kind: 'regulator' },
  { id: 'unitecology', code: 'ecology', name: '环境局', kind: 'regulator' },
];
const AT = Date.UTC(2026, 10, 22, 6);
const problem = (id: string, more: Partial<ProblemRecord> = {}) =>
  ({
    id,
    no: `WT-${id}`,
    category: 'dust.bare_soil',
    severity: 1,
    state: 'found',
    handling: 'undecided',
    origin: 'patrol',
    source: '',
    town: '',
    unit: '',
    nearTowns: '',
    foundAt: AT,
    deadlineAt: 0,
    rev: 1,
    note: '',
    ...more,
  }) as ProblemRecord;
const press = (key: string) => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
  Object.defineProperty(event, 'target', { value: document.body });
  keys.handle(event);
};

beforeEach(() => {
  vi.clearAllMocks();
  setLocale('zh-CN', { reload: false });
  Object.assign(city, { state: 'ready', data: { ...city.data, units: UNITS, sources: [{ id: 's' }] } });
  Object.assign(cases, { state: 'idle', items: [] });
  history.replaceState(null, '', '/cases');
});

describe('list', () => {
  it('shows what waits to be assigned first of all, and goes on by keys', async () => {
    api.fetchCasePage.mockResolvedValue([
      problem('a'),
      problem('b', { state: 'assigned', handling: 'assigned', unit: 'unithousing' }),
    ]);
    render(CaseList);
    expect(await screen.findByText('2 件未定性，等调度员交办')).toBeTruthy();
    await screen.findByText('WT-a');
    press('j');
    press('j');
    press('Enter');
    expect(navigate).toHaveBeenCalledWith('/cases/:id', { params: { id: 'b' } });
    await fireEvent.click(screen.getByRole('button', { name: '只看这些' }));
    await waitFor(() => expect(api.fetchCasePage.mock.lastCall![0]).toMatchObject({ state: 'found' }));
    expect(location.search).toBe('?state=found');
  });

  it('has its four states, each with what to do next', async () => {
    api.fetchCasePage.mockRejectedValueOnce(new ClientResponseError({ status: 0 }));
    const { unmount } = render(CaseList);
    expect((await screen.findByRole('alert')).textContent).toContain('没取到案件');
    api.fetchCasePage.mockResolvedValueOnce([]);
    await fireEvent.click(screen.getByRole('button', { name: '现在重试' }));
    expect(await screen.findByText('还没有案件')).toBeTruthy();
    unmount();
    cases.state = 'idle';
    api.fetchCasePage.mockRejectedValueOnce(new ClientResponseError({ status: 403 }));
    render(CaseList);
    expect(screen.getByRole('status', { name: '正在取数' })).toBeTruthy();
    expect(await screen.findByText('您的岗位看不到案件')).toBeTruthy();
  });

  it('0.02 found by group 4 is filterable, and reported as group 4', async () => {
    const groups = [
      { id: 'groupfour', code: 'G4', name: '第 4 组' },
      { id: 'groupfive', code: 'G5', name: '第 5 组' },
    ];
    Object.assign(city, { data: { ...city.data, groups } });
    const found = problem('a', { group: 'groupfour' });
    api.fetchCasePage.mockResolvedValue([found]);
    api.walkCases.mockImplementation(async function* () {
      yield [found, problem('b', { group: 'groupfour' }), problem('c', { group: 'groupfive' }), problem('d')];
    });
    render(CaseList);
    await screen.findByText('WT-a');
    await choose(screen.getByLabelText('发现组'), 'G4');
    await waitFor(() => expect(api.fetchCasePage.mock.lastCall![0]).toMatchObject({ group: 'groupfour' }));
    expect(location.search).toBe('?group=G4');
    const column = CASE_COLUMNS.find((each) => each.key === 'group')!;
    expect([columnTitle('group'), cellWords(column, found)]).toEqual(['发现组', '第 4 组']);
    await fireEvent.click(screen.getByRole('button', { name: '统计' }));
    await waitFor(() => expect(document.querySelector('[data-group="G4"]')?.textContent).toBe('2'));
    expect(document.querySelector('[data-group="G5"]')?.textContent).toBe('1');
    expect(api.walkCases.mock.lastCall![0]).toMatchObject({ group: 'groupfour' });
  });

  it('keeps its filters in the address, and drops what makes no sense', () => {
    const query = parseCaseQuery(
      new URLSearchParams('state=found&handling=x&category=dust.bare_soil&town=410108001'),
    );
    expect(query).toEqual({ ...EVERYTHING, state: 'found', category: 'dust.bare_soil', town: '410108001' });
    expect(formatCaseQuery(query)).toBe('?state=found&category=dust.bare_soil&town=410108001');
    const full =
      'state=open&due=late&age=7&mine=mine&from=2026-11-01&until=2026-11-22&unit=housing&sort=due&form=map';
    expect(
      Object.fromEntries(new URLSearchParams(formatCaseQuery(parseCaseQuery(new URLSearchParams(full))))),
    ).toEqual(Object.fromEntries(new URLSearchParams(full)));
    expect(formatCaseQuery(EVERYTHING)).toBe('');
    expect(parseCaseQuery(new URLSearchParams("town=1' OR 1"))).toMatchObject({ town: '' });
  });

  it('asks for older ones after the last it has, and shows each once', async () => {
    const page = Array.from({ length: 60 }, (_, i) => problem(`n${i}`, { foundAt: AT - i }));
    api.fetchCasePage
      .mockResolvedValueOnce(page)
      .mockResolvedValueOnce([page[59], problem('older', { foundAt: AT - 99 })]);
    const { container } = render(CaseList);
    await screen.findByText('WT-n0');
    // Only the rows in sight and a few more are drawn.
    expect(container.querySelectorAll('tr[data-case]').length).toBeLessThan(45);
    for (let n = 0; n < 59; n++) press('j');
    await waitFor(() => expect(api.fetchCasePage.mock.lastCall![1]?.id).toBe('n59'));
    await waitFor(() => expect(cases.items.map((each) => each.id)).toContain('older'));
    expect(cases.items.filter((each) => each.id === 'n59')).toHaveLength(1);
  });
});

describe('steps', () => {
  it('offers each role what the rules allow it', () => {
    const of = (state: ProblemRecord['state'], severity: number, role: Parameters<typeof caseActions>[1]) =>
      caseActions({ state, severity }, role);
    expect(of('found', 1, 'dispatcher')).toEqual(['assign', 'dispute', 'merge', 'void']);
    expect(of('assigned', 1, 'dispatcher')).toEqual(['urge', 'merge', 'undecide', 'void']);
    const passed = (severity: number, role: Parameters<typeof caseActions>[1]) =>
      caseActions({ state: 're_inspected', verdict: 'pass', severity }, role);
    expect(passed(1, 'dispatcher')).toEqual(['close', 'merge', 'void']);
    expect(passed(3, 'dispatcher')).toEqual(['merge', 'void']);
    expect(passed(3, 'leader')).toEqual(['close']);
    expect(of('found', 3, 'leader')).toEqual(['confirm']);
    expect(of('found', 3, 'dispatcher')).toEqual(['dispute', 'merge', 'void']);
    expect(caseActions({ state: 'found', severity: 3, confirmedAt: 1 }, 'dispatcher')).toContain('assign');
    expect(of('closed', 1, 'dispatcher')).toEqual([]);
    for (const role of ['regulator', 'town', 'site_officer', 'discipline', 'admin', 'inspector'] as const)
      expect(of('assigned', 1, role), role).toEqual([]);
  });

  async function assignDialog() {
    api.fetchCase.mockResolvedValue({ problem: problem('x'), events: [], photos: [] });
    const one = new OneCase('x');
    one.problem = problem('x', { rev: 4 });
    one.catalogue = {
      version: '2026-01',
      entries: [
        {
          code: 'dust.bare_soil',
          regulator: 'housing',
          severity: 1,
          deadline: { unit: 'clockHours', value: 24 },
        },
      ],
    };
    // As the page does: the step is forgotten when the dialog closes.
    const onclose = vi.fn(() => void view.rerender({ action: null as never }));
    const view = render(CaseDialog, { action: 'assign', one, onclose });
    await screen.findByText('按类别表 2026-01 版预选', undefined, { timeout: 4000 });
    return onclose;
  }

  it('assigns to the unit and by the deadline of the catalogue, through the one door', async () => {
    const onclose = await assignDialog();
    const before = Date.now();
    await waitFor(() => expect((screen.getByLabelText('期限') as HTMLInputElement).value).not.toBe(''));
    await fireEvent.click(screen.getByRole('button', { name: '交办' }));
    await waitFor(() => expect(onclose).toHaveBeenCalledOnce());
    expect(toasts.items.at(-1)).toMatchObject({ text: '已交办住建局', undo: expect.any(Function) });
    const draft = api.sendEvent.mock.calls[0]![0];
    expect(draft).toMatchObject({ type: 'problem.assigned', subject: 'problems', subjectId: 'x', seen: 4 });
    const { unit, deadlineAt } = JSON.parse(draft.payload);
    expect(unit).toBe('unithousing');
    expect(Math.abs(deadlineAt - before - 86_400_000)).toBeLessThan(120_000);
    // Undo is a step of its own, by the opposite event.
    toasts.undoLatest();
    await waitFor(() => expect(api.sendEvent.mock.lastCall![0].type).toBe('problem.undecided'));
  });

  it('refuses without a unit, says why in words, and shows both sides when somebody was first', async () => {
    const onclose = await assignDialog();
    await choose(screen.getByLabelText('责任单位'), '');
    await fireEvent.click(screen.getByRole('button', { name: '交办' }));
    expect((await screen.findByRole('alert')).textContent).toContain('请选一个责任单位');
    expect(api.sendEvent).not.toHaveBeenCalled();

    await choose(screen.getByLabelText('责任单位'), 'unithousing');
    const theirs = problem('x', { state: 'assigned', unit: 'unitecology', rev: 5 });
    api.sendEvent.mockRejectedValueOnce(new EventRefused({ key: 'server_changed_meanwhile' }, true, theirs));
    await fireEvent.click(screen.getByRole('button', { name: '交办' }));
    expect(await screen.findByText('已交办 · 环境局')).toBeTruthy();
    expect(screen.getByText('待研判')).toBeTruthy();
    expect(screen.getByText('他人刚刚改了同一处，请对照两边后再决定')).toBeTruthy();
    expect(onclose).not.toHaveBeenCalled();
  });

  it('counts work days over weekends and working Saturdays, and says when a year is not announced', async () => {
    const friday = Date.UTC(2026, 10, 20, 2);
    expect(await proposeDeadline({ unit: 'workDays', value: 1 }, friday)).toEqual({
      at: Date.UTC(2026, 10, 23, 10),
      calendarUnknown: false,
    });
    expect((await proposeDeadline({ unit: 'clockHours', value: 1 }, friday)).at).toBe(friday + 3_600_000);
    expect(
      (await proposeDeadline({ unit: 'workDays', value: 1 }, Date.UTC(2033, 5, 1))).calendarUnknown,
    ).toBe(true);
  });
});

describe('1.29 deadlines in words', () => {
  const clock = (more: object) => ({
    kind: 'rectify',
    unit: 'workHours',
    fromAt: 0,
    marks: [0, Date.UTC(2026, 9, 8, 1), Date.UTC(2026, 9, 8, 2, 12)],
    struck: 1,
    totalMs: 36_000_000,
    leftMs: null,
    unknownYears: [],
    ...more,
  });
  const assigned = (more: object) =>
    problem('a', { state: 'assigned', deadlineAt: 1, clocks: [clock(more)] } as never);
  const afternoon = Date.UTC(2026, 8, 30, 8);

  it('says what is left in working time and why, and sets late and suspended apart by words and shape', async () => {
    const shown = (more: object, at: number) => shownDeadline(assigned(more), at, DEFAULT_CALENDAR);
    expect(shown({}, afternoon)).toMatchObject({
      text: '剩 3 工作时 42 分',
      why: '因 10/1–10/7 顺延',
      state: 'running',
    });
    expect(shown({}, Date.UTC(2026, 9, 8, 1, 30))?.state).toBe('soon');
    expect(shown({}, Date.UTC(2026, 9, 8, 3, 12))).toMatchObject({
      text: '逾期 1 工作时 0 分',
      state: 'late',
    });
    expect(shown({ leftMs: 5_400_000 }, afternoon)).toMatchObject({
      text: '剩 1 工作时 30 分',
      state: 'paused',
    });
    expect(shown({ kind: 'accept', unit: 'clockHours' }, Date.UTC(2026, 9, 8, 2))?.text).toBe(
      '签收 剩 12 分',
    );
    expect(shownDeadline(problem('b'), afternoon, DEFAULT_CALENDAR)).toBeNull();
    expect(shownDeadline({ ...assigned({}), state: 'closed' }, afternoon, DEFAULT_CALENDAR)).toBeNull();
  });

  it('carries the day and the reason with the chip, and a sign of its own when late', async () => {
    now.clock = afternoon;
    const { container, rerender } = render(DeadlineChip, { problem: assigned({}), full: true });
    expect(container.textContent).toMatch(/剩 3 工作时 42 分.*10月8日.*因 10\/1–10\/7 顺延/s);
    expect(container.querySelector('svg')).toBeNull();
    now.clock = Date.UTC(2026, 9, 9, 2);
    await rerender({ problem: assigned({}), full: false });
    expect(container.querySelector('.danger svg')).not.toBeNull();
    expect(container.querySelector('.chip')?.getAttribute('title')).toContain('10月8日');
  });
});
