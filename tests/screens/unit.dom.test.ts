import 'fake-indexeddb/auto';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { ClientResponseError } from 'pocketbase';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { PhotoTaken } from '../../src/core/casework/photo-taken.ts';
import type { OrderRecord, ProblemRecord } from '../../src/schema/records.ts';
import type { SheetPhoto } from '../../src/state/inspect-actions.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';

const api = vi.hoisted(() => ({
  cases: vi.fn(async (): Promise<unknown[]> => []),
  done: vi.fn(async (): Promise<unknown[]> => []),
  orders: vi.fn(async (): Promise<unknown[]> => []),
  near: vi.fn(async (): Promise<unknown[]> => []),
  sendEvent: vi.fn(),
  fetchCase: vi.fn(),
}));
vi.mock('../../src/api/realtime.ts', () => ({ listen: () => () => {} }));
vi.mock('../../src/api/tasks.ts', async (original) => ({
  ...(await original<object>()),
  fetchJointTasks: async () => [],
  fetchTask: async () => Promise.reject(new Error('404')),
}));
vi.mock('../../src/api/names.ts', () => ({ fetchNames: async () => new Map() }));
vi.mock('../../src/api/unit.ts', () => ({
  fetchUnitCases: api.cases,
  fetchUnitDone: api.done,
  fetchOrders: api.orders,
  listenOrders: () => () => {},
}));
vi.mock('../../src/api/problems-near.ts', () => ({
  fetchProblemsNear: api.near,
  fetchFirstPhotos: async () => new Map(),
  fetchProblemByNumber: async () => null,
}));
vi.mock('../../src/api/cases.ts', async (original) => ({
  ...(await original<object>()),
  listenCases: () => () => {},
  listenEvents: () => () => {},
  fetchPhotoUrls: async () => new Map(),
  fetchCategories: async () => null,
}));
vi.mock('../../src/api/events.ts', async (original) => ({
  ...(await original<object>()),
  sendEvent: api.sendEvent,
}));
vi.mock('../../src/api/catalogues.ts', () => ({ fetchCatalogue: async () => null }));
vi.mock('../../src/api/problem-cases.ts', () => ({
  fetchCase: api.fetchCase,
  fetchProblems: async () => [],
}));
vi.mock('../../src/screens/paths.ts', () => ({ navigate: vi.fn(), route: { params: {} } }));

const { city } = await import('../../src/state/city.svelte.ts');
const { session } = await import('../../src/state/session.svelte.ts');
const { now } = await import('../../src/state/now.svelte.ts');
const { keys } = await import('../../src/state/keys.svelte.ts');
const { Duplicates } = await import('../../src/state/duplicates.svelte.ts');
const { caseActions } = await import('../../src/screens/cases/case-actions.ts');
const { inParts, VerdictDraft } = await import('../../src/screens/cases/steps/review-draft.svelte.ts');
const { parseUnitQuery, formatUnitQuery } = await import('../../src/screens/unit/unit-query.ts');
const Inbox = (await import('../../src/screens/unit/Inbox.svelte')).default;
const CaseChain = (await import('../../src/screens/cases/CaseChain.svelte')).default;
const CasePlan = (await import('../../src/screens/cases/CasePlan.svelte')).default;
const { OneCase } = await import('../../src/state/cases-one.svelte.ts');

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 20, 2);
const clock = (hours: number, kind = 'rectify') => ({
  kind,
  unit: 'clockHours',
  fromAt: NOW - HOUR,
  marks: [NOW, NOW, NOW + hours * HOUR],
  struck: 0,
  totalMs: HOUR,
  leftMs: null,
  unknownYears: [],
});
const problem = (id: string, more: Record<string, unknown> = {}) =>
  ({
    id,
    no: `WT-${id}`,
    category: 'dust.bare_soil',
    severity: 1,
    state: 'assigned',
    handling: 'assigned',
    unit: 'housing',
    parties: ' housing ',
    nearTowns: '',
    absorbed: '',
    foundAt: NOW,
    acceptedAt: 0,
    rev: 2,
    note: '',
    clocks: [],
    ...more,
  }) as unknown as ProblemRecord;
const photo = (id: string, taken: Partial<PhotoTaken> = {}) =>
  ({
    id,
    prepared: { bytes: new Blob(['x']), sha256: 'a'.repeat(64), width: 1, height: 1 },
    url: '',
    taken: { takenAt: NOW, lng: 113.6, lat: 34.8, accuracyM: 9, placeBy: 'gps', by: 'camera', ...taken },
  }) as SheetPhoto;

beforeEach(() => {
  vi.clearAllMocks();
  setLocale('zh-CN', { reload: false });
  now.clock = NOW;
  Object.assign(city, {
    state: 'ready',
    data: {
      ...city.data,
      units: [{ id: 'housing', code: 'housing', name: '住建局', kind: 'regulator' }],
      grids: [
        { id: 'd', name: '惠济区', level: 'district', chief: '', parent: '' },
        { id: 't', name: '新城街道', level: 'town', chief: '高某', parent: 'd' },
        { id: 'v', name: '迎宾社区', level: 'village', chief: '', parent: 't' },
      ],
    },
  });
  session.user = {
    id: 'me',
    name: '',
    email: '',
    role: 'regulator',
    unit: 'housing',
    group: '',
    territory: '',
    demo: false,
  };
  api.fetchCase.mockResolvedValue({ problem: problem('late'), events: [], photos: [] });
  history.replaceState(null, '', '/unit');
});

describe('inbox', () => {
  it('lists the most urgent first with the time left in words, and takes several on at once', async () => {
    api.cases.mockResolvedValue([
      problem('far', { clocks: [clock(30)] }),
      problem('late', { clocks: [clock(-2)] }),
      problem('soon', { clocks: [clock(3)] }),
    ]);
    const { container } = render(Inbox, { unit: 'housing' });
    await waitFor(() => expect(container.querySelectorAll('[data-case]')).toHaveLength(3));
    const rows = [...container.querySelectorAll('[data-case]')];
    expect(rows.map((each) => each.getAttribute('data-case'))).toEqual(['late', 'soon', 'far']);
    expect(rows[0]?.textContent).toContain('逾期 2 时 0 分');
    expect(rows[1]?.textContent).toContain('剩 3 时 0 分');
    for (const id of ['WT-late', 'WT-soon'])
      await fireEvent.click(screen.getByRole('checkbox', { name: `选中 ${id}` }));
    await fireEvent.click(screen.getByRole('button', { name: '签收 2 件' }));
    const dialog = await screen.findByRole('dialog', undefined, { timeout: 4000 });
    await fireEvent.click(within(dialog).getByRole('button', { name: /^签收/ }));
    expect((await within(dialog).findAllByRole('alert'))[0]?.textContent).toContain('经办人');
    await fireEvent.input(within(dialog).getByLabelText('经办人'), { target: { value: '李工' } });
    await fireEvent.input(within(dialog).getByLabelText('电话'), { target: { value: '0371-6363' } });
    await fireEvent.click(within(dialog).getByRole('button', { name: /^签收/ }));
    await waitFor(() => expect(api.sendEvent).toHaveBeenCalledTimes(2));
    expect(api.sendEvent.mock.calls.map(([draft]) => [draft.type, draft.subjectId, draft.seen])).toEqual([
      ['problem.accepted', 'late', 2],
      ['problem.accepted', 'soon', 2],
    ]);
    // Closing asks for the list once more.
    await waitFor(() => expect(api.cases).toHaveBeenCalledTimes(2));
  });

  it('has its states: error with a retry, empty with what comes next; its address remembers view and case', async () => {
    api.cases.mockRejectedValueOnce(new ClientResponseError({ status: 0 }));
    render(Inbox, { unit: 'housing' });
    expect((await screen.findByRole('alert')).textContent).toContain('没取到案件');
    api.cases.mockResolvedValue([]);
    await fireEvent.click(screen.getByRole('button', { name: '现在重试' }));
    expect(await screen.findByText('没有在办的案件')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: /待签收/ }));
    expect(location.search).toBe('?view=accept');
    expect(parseUnitQuery(new URLSearchParams('view=nonsense&case=<x>'))).toEqual({ view: 'all', id: '' });
    expect(formatUnitQuery({ view: 'work', id: 'abc' })).toBe('?view=work&case=abc');
  });

  it('shows an order with its signed receipt, case by case', async () => {
    const order = {
      id: 'o',
      no: 'JB-2026-0001',
      kind: 'batch',
      problems: ['a', 'b'],
      unit: 'housing',
      at: NOW,
      deadlineAt: NOW + HOUR,
      basis: '',
    } as unknown as OrderRecord;
    api.orders.mockResolvedValue([order]);
    api.cases.mockResolvedValue([
      problem('a', { state: 'accepted', acceptedAt: NOW, handler: '李工', handlerPhone: '123' }),
      problem('b'),
    ]);
    render(Inbox, { unit: 'housing' });
    await fireEvent.click(await screen.findByRole('button', { name: /交办单 1/ }));
    expect(await screen.findByText('已签收 1 / 2')).toBeTruthy();
    expect(screen.getByText(/李工 123.*签收/)).toBeTruthy();
    expect(screen.getByRole('button', { name: '整单签收 1 件' })).toBeTruthy();
  });

  it('goes by keys: j to the next, x to choose it', async () => {
    api.cases.mockResolvedValue([
      problem('late', { clocks: [clock(1)] }),
      problem('next', { clocks: [clock(2)] }),
    ]);
    const { container } = render(Inbox, { unit: 'housing' });
    await waitFor(() => expect(container.querySelectorAll('[data-case]')).toHaveLength(2));
    for (const key of ['j', 'x']) {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
      Object.defineProperty(event, 'target', { value: document.body });
      keys.handle(event);
      await Promise.resolve();
    }
    expect(await screen.findByText('选中 1 件')).toBeTruthy();
    expect(container.querySelector('[aria-current]')?.getAttribute('data-case')).toBe('next');
  });
});

describe('steps by role', () => {
  const me = { id: 'me', unit: 'housing', group: 'g1' };
  it('a unit answers for its own, a co-unit for its part, a candidate for its claim, nobody for others', () => {
    const of = (more: Record<string, unknown>, unit = 'housing') =>
      caseActions(problem('x', more), 'regulator', { ...me, unit });
    expect(of({})).toEqual(['accept', 'refuse']);
    expect(of({}, 'other')).toEqual([]);
    expect(of({ state: 'rectifying' })).toEqual(['submit', 'extend']);
    const parts = [{ unit: 'co', state: 'open', at: 0, note: '' }];
    expect(of({ state: 'rectifying', parts }, 'co')).toEqual(['submit_part']);
    const dispute = { candidates: [{ unit: 'co' }], meetings: [], openedAt: NOW, decision: null };
    expect(of({ state: 'ownership_disputed', unit: '', dispute }, 'co')).toEqual(['claim']);
    const asked = { extension: { until: 1, granted: null } };
    expect(of({ state: 'accepted', ...asked })).not.toContain('extend');
  });

  it('0.30 after 24 hours a question of ownership is the leader’s to decide', () => {
    const dispute = { candidates: [], meetings: [], openedAt: NOW, decision: null };
    const open = problem('x', { state: 'ownership_disputed', dispute });
    const decides = (role: 'dispatcher' | 'leader', hours: number) =>
      caseActions(open, role, me, NOW + hours * HOUR).includes('decide_owner');
    expect([decides('dispatcher', 23), decides('dispatcher', 25), decides('leader', 25)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('nobody looks again at his own work, and a major problem is for another group', () => {
    const of = (more: Record<string, unknown>) =>
      caseActions(problem('x', { state: 'submitted', ...more }), 'inspector', me);
    expect(of({ handledBy: 'u' })).toEqual(['reinspect']);
    expect(of({ handledBy: 'me' })).toEqual([]);
    expect(of({ severity: 3, group: 'g1' })).toEqual([]);
    expect(of({ severity: 3, group: 'g2' })).toEqual(['reinspect']);
  });
});

describe('re-inspection of many points', () => {
  const drafts = (count: number) =>
    Array.from({ length: count }, (_, i) => {
      const draft = new VerdictDraft(problem(`p${i}`, { lng: 113.5, lat: 34.7 }));
      draft.verdict = 'pass';
      draft.photos = [photo(`f${i}`)];
      return draft;
    });

  it('0.12 goes in parts that one event can carry, and no point is lost or torn', () => {
    const parts = inParts(drafts(21), 1);
    expect(parts.map((each) => each.length)).toEqual([19, 2]);
    expect(parts.flat().map((each) => each.problem.id)).toEqual(
      Array.from({ length: 21 }, (_, i) => `p${i}`),
    );
  });

  it('takes the place from the picture, and says that it was set by hand when there is none', () => {
    const [draft] = drafts(1);
    expect(draft!.place('x')).toMatchObject({ lng: 113.6, by: 'gps', accuracyM: 9 });
    draft!.photos = [photo('g', { lng: null, lat: null, accuracyM: null })];
    expect(draft!.place('地下室无信号')).toMatchObject({ lng: 113.5, by: 'pin', reason: '地下室无信号' });
    draft!.verdict = 'fail';
    expect(draft!.complete).toBe(false);
    draft!.note = '雾炮未开';
    expect(draft!.complete).toBe(true);
  });
});

describe('case page', () => {
  it('0.35 1.02 1.61 shows the whole chain, and says where nobody is named', () => {
    const { container } = render(CaseChain, {
      problem: problem('x', { district: 'd', town: 't', village: 'v', cell: 'c', officer: '林某' }),
    });
    const level = (key: string) => container.querySelector(`[data-level="${key}"]`)?.textContent ?? '';
    expect(level('district')).toContain('惠济区');
    expect(level('town')).toMatch(/新城街道.*一级网格长 高某/s);
    expect(level('village')).toMatch(/迎宾社区.*未落实/s);
    expect(level('cell')).toContain('三级网格长 林某');
  });

  it('0.23 0.24 shows each step of a plan with its expert, its proof and the picture before it', () => {
    const one = new OneCase('x');
    const step = (what: string, provedAt: number) => ({
      what,
      dueAt: NOW,
      expert: '省院王工',
      provedAt,
      note: '',
    });
    one.problem = problem('x', { plan: [step('停产', NOW), step('装除尘器', 0), step('监测', 0)] });
    one.events = [
      { id: 'e', type: 'problem.step_proved', payload: '{"step":0,"note":""}', photos: [{ id: 'after' }] },
    ] as never;
    one.photos = [
      { id: 'before', phase: 'before' },
      { id: 'after', phase: 'after' },
    ] as never;
    one.urls = new Map(['before', 'after'].map((id) => [id, { small: `/${id}`, whole: '' }]));
    const { container } = render(CasePlan, { one });
    expect(container.textContent).toContain('已佐证 1 / 3 步');
    expect(container.textContent).toContain('专家 省院王工');
    const pictures = [...container.querySelectorAll('[data-step="0"] img')].map((each) =>
      each.getAttribute('src'),
    );
    expect(pictures).toEqual(['/before', '/after']);
    expect(container.querySelectorAll('[data-proved="false"] img')).toHaveLength(0);
  });
});

describe('duplicates', () => {
  const here = { category: 'dust.bare_soil', lng: 113.6, lat: 34.8 };
  it('finds the same kind near and lately, nearest first, and nothing without a network or a place', async () => {
    const duplicates = new Duplicates();
    api.near.mockResolvedValueOnce([
      problem('far', { lng: 113.602, lat: 34.8 }),
      problem('b', { lng: 113.6003, lat: 34.8 }),
      problem('a', { lng: 113.6001, lat: 34.8 }),
      problem('old', { lng: 113.6, lat: 34.8, foundAt: NOW - 30 * 24 * HOUR }),
    ]);
    await duplicates.look(here, NOW);
    expect(duplicates.likely.map((each) => each.id)).toEqual(['a', 'b']);
    api.near.mockRejectedValueOnce(new ClientResponseError({ status: 0 }));
    await duplicates.look(here, NOW);
    expect(duplicates.likely).toEqual([]);
    await duplicates.look(null, NOW);
    expect(duplicates.likely).toEqual([]);
  });
});
