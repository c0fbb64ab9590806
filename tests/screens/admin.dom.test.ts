import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DAY_MS } from '../../src/core/china-time.ts';
import type { FeedRecord, GroupRecord } from '../../src/schema/records.ts';
import { coverageTable } from '../../src/screens/admin/coverage-rows.ts';
import { tabAt, tabsOf } from '../../src/screens/admin/tabs.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';
import { choose } from './choose.ts';

const api = vi.hoisted(() => ({
  fetchFeeds: vi.fn(),
  fetchBatches: vi.fn(async () => []),
  fetchHandheld: vi.fn(),
  makeFeed: vi.fn(),
  switchFeed: vi.fn(),
  allowExchange: vi.fn(),
  sendEvent: vi.fn(),
  sendHistoryPiece: vi.fn(),
  fetchDayChecks: vi.fn(),
}));
vi.mock('../../src/api/admin.ts', () => ({
  ...api,
  fetchPeople: async () => ({ people: [{ id: 'p', name: '王巡' }], posts: [] }),
}));
vi.mock('../../src/api/imports.ts', async (original) => ({
  ...(await original<object>()),
  sendHistoryPiece: api.sendHistoryPiece,
}));
vi.mock('../../src/api/events.ts', async (original) => ({
  ...(await original<object>()),
  sendEvent: api.sendEvent,
}));

const { city } = await import('../../src/state/city.svelte.ts');
const { session } = await import('../../src/state/session.svelte.ts');
const { HistoryImport } = await import('../../src/state/imports.svelte.ts');
const { CityImport } = await import('../../src/state/imports-city.svelte.ts');
const Feeds = (await import('../../src/screens/admin/Feeds.svelte')).default;
const Handheld = (await import('../../src/screens/admin/Handheld.svelte')).default;
const AreaDialog = (await import('../../src/screens/admin/AreaDialog.svelte')).default;
const GroupDays = (await import('../../src/screens/admin/GroupDays.svelte')).default;
const History = (await import('../../src/screens/admin/History.svelte')).default;

const AT = Date.UTC(2026, 10, 22, 6);
const box = (west: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [west, 34.8],
      [west + 0.01, 34.8],
      [west + 0.01, 34.81],
      [west, 34.81],
      [west, 34.8],
    ],
  ],
});
const as = (role: string) =>
  Object.assign(session, {
    user: { id: 'p', name: '', email: '', role, unit: '', group: '', territory: '', demo: true },
  });

beforeEach(() => {
  vi.clearAllMocks();
  setLocale('zh-CN', { reload: false });
  as('admin');
  const stations = [{ id: 'sid', code: 'S1', name: '新城', lng: 113.6, lat: 34.85 }];
  Object.assign(city, { state: 'ready', data: { ...city.data, stations, groups: [], grids: [], units: [] } });
});

describe('tabs', () => {
  it('an own city is the administrator’s alone, and an unknown address opens the first page', () => {
    expect(tabsOf('admin')).toContain('city');
    expect(tabsOf('dispatcher')).not.toContain('city');
    expect(tabAt('city', 'dispatcher')).toBe('feeds');
    expect(tabAt('coverage', 'dispatcher')).toBe('coverage');
  });
});

describe('coverage', () => {
  const grid = (code: string, level: string, west: number) =>
    ({ id: `g${code}`, code, level, name: code, polygon: box(west) }) as never;
  const grids = [
    grid('410108001', 'town', 113.5),
    grid('410108002', 'town', 113.52),
    grid('410108001001001', 'cell', 113.5),
    grid('410108001001002', 'cell', 113.51),
    grid('410108002001001', 'cell', 113.52),
  ];
  it('0.10 the share of cells visited in 7 days equals a hand count', () => {
    const visit = (lng: number, daysAgo: number) => ({ lng, lat: 34.805, at: AT - daysAgo * DAY_MS });
    const visits = [
      visit(113.505, 1),
      visit(113.506, 2),
      visit(113.515, 8),
      visit(113.525, 6),
      visit(114, 1),
      visit(113.525, 0),
    ];
    const { whole, towns } = coverageTable(grids, visits, AT - 7 * DAY_MS, AT);
    expect([whole.visited, whole.total]).toEqual([2, 3]);
    expect(whole.share).toBeCloseTo(2 / 3);
    expect(towns.map(({ name, visited, total, unvisited }) => [name, visited, total, unvisited])).toEqual([
      ['410108001', 1, 2, ['g410108001001002']],
      ['410108002', 1, 1, []],
    ]);
  });
  it('0.10 without cells there is nothing to cover: no share, not 100 %', () => {
    expect(coverageTable([], [], 0, AT).whole.share).toBeNull();
  });
});

describe('feeds', () => {
  const feed = (more: Partial<FeedRecord>) =>
    ({
      id: 'f',
      code: 'logger',
      name: '一号',
      kind: 'push',
      state: 'ok',
      lastOkAt: Date.now() - 120_000,
      lastTryAt: 0,
      lastError: null,
      accepted: 1234,
      refused: 5,
      duplicates: 0,
      corrected: 0,
      ...more,
    }) as FeedRecord;

  it('says the state, the age and the last error in words', async () => {
    api.fetchFeeds.mockResolvedValue([
      feed({ state: 'failing', lastError: { key: 'admin_feed_timeout', params: { seconds: 10 } } }),
    ]);
    render(Feeds);
    expect(await screen.findByText('出错')).toBeTruthy();
    expect(screen.getByText('10 秒内没有回答')).toBeTruthy();
    expect(screen.getByText('2 分前')).toBeTruthy();
    expect(screen.getByText('1,234')).toBeTruthy();
  });

  it('tells the token of a new feed once, with an example that works', async () => {
    api.fetchFeeds.mockResolvedValue([]);
    api.makeFeed.mockResolvedValue({ id: 'f', code: 'logger-1', token: 'T0KEN' });
    render(Feeds);
    await fireEvent.click(screen.getByRole('button', { name: '新建推送源' }));
    await fireEvent.input(await screen.findByLabelText('名称', undefined, { timeout: 4000 }), {
      target: { value: '一号' },
    });
    await fireEvent.input(screen.getByLabelText('代码'), { target: { value: 'Logger 1' } });
    const make = () => fireEvent.submit(document.getElementById('make-feed')!);
    await make();
    expect(screen.getByText('代码用小写字母、数字、- 和 _，2 至 40 位')).toBeTruthy();
    expect(api.makeFeed).not.toHaveBeenCalled();
    await fireEvent.input(screen.getByLabelText('代码'), { target: { value: 'logger-1' } });
    await make();
    expect(await screen.findByText('T0KEN')).toBeTruthy();
    const example = document.querySelector('pre')!.textContent!;
    expect(example).toContain('/api/sf/push/logger-1');
    expect(example).toContain('Bearer T0KEN');
    expect(JSON.parse(/-d '(.*)'/.exec(example)![1]!).rows[0].station).toBe('S1');
    await fireEvent.click(screen.getByRole('button', { name: '我已存好' }));
    await waitFor(() => expect(screen.queryByText('T0KEN')).toBeNull());
  });

  it('3.29 an administrator lets one feed exchange cases, and its row says so', async () => {
    api.fetchFeeds
      .mockResolvedValueOnce([feed({ config: null as never })])
      .mockResolvedValue([feed({ config: { exchange: true } })]);
    render(Feeds);
    await fireEvent.click(await screen.findByRole('button', { name: '允许交换案卷' }));
    expect(api.allowExchange).toHaveBeenCalledWith('f', true);
    expect(await screen.findByText('可交换案卷')).toBeTruthy();
    expect(screen.getByRole('button', { name: '停止交换案卷' })).toBeTruthy();
  });

  it('the dispatcher looks and changes nothing', async () => {
    as('dispatcher');
    api.fetchFeeds.mockResolvedValue([feed({})]);
    render(Feeds);
    await screen.findByText('一号');
    expect(screen.queryByRole('button')).toBeNull();
  });
});

describe('handheld', () => {
  it('1.20 handheld values stand in a list of their own, with place and device, and no AQI', async () => {
    api.fetchHandheld.mockResolvedValue([
      {
        id: 'h',
        at: AT,
        lng: 113.6,
        lat: 34.85,
        accuracyM: 9,
        device: '尘埃 3',
        values: { pm10: 312 },
        by: 'p',
      },
    ]);
    const { container } = render(Handheld);
    const row = (await screen.findByText('尘埃 3')).closest('tr')!;
    expect(row.textContent).toContain('312');
    expect(row.textContent).toContain('113.60000, 34.85000');
    expect(row.textContent).toContain('±9 m');
    await waitFor(() => expect(row.textContent).toContain('王巡'));
    expect(screen.getByText(/不进 AQI、排名和站点历史/)).toBeTruthy();
    expect(container.querySelector('[class*="aqi"]')).toBeNull();
  });
});

describe('the groups today', () => {
  it("0.29 a group's day shows its number of talks and listeners, and nobody's name", async () => {
    const groups = [{ id: 'g', name: '第四组' }] as unknown as GroupRecord[];
    Object.assign(city, { data: { ...city.data, groups } });
    const at = Date.now();
    const talk = (people: number) => ({
      id: `t${people}`,
      group: 'g',
      at,
      result: 'education',
      education: { people },
    });
    api.fetchDayChecks.mockResolvedValue([
      talk(12),
      talk(5),
      { id: 'n', group: 'g', at, result: 'nothing', education: null },
    ]);
    render(GroupDays);
    const row = (await screen.findByText('第四组')).closest('tr')!;
    expect([...row.querySelectorAll('td, th')].map((each) => each.textContent?.trim())).toEqual([
      '第四组',
      '未定范围',
      '3',
      '–',
      '2',
      '17',
      '0',
      '0',
    ]);
  });
});

describe('1.54 the groups of a day', () => {
  it('an old day keeps the area it had: wider later, its figures do not move', async () => {
    const now = Date.now();
    const from = now - 10 * DAY_MS;
    const areas = [
      { from, until: now - 5 * DAY_MS, radiusM: 1000, polygon: null },
      { from: now - 5 * DAY_MS, until: null, radiusM: 3000, polygon: null },
    ];
    const groups = [{ id: 'g', name: '专责组', station: 'sid', areas }] as unknown as GroupRecord[];
    Object.assign(city, { data: { ...city.data, groups } });
    // About 0.5 and 2 km north of the station, at every asked day's noon.
    api.fetchDayChecks.mockImplementation(async (midnight: number) =>
      [34.8545, 34.868].map((lat) => ({
        id: `c${lat}`,
        group: 'g',
        at: midnight + DAY_MS / 2,
        lng: 113.6,
        lat,
        result: 'nothing',
      })),
    );
    render(GroupDays);
    const cells = async () =>
      [...(await screen.findByText('专责组')).closest('tr')!.querySelectorAll('td, th')]
        .slice(1, 4)
        .map((each) => each.textContent?.trim());
    await waitFor(async () => expect(await cells()).toEqual(['半径 3.0 km', '2', '2']));
    const old = new Date(now - 8 * DAY_MS + 8 * 3_600_000).toISOString().slice(0, 10);
    await fireEvent.input(screen.getByLabelText('哪一天'), { target: { value: old } });
    await waitFor(async () => expect(await cells()).toEqual(['半径 1.0 km', '2', '1']));
  });
});

describe('areas', () => {
  const group = {
    id: 'g1',
    code: 'F1',
    name: '专责组',
    kind: 'task_force',
    station: 'sid',
    rev: 3,
    areas: [{ from: 1, until: null, radiusM: 2000, polygon: null }],
  } as unknown as GroupRecord;
  it('1.54 a wider area goes through the event door with its reason; the old one is not touched here', async () => {
    const onclose = vi.fn();
    render(AreaDialog, { group, onclose });
    const radius = await screen.findByLabelText('半径（km）', undefined, { timeout: 4000 });
    await fireEvent.input(radius, { target: { value: '99' } });
    const save = () => fireEvent.submit(document.getElementById('area')!);
    await save();
    expect(screen.getByText('半径应大于 0、不超过 50 km')).toBeTruthy();
    expect(screen.getByText('请写明原因')).toBeTruthy();
    await fireEvent.input(radius, { target: { value: '3.5' } });
    await fireEvent.input(screen.getByLabelText('为什么调整'), { target: { value: '秋冬扩围' } });
    await save();
    await waitFor(() => expect(onclose).toHaveBeenCalledOnce());
    const draft = api.sendEvent.mock.calls[0]![0];
    expect(draft).toMatchObject({ type: 'group.area_changed', subject: 'groups', subjectId: 'g1', seen: 3 });
    expect(JSON.parse(draft.payload)).toMatchObject({ radiusM: 3500, polygon: null, reason: '秋冬扩围' });
    expect(group.areas).toHaveLength(1);
  });
});

describe('history import', () => {
  const CSV =
    '站点,时间,PM10(μg/m3)\n新城,2025-03-01 10:00,131\n别处,2025-03-01 10:00,140\n新城,2025-03-01 11:00,很高\n';
  it('guesses, previews, names lines of the file, matches stations, and sends nothing before it is told to', async () => {
    const job = new HistoryImport();
    render(History, { job });
    await job.open(new File([CSV], 'a.csv'));
    expect(await screen.findByText('UTF-8')).toBeTruthy();
    expect(screen.getByText('第 3 行')).toBeTruthy();
    expect(screen.getByText('没有站点“别处”')).toBeTruthy();
    expect(screen.getByText('“很高”不是数')).toBeTruthy();
    expect(api.sendHistoryPiece).not.toHaveBeenCalled();
    await choose(screen.getByLabelText('文件里的“别处”是'), 'S1');
    await waitFor(() => expect(screen.queryByText('没有站点“别处”')).toBeNull());
    api.sendHistoryPiece.mockResolvedValue({ accepted: 2, duplicates: 0, corrected: 0, refused: [] });
    await fireEvent.click(screen.getByRole('button', { name: '导入 2 行' }));
    expect(await screen.findByText('收下 2 行，重复 0 行，更正 0 行，拒收 1 处')).toBeTruthy();
    expect(api.sendHistoryPiece.mock.calls[0]![2]).toHaveLength(2);
  });

  it('reads GBK, and refuses an old XLS and a broken XLSX in words', async () => {
    const job = new HistoryImport();
    // "站点" in GBK, then the rest in ASCII.
    const gbk = new Uint8Array([
      0xd5,
      0xbe,
      0xb5,
      0xe3,
      ...new TextEncoder().encode(',time,PM10\nS1,2025-03-01 10:00,9\n'),
    ]);
    await job.open(new File([gbk], 'g.csv'));
    expect(job.table).toMatchObject({ encoding: 'gb18030', header: ['站点', 'time', 'PM10'] });
    await job.open(new File([new Uint8Array([0xd0, 0xcf, 0x11, 0xe0])], 'old.xls'));
    expect(job.failure?.key).toBe('admin_file_old_excel');
    await job.open(new File([new Uint8Array([0x50, 0x4b, 3, 4])], 'cut.xlsx'));
    expect(job.failure?.key).toBe('admin_file_broken_sheet');
  });
});

describe('own city', () => {
  it('1.44 reads nothing until the coordinate system was said, then counts rows and errors', async () => {
    const job = new CityImport();
    await job.open([
      new File(['编号,名称,类别,经度,纬度\nSD-1,,沙堆,113.6,34.85\nX,,工地,113.6,34.85\n'], 's.csv'),
    ]);
    expect(job.read).toBeNull();
    job.choose('cgcs2000');
    expect(job.rows).toBe(1);
    expect(job.read?.plan.sources[0]).toMatchObject({
      code: 'SD-1',
      name: '',
      kind: 'soil_yard',
      lng: 113.6,
    });
    expect(job.read?.files[0]?.problems.map((each) => each.key)).toEqual(['admin_city_no_name']);
    job.choose('gcj02');
    expect(job.read?.plan.sources[0]?.lng).toBeLessThan(113.597);
  });
});
