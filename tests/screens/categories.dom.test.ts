import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { ClientResponseError } from 'pocketbase';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_CATEGORIES } from '../../src/core/casework/default-categories.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';

const api = vi.hoisted(() => ({ fetchEditions: vi.fn(), previewEdition: vi.fn(), publishEdition: vi.fn() }));
vi.mock('../../src/api/names.ts', () => ({ fetchNames: async () => new Map([['p', '张管理']]) }));
vi.mock('../../src/api/categories.ts', () => api);
vi.mock('../../src/api/cases.ts', async (original) => ({
  ...(await original<object>()),
}));

const { city } = await import('../../src/state/city.svelte.ts');
const { session } = await import('../../src/state/session.svelte.ts');
const { now } = await import('../../src/state/now.svelte.ts');
const { tabsOf } = await import('../../src/screens/admin/tabs.ts');
const Categories = (await import('../../src/screens/admin/Categories.svelte')).default;

const AT = Date.UTC(2026, 10, 22, 6);
const units = [...new Set(DEFAULT_CATEGORIES.map((each) => each.regulator))].map((code) => ({
  id: code,
  code,
  name: code === 'housing' ? '住建局' : code,
  kind: 'regulator',
}));
const harder = DEFAULT_CATEGORIES.map((row) =>
  row.code === 'dust.bare_soil' ? { ...row, deadline: { unit: 'clockHours', value: 12 } } : row,
);
const first = {
  id: 'one',
  version: '2026-01',
  fromAt: 1,
  untilAt: AT - 1000,
  by: '',
  publishedAt: 0,
  note: '',
  categories: DEFAULT_CATEGORIES,
};
const second = {
  id: 'two',
  version: '2026-02',
  fromAt: AT - 1000,
  untilAt: 0,
  by: 'p',
  publishedAt: AT - 2000,
  note: '冬季攻坚',
  categories: harder,
};
const as = (role: string) =>
  Object.assign(session, {
    user: { id: 'p', name: '', email: '', role, unit: '', group: '', territory: '', demo: true },
  });
const soilHours = () => screen.getAllByLabelText<HTMLInputElement>('裸露黄土 期限')[0]!;

beforeEach(() => {
  vi.clearAllMocks();
  setLocale('zh-CN', { reload: false });
  now.clock = AT;
  as('admin');
  Object.assign(city, { state: 'ready', data: { ...city.data, units } });
  api.fetchEditions.mockResolvedValue([second, first]);
});

describe('1.28 the catalogue of categories', () => {
  it('shows the edition in force, who published it when and why, and how it differs from the one before', async () => {
    render(Categories);
    expect(await screen.findByText('版本 2026-02', { selector: 'h2' })).toBeTruthy();
    expect(screen.getByText('现行')).toBeTruthy();
    expect(screen.getByText('已停用')).toBeTruthy();
    expect(await screen.findByText(/张管理 于 11月22日.*发布/)).toBeTruthy();
    expect(screen.getByText('冬季攻坚')).toBeTruthy();
    expect(screen.getByText('与版本 2026-01 的不同')).toBeTruthy();
    expect(screen.getByText('24 小时 → 12 小时')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: /2026-01/ }));
    expect(await screen.findByText('这是第一版')).toBeTruthy();
  });

  it('is tried dry before it is published; a further change asks for another try', async () => {
    api.previewEdition.mockResolvedValue({
      changes: [],
      open: 30,
      moved: 14,
      earlier: 4,
      kept: 2,
      own: 1,
      byCategory: [{ category: 'dust.bare_soil', count: 14 }],
    });
    api.publishEdition.mockResolvedValue({ moved: 14 });
    render(Categories);
    await fireEvent.click(await screen.findByRole('button', { name: '新版本' }));
    const publish = () => screen.getByRole<HTMLButtonElement>('button', { name: '发布' });
    expect(screen.getByRole<HTMLButtonElement>('button', { name: '试算' }).disabled).toBe(true);
    await fireEvent.change(soilHours(), { target: { value: '6' } });
    expect(screen.getByText('12 小时 → 6 小时')).toBeTruthy();
    expect(publish().disabled).toBe(true);
    await fireEvent.input(screen.getByLabelText('为何改版'), { target: { value: '重污染' } });
    await fireEvent.click(screen.getByRole('button', { name: '试算' }));
    expect(await screen.findByText('将改动 14 件未结案件的期限')).toBeTruthy();
    expect(screen.getByText(/提前 4，延后 10，按新版已过期而保留原期限 2/)).toBeTruthy();
    expect(api.publishEdition).not.toHaveBeenCalled();
    await fireEvent.change(soilHours(), { target: { value: '8' } });
    expect(publish().disabled).toBe(true);
    await fireEvent.click(screen.getByRole('button', { name: '试算' }));
    await fireEvent.click(await screen.findByRole('checkbox', { name: /同时改/ }));
    await fireEvent.click(publish());
    await waitFor(() => expect(api.publishEdition).toHaveBeenCalledOnce());
    const sent = api.publishEdition.mock.lastCall![0];
    expect(sent).toMatchObject({ base: '2026-02', note: '重污染', applyToOpen: true });
    expect(sent.categories.find((each: { code: string }) => each.code === 'dust.bare_soil').deadline).toEqual(
      { unit: 'clockHours', value: 8 },
    );
    await waitFor(() => expect(screen.queryByRole('button', { name: '发布' })).toBeNull());
  });

  it('says in words why an edition is refused, and keeps what was typed', async () => {
    const data = { key: 'admin_categories_newer', params: { version: '2026-03' } };
    api.previewEdition.mockRejectedValue(new ClientResponseError({ status: 409, response: { data } }));
    render(Categories);
    await fireEvent.click(await screen.findByRole('button', { name: '新版本' }));
    await fireEvent.change(soilHours(), { target: { value: '6' } });
    await fireEvent.click(screen.getByRole('button', { name: '试算' }));
    expect(await screen.findByText('他人已发布版本“2026-03”，请刷新后在它的基础上再改')).toBeTruthy();
    expect(soilHours().value).toBe('6');
  });

  it('is only read by others of the office, and has its other states', async () => {
    as('dispatcher');
    expect(tabsOf('dispatcher')).toContain('categories');
    const { unmount } = render(Categories);
    await screen.findByText('版本 2026-02', { selector: 'h2' });
    expect(screen.queryByRole('button', { name: '新版本' })).toBeNull();
    expect(screen.queryByRole('spinbutton')).toBeNull();
    unmount();
    as('admin');
    api.fetchEditions.mockResolvedValueOnce([]);
    const empty = render(Categories);
    await fireEvent.click(await screen.findByRole('button', { name: '新版本' }));
    expect(soilHours().value).toBe('24');
    empty.unmount();
    api.fetchEditions.mockRejectedValueOnce(new ClientResponseError({ status: 0 }));
    render(Categories);
    expect(await screen.findByRole('alert')).toBeTruthy();
  });
});
