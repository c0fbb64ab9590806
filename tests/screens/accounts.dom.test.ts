import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { dateKey, DAY_MS } from '../../src/core/china-time.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';
import { choose } from './choose.ts';

const api = vi.hoisted(() => ({
  makeAccount: vi.fn(),
  changeAccount: vi.fn(),
  fetchAccountEmails: vi.fn(async () => ({ p1: 'wang@x.gov', me: 'me@x.gov' })),
}));
const person = (id: string, name: string, more: object = {}) => ({
  id,
  name,
  role: 'inspector',
  unit: '',
  group: 'g1',
  territory: '',
  phone: '',
  demo: false,
  retiredAt: 0,
  ...more,
});
vi.mock('../../src/api/accounts.ts', () => api);
vi.mock('../../src/api/admin.ts', () => ({
  fetchPeople: async () => ({
    people: [
      person('p1', '王巡'),
      person('me', '管理', { role: 'admin' }),
      person('p2', '老张', { retiredAt: 5 }),
    ],
    posts: [],
  }),
}));

const { city } = await import('../../src/state/city.svelte.ts');
const { session } = await import('../../src/state/session.svelte.ts');
const { AccountDraft } = await import('../../src/screens/admin/account-draft.svelte.ts');
const { gridOptions } = await import('../../src/screens/admin/account-options.ts');
const People = (await import('../../src/screens/admin/People.svelte')).default;

const as = (role: string) =>
  Object.assign(session, {
    user: { id: 'me', name: '', email: '', role, unit: '', group: '', territory: '', demo: false },
  });

beforeEach(() => {
  vi.clearAllMocks();
  setLocale('zh-CN', { reload: false });
  as('admin');
  const units = [
    { id: 'u1', name: '住建局', kind: 'regulator', town: '' },
    { id: 't1', name: '新城街道', kind: 'town', town: 'town1' },
  ];
  const groups = [{ id: 'g1', name: '一组' }];
  const grids = [
    { id: 'd', name: '惠济区', level: 'district', parent: '', code: '1' },
    { id: 'town1', name: '新城街道', level: 'town', parent: 'd', code: '11' },
    { id: 'v1', name: '东村', level: 'village', parent: 'town1', code: '111' },
  ];
  Object.assign(city, { state: 'ready', data: { ...city.data, units, groups, grids } });
});

const fill = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });

describe('people', () => {
  it('a dispatcher reads the list and changes nothing', async () => {
    as('dispatcher');
    render(People);
    await screen.findByText('王巡');
    expect(screen.queryByRole('button', { name: '新建账号' })).toBeNull();
    expect(screen.queryByRole('button', { name: '管理 王巡' })).toBeNull();
    expect(api.fetchAccountEmails).not.toHaveBeenCalled();
  });

  it('who has left is shown only when asked for', async () => {
    render(People);
    await screen.findByText('王巡');
    expect(screen.queryByText('老张')).toBeNull();
    await fireEvent.click(screen.getByLabelText('显示已离岗 1 人'));
    expect(await screen.findByText('老张')).toBeTruthy();
  });

  it('a new account asks for what its role needs, and tells its link once', async () => {
    api.makeAccount.mockResolvedValue({ id: 'n', link: '/set-password#once' });
    render(People);
    await fireEvent.click(await screen.findByRole('button', { name: '新建账号' }));
    const save = await screen.findByRole('button', { name: '建账号并取得链接' });
    await fill('姓名', '李新');
    await fill('登录名（邮箱写法）', 'LI@x.gov');
    await choose(screen.getByLabelText('角色'), 'inspector');
    await fireEvent.click(save);
    expect(await screen.findByText('督导员要选所在小组')).toBeTruthy();
    expect(api.makeAccount).not.toHaveBeenCalled();
    await choose(await screen.findByLabelText('小组'), 'g1');
    await fireEvent.click(screen.getByLabelText('组长'));
    await fireEvent.click(save);
    await waitFor(() => expect(api.makeAccount).toHaveBeenCalledOnce());
    expect(api.makeAccount.mock.calls[0]![0]).toMatchObject({
      name: '李新',
      email: 'li@x.gov',
      role: 'inspector',
      group: 'g1',
      capabilities: ['group_leader'],
    });
    expect(await screen.findByText(`${location.origin}/set-password#once`)).toBeTruthy();
  });

  it('the own post is another one’s to change; leaving is asked of the server', async () => {
    api.changeAccount.mockResolvedValue({ id: 'p1' });
    render(People);
    await fireEvent.click(await screen.findByRole('button', { name: '管理 管理' }));
    expect(await screen.findByText('自己的岗位请另一位管理员改。')).toBeTruthy();
    expect(screen.queryByText('换岗位')).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: '办理离岗' }));
    await waitFor(() => expect(api.changeAccount).toHaveBeenCalledWith('me', 'retire', {}));
  });
});

describe('a draft', () => {
  it('leaves out what its role does not ask for, and a town’s office gets the town of its unit', () => {
    const draft = new AccountDraft(person('p', '王', { role: 'inspector', unit: 'u1' }) as never, 'w@x.gov');
    draft.role = 'town';
    draft.unit = 't1';
    expect(draft.post).toMatchObject({ unit: 't1', group: '', territory: 'town1' });
    draft.role = 'leader';
    draft.unit = 'u1';
    expect(draft.post).toMatchObject({ unit: '', group: '', territory: '' });
  });

  it('begins with the title and the capabilities that are held, which a move would else end unseen', () => {
    const held = [{ title: '一组组长', capabilities: ['group_leader'] }];
    const draft = new AccountDraft(person('p', '王') as never, 'w@x.gov', held as never);
    expect(draft.post).toMatchObject({ title: '一组组长', capabilities: ['group_leader'] });
  });

  it('says in a sentence why a day is not possible', () => {
    const now = Date.now();
    const draft = new AccountDraft(person('p', '王') as never, 'w@x.gov');
    expect(draft.postFault(now)).toBe('');
    draft.day = dateKey(now + 2 * DAY_MS);
    expect(draft.postFault(now)).toContain('不能晚于今天');
    draft.day = '';
    expect(draft.postFault(now)).toContain('不能晚于今天');
  });

  it('grids are chosen by their way from the town down', () => {
    expect(gridOptions(city.data.grids as never).map((each) => each.text)).toEqual([
      '新城街道',
      '新城街道 / 东村',
    ]);
  });
});
