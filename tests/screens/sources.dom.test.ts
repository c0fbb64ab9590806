import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { ClientResponseError } from 'pocketbase';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { EventRefused } from '../../src/api/events.ts';
import type { EventRecord, SourceRecord } from '../../src/schema/records.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';

const api = vi.hoisted(() => ({
  problems: vi.fn(async () => [] as unknown[]),
  events: vi.fn(async () => [] as unknown[]),
  checks: vi.fn(async () => [] as unknown[]),
  tasks: vi.fn(async () => [] as unknown[]),
  suspicions: vi.fn(async () => [] as unknown[]),
  sendEvent: vi.fn(),
}));
vi.mock('../../src/api/names.ts', () => ({ fetchNames: async () => new Map([['p', '周调度']]) }));
vi.mock('../../src/api/cases.ts', async (original) => ({
  ...(await original<object>()),
  listenCases: () => () => {},
  listenEvents: () => () => {},
}));
vi.mock('../../src/api/problems.ts', () => ({ fetchProblemsOf: api.problems }));
vi.mock('../../src/api/source-ledger.ts', () => ({
  fetchSourceEvents: api.events,
  fetchChecksOf: api.checks,
  fetchTasksOf: api.tasks,
  fetchSuspicions: api.suspicions,
}));
vi.mock('../../src/api/events.ts', async (original) => ({
  ...(await original<object>()),
  sendEvent: api.sendEvent,
}));
vi.mock('../../src/screens/paths.ts', () => ({ navigate: vi.fn(), route: { params: {} } }));
// A map needs a graphics card; what it shows is tested where there is one.
vi.mock('../../src/map/Map.svelte', async () => ({
  default: (await import('../../src/ui/Kbd.svelte')).default,
}));

const { navigate } = await import('../../src/screens/paths.ts');
const { city } = await import('../../src/state/city.svelte.ts');
const { session } = await import('../../src/state/session.svelte.ts');
const { keys } = await import('../../src/state/keys.svelte.ts');
const { formatLedgerQuery, parseLedgerQuery } = await import('../../src/screens/sources/ledger-query.ts');
const { draftOf, readDraft } = await import('../../src/screens/sources/ledger-draft.ts');
const { changeWords } = await import('../../src/screens/sources/history-words.ts');
const LedgerList = (await import('../../src/screens/sources/LedgerList.svelte')).default;
const SourceCard = (await import('../../src/screens/dispatch/SourceCard.svelte')).default;
const LedgerPage = (await import('../../src/screens/sources/LedgerPage.svelte')).default;
// Opened dialogs load their box: once here, so that no test waits for it.
await import('../../src/ui/DialogBox.svelte');

const source = (id: string, more: Partial<SourceRecord> = {}): SourceRecord =>
  ({
    id,
    code: id.toUpperCase(),
    name: `源${id}`,
    kind: 'restaurant',
    state: 'active',
    lng: 113.6,
    lat: 34.8,
    town: 'west',
    village: '',
    cell: 'cell',
    regulator: 'housing',
    unit: '',
    leader: '刘某',
    card: '',
    profile: { ledger: 'TZ-1', stoves: 3, purifier: true, fuel: 'gas' },
    checks: 4,
    hits: 1,
    openProblems: 0,
    lastCheckAt: 0,
    demo: false,
    rev: 2,
    ...more,
  }) as SourceRecord;
const SITE = source('site', {
  kind: 'site',
  profile: { ledger: 'TZ-2', works: 'building', areaM2: 6500, earthwork: false, officers: ['甲', '乙', ''] },
});
const press = (key: string) => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
  Object.defineProperty(event, 'target', { value: document.body });
  keys.handle(event);
};
const as = (role: string) => Object.assign(session, { user: { id: 'p', name: '周', role } });
const changed = (id: string, changes: object, reason = ''): EventRecord =>
  ({
    id,
    type: 'source.updated',
    actor: 'p',
    role: 'dispatcher',
    post: '',
    deviceAt: Date.UTC(2026, 10, 22, 6),
    clockOffsetMs: 0,
    payload: JSON.stringify({ changes, reason }),
  }) as EventRecord;

beforeEach(() => {
  vi.clearAllMocks();
  void setLocale('zh-CN', { reload: false });
  Object.assign(city, {
    state: 'ready',
    data: {
      ...city.data,
      grids: [
        { id: 'west', code: '410108001', name: '西镇', level: 'town', parent: 'district' },
        { id: 'cell', code: '410108001001001', name: '西村01', level: 'cell', parent: 'village' },
      ],
      units: [{ id: 'housing', code: 'housing', name: '住建局', kind: 'regulator' }],
      stations: [{ id: 's1', code: 'S1', name: '党校站', lng: 113.6, lat: 34.8 }],
      sources: [source('a'), source('b', { lng: 113.7, openProblems: 3 }), SITE],
    },
  });
  as('dispatcher');
  history.replaceState(null, '', '/sources');
});

describe('1.51 the list', () => {
  it('says how many there are of each kind and how many ledgers have items missing', async () => {
    render(LedgerList);
    expect(await screen.findByText('3 处')).toBeTruthy();
    expect(screen.getByText('1 处有缺项')).toBeTruthy();
    expect(screen.getByText('缺 1 项')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: /各类工地/ }));
    expect(await screen.findByText('1 处')).toBeTruthy();
    expect(location.search).toBe('?kind=works');
    expect(screen.getByRole('button', { name: /餐饮/ }).textContent).toContain('2');
  });

  it('narrows to the surroundings of the station that the address names, with the distance', async () => {
    history.replaceState(null, '', '/sources?near=S1&km=3&kind=restaurant');
    render(LedgerList);
    expect(await screen.findByText('1 处')).toBeTruthy();
    expect(screen.getByText('台账全部齐')).toBeTruthy();
    expect(screen.getByText('距站')).toBeTruthy();
    expect(screen.queryByText('源b')).toBeNull();
  });

  it('opens by keys', async () => {
    render(LedgerList);
    await screen.findByText('3 处');
    press('j');
    press('j');
    press('Enter');
    expect(navigate).toHaveBeenCalledWith('/sources/:id', { params: { id: 'b' } });
  });

  it('draws of 5,000 rows what is seen, and tells how many there are', async () => {
    Object.assign(city, {
      data: { ...city.data, sources: Array.from({ length: 5000 }, (_, i) => source(`n${i}`)) },
    });
    render(LedgerList);
    const table = await screen.findByRole('table', { name: '污染源台账' });
    expect(table.getAttribute('aria-rowcount')).toBe('5001');
    expect(table.querySelectorAll('tr[data-source]').length).toBeLessThan(100);
  });

  it('has its states, each with what to do next', async () => {
    Object.assign(city, { state: 'error', data: { ...city.data, sources: [] } });
    const { unmount } = render(LedgerList);
    expect((await screen.findByRole('alert')).textContent).toContain('没取到台账');
    unmount();
    Object.assign(city, { state: 'forbidden' });
    const second = render(LedgerList);
    expect(screen.getByText('您的岗位看不到台账')).toBeTruthy();
    second.unmount();
    Object.assign(city, { state: 'loading' });
    const third = render(LedgerList);
    expect(screen.getByRole('status', { name: '正在取数' })).toBeTruthy();
    third.unmount();
    Object.assign(city, { state: 'ready' });
    const fourth = render(LedgerList);
    expect(screen.getByText('还没有污染源')).toBeTruthy();
    fourth.unmount();
    Object.assign(city, { data: { ...city.data, sources: [SITE] } });
    history.replaceState(null, '', '/sources?kind=market');
    render(LedgerList);
    expect(screen.getByText('没有符合条件的污染源')).toBeTruthy();
  });

  it('keeps its filters in the address, and drops what makes no sense', () => {
    const query = parseLedgerQuery(
      new URLSearchParams('kind=works&state=x&near=HJ001&km=5&q=%E5%9C%9F&order=open'),
    );
    expect(query).toMatchObject({
      kind: 'works',
      state: '',
      near: 'HJ001',
      km: 5,
      words: '土',
      order: 'open',
    });
    expect(formatLedgerQuery(query)).toEqual({
      kind: 'works',
      near: 'HJ001',
      km: '5',
      q: '土',
      order: 'open',
    });
    expect(formatLedgerQuery(parseLedgerQuery(new URLSearchParams("town=1' OR 1&km=4")))).toEqual({});
  });
});

describe('1.51 the page', () => {
  it('says who answers, where, what is known with units, and names what is missing', async () => {
    render(LedgerPage, { id: 'site' });
    expect(await screen.findByText('缺 1 项：三员')).toBeTruthy();
    expect(screen.getByText('6,500 m²')).toBeTruthy();
    expect(screen.getByText('410108001001001')).toBeTruthy();
    expect(screen.getByText('113.600000, 34.800000')).toBeTruthy();
    const who = screen.getByText('管理员', { selector: 'dt' });
    expect(who.nextElementSibling?.textContent).toContain('缺');
    expect(await screen.findByText('没有进过派发的上风区')).toBeTruthy();
    expect(screen.getByText('导入时建账')).toBeTruthy();
  });

  it('1.44 marks a source of the demo as such, on its page and on its card on the desk, and no other', async () => {
    const marks = async (demo: boolean): Promise<number[]> => {
      Object.assign(city, { data: { ...city.data, sources: [source('a', { demo })] } });
      const page = render(LedgerPage, { id: 'a' });
      await screen.findAllByText('TZ-1');
      const onPage = screen.queryAllByText('演示数据').length;
      page.unmount();
      const card = render(SourceCard, { source: 'a', onclose: vi.fn() });
      const onCard = screen.queryAllByText('演示数据').length;
      expect(card.container.querySelector('[data-source-card]')).not.toBeNull();
      card.unmount();
      return [onPage, onCard];
    };
    expect(await marks(true)).toEqual([1, 1]);
    expect(await marks(false)).toEqual([0, 0]);
  });

  it('1.02 1.61 names regulator, town, village and leader, each with who answers, and a level without anybody as a gap', async () => {
    const grids = [
      { id: 'west', code: '410108001', name: '西镇', level: 'town', parent: 'district', chief: '' },
      { id: 'village', code: '410108001001', name: '西村', level: 'village', parent: 'west', chief: '钱某' },
      { id: 'cell', code: '410108001001001', name: '西村01', level: 'cell', parent: 'village', chief: '' },
    ];
    const units = [
      ...city.data.units,
      { id: 'westunit', code: 'w', name: '西镇政府', kind: 'town', town: 'west' },
    ];
    const sources = [{ ...SITE, village: 'village' }];
    Object.assign(city, { data: { ...city.data, grids, units, sources } });
    const { container } = render(LedgerPage, { id: 'site' });
    const who = (key: string) => container.querySelector(`[data-who="${key}"]`)?.textContent?.trim() ?? '';
    await waitFor(() => expect(who('regulator')).toBe('住建局'));
    expect(who('town')).toMatch(/^西镇\s+西镇政府$/);
    expect(who('village')).toMatch(/^西村\s+二级网格长 钱某$/);
    expect(who('cell')).toMatch(/^西村01\s+缺$/);
    expect(who('leader')).toBe('刘某');
  });

  it('gives the pass rate over all items, and the outcome of the zones in which it was a suspect', async () => {
    api.checks.mockResolvedValueOnce([
      {
        id: '1',
        at: 1,
        result: 'found',
        by: 'p',
        answers: { form: 'f', items: { a: 'pass', b: 'fail', c: 'na' } },
      },
      { id: '2', at: 2, result: 'nothing', by: '', answers: { form: 'f', items: { a: 'pass', b: 'pass' } } },
      { id: '3', at: 3, result: 'locked', by: '', answers: null },
    ]);
    const zone = { station: 's1', at: 1, share: 0.31, outcome: 'found' };
    api.suspicions.mockResolvedValueOnce([
      { ...zone, id: 'x', rank: 1, hit: true },
      { ...zone, id: 'y', rank: 4, hit: false },
      { ...zone, id: 'z', rank: 2, hit: null, outcome: 'open' },
    ]);
    render(LedgerPage, { id: 'a' });
    expect(await screen.findByText('75.0 %')).toBeTruthy();
    expect(screen.getByText('3 项合格 ÷ 4 项适用')).toBeTruthy();
    expect(screen.getByText('入列 3 次：命中 1 · 未中 1')).toBeTruthy();
    expect(screen.getByText('还没查完')).toBeTruthy();
  });

  it('a part that fails says so and can be asked again, and the others stand', async () => {
    api.checks.mockRejectedValueOnce(new ClientResponseError({ status: 0 }));
    render(LedgerPage, { id: 'a' });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('没取到');
    await fireEvent.click(within(alert).getByRole('button', { name: '现在重试' }));
    expect(await screen.findByText('还没有检查过')).toBeTruthy();
    expect(api.checks).toHaveBeenCalledTimes(2);
  });

  it('asks a town for nothing that it may not see, and does not offer to change', async () => {
    as('town');
    render(LedgerPage, { id: 'a' });
    await waitFor(() => expect(screen.getAllByText('您的岗位看不到这一栏')).toHaveLength(3));
    expect([api.checks, api.tasks, api.events].map((each) => each.mock.calls.length)).toEqual([0, 0, 0]);
    expect(screen.queryByRole('button', { name: '改台账' })).toBeNull();
    expect(screen.queryByRole('button', { name: '在调度台看' })).toBeNull();
  });

  it('an inspector sees the changes that are his own, and is told so', async () => {
    as('inspector');
    api.events.mockResolvedValueOnce([changed('1', { card: 'red' })]);
    render(LedgerPage, { id: 'a' });
    expect(await screen.findByText('您只看得到自己做的变更')).toBeTruthy();
    expect(screen.getByText('牌改为 红牌')).toBeTruthy();
  });

  it('says that there is no such source', async () => {
    render(LedgerPage, { id: 'nowhere' });
    expect(screen.getByText('没有这处污染源')).toBeTruthy();
  });

  it('sends only the field that was changed, and stays open when the server refuses', async () => {
    api.sendEvent.mockRejectedValueOnce(new EventRefused({ key: 'server_changed_meanwhile' }, true, null));
    render(LedgerPage, { id: 'a' });
    await fireEvent.click(await screen.findByRole('button', { name: '改台账' }));
    const stoves = await screen.findByLabelText('灶头数 (个)');
    await fireEvent.input(stoves, { target: { value: '500' } });
    await fireEvent.click(screen.getByRole('button', { name: '保存改动' }));
    expect(await screen.findByText('“灶头数”应在 0 到 200 之间')).toBeTruthy();
    expect(api.sendEvent).not.toHaveBeenCalled();
    await fireEvent.input(stoves, { target: { value: '5' } });
    await fireEvent.click(screen.getByRole('button', { name: '保存改动' }));
    expect(await screen.findByText('他人刚刚改了同一处，请对照两边后再决定')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: '保存改动' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: '保存改动' })).toBeNull());
    const draft = api.sendEvent.mock.lastCall![0];
    expect(draft).toMatchObject({ type: 'source.updated', subjectId: 'a', seen: 2 });
    expect(JSON.parse(draft.payload)).toEqual({ changes: { profile: { stoves: 5 } }, reason: '' });
  });
});

describe('1.51 changes', () => {
  it('are read from the form field by field: per cent, dates, lists, what was emptied', () => {
    const before = draftOf({ ...SITE, profile: { ...SITE.profile, covered: 0.95 } });
    expect(before).toMatchObject({ covered: '95', officers: '甲\n乙\n', earthwork: 'false' });
    const read = readDraft(SITE, before, {
      ...before,
      covered: '80',
      officers: '甲\n乙\n丙',
      works: '',
      permitUntil: '2026-12-01',
      budgetYuan: '-1',
      name: '',
    });
    expect(read.changes.profile).toEqual({
      covered: 0.8,
      officers: ['甲', '乙', '丙'],
      works: null,
      permitUntil: Date.UTC(2026, 10, 30, 16),
    });
    expect(Object.keys(read.errors).sort()).toEqual(['budgetYuan', 'name']);
    expect(readDraft(SITE, before, before)).toEqual({ changes: {}, count: 0, errors: {} });
  });

  it('are told with what the field was before, as far as an earlier change says it', () => {
    const older = [changed('1', { profile: { stoves: 3 }, leader: '刘' })];
    expect(changeWords(changed('2', { profile: { stoves: 5, fuel: null }, leader: '王' }), older)).toEqual([
      '包保领导由 刘 改为 王',
      '灶头数由 3 个 改为 5 个',
      '清空燃料',
    ]);
    expect(changeWords(older[0]!, [])).toEqual(['包保领导改为 刘', '灶头数改为 3 个']);
  });
});
