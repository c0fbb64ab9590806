import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { ClientResponseError } from 'pocketbase';
import { beforeEach, expect, it, vi } from 'vitest';
import { closedPeriods, type RedBlackFigures } from '../../src/core/escalation/listing-kinds.ts';
import { redBlackList } from '../../src/core/escalation/red-black.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';

const api = vi.hoisted(() => ({ fetchListings: vi.fn(), fetchRedBlack: vi.fn(), sendEvent: vi.fn() }));
vi.mock('../../src/api/realtime.ts', () => ({ listen: () => () => {} }));
vi.mock('../../src/api/names.ts', () => ({ fetchNames: async () => new Map([['p', '张区长']]) }));
vi.mock('../../src/api/listings.ts', () => ({ fetchListings: api.fetchListings }));
vi.mock('../../src/api/escalation.ts', () => ({ fetchRedBlack: api.fetchRedBlack }));
vi.mock('../../src/api/events.ts', async (original) => ({
  ...(await original<object>()),
  sendEvent: api.sendEvent,
}));

const { EventRefused } = await import('../../src/api/events.ts');
const { session } = await import('../../src/state/session.svelte.ts');
const Listings = (await import('../../src/screens/escalation/Listings.svelte')).default;

const [SPAN] = closedPeriods('month', Date.now(), 1) as [ReturnType<typeof closedPeriods>[number]];
const list = redBlackList([
  { source: 'good', checks: 3, findings: [0, 0, 0], overdue: 0, steps: 0 },
  { source: 'fair', checks: 2, findings: [0, 0, 0], overdue: 0, steps: 0 },
  { source: 'poor', checks: 2, findings: [0, 0, 2], overdue: 1, steps: 0 },
]);
const named = (row: (typeof list.red)[number]) => {
  return { ...row, code: row.source, name: `工地 ${row.source}`, kind: 'site', town: '' };
};
const figures: RedBlackFigures = { ...list, red: list.red.map(named), black: list.black.map(named) };
const stored = {
  ...{ id: 'list', ...SPAN, kind: '', isPublic: true, figures, note: '', state: 'published', reason: '' },
  ...{ by: 'p', at: SPAN.untilAt + 1000, withdrawnBy: '', withdrawnAt: 0, rev: 1, demo: false },
};
const as = (role: string) =>
  Object.assign(session, {
    user: { id: 'p', name: '', email: '', role, unit: '', group: '', territory: '', demo: true },
  });
const ranks = (key: string) =>
  [...document.querySelectorAll(`[data-list="${key}"] [data-rank]`)].map((row) =>
    row.getAttribute('data-rank'),
  );

beforeEach(() => {
  vi.clearAllMocks();
  setLocale('zh-CN', { reload: false });
  history.replaceState(null, '', '/escalation?tab=lists');
  as('leader');
  api.fetchListings.mockReset().mockResolvedValue([]);
  api.fetchRedBlack.mockReset().mockResolvedValue(figures);
  api.sendEvent.mockReset().mockResolvedValue({});
});

it('2.13 a leader sees how the last month stands and publishes exactly that; a refusal loses nothing he typed', async () => {
  render(Listings);
  expect(await screen.findByText(/本期还没公布。以下按现有数据试算/)).toBeTruthy();
  expect(api.fetchRedBlack).toHaveBeenCalledWith(SPAN.fromAt, SPAN.untilAt, '');
  expect([ranks('red'), ranks('black')]).toEqual([['1', '1'], ['1']]);
  expect(screen.getByText('一般 0，较重 0，重大 2 (−20)')).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: /公布本期/ }));
  await fireEvent.click(await screen.findByRole('checkbox', { name: /公开网页/ }));
  await fireEvent.input(screen.getByLabelText(/说明/), { target: { value: '第一期' } });
  api.sendEvent.mockRejectedValueOnce(
    new EventRefused({ key: 'server_listing_changed', params: {} }, false, null),
  );
  await fireEvent.click(screen.getByRole('button', { name: '公布' }));
  expect(await screen.findByText(/本期的数据有变化，名单已重新计算/)).toBeTruthy();
  await waitFor(() => expect(api.fetchRedBlack).toHaveBeenCalledTimes(2));
  expect(screen.getByLabelText<HTMLTextAreaElement>(/说明/).value).toBe('第一期');
  api.fetchListings.mockResolvedValue([stored]);
  await waitFor(() =>
    expect(screen.getByRole<HTMLButtonElement>('button', { name: '公布' }).disabled).toBe(false),
  );
  await fireEvent.click(screen.getByRole('button', { name: '公布' }));
  expect(await screen.findByText(/由张区长公布。名次、得分和依据冻结在公布时/)).toBeTruthy();
  const [sent] = api.sendEvent.mock.lastCall!;
  expect(JSON.parse(sent.payload)).toEqual({ ...SPAN, kind: '', isPublic: true, figures, note: '第一期' });
});

it('2.13 what is published is shown as it was frozen; a withdrawn one is kept and marked', async () => {
  api.fetchListings.mockResolvedValue([stored]);
  const first = render(Listings);
  expect(await screen.findByText(/冻结在公布时/)).toBeTruthy();
  // Nothing is counted anew for a list that stands.
  expect(api.fetchRedBlack).not.toHaveBeenCalled();
  expect(screen.getByText('向公众公开')).toBeTruthy();
  expect(screen.getByRole('button', { name: '撤回' })).toBeTruthy();
  first.unmount();
  as('dispatcher');
  const withdrawn = {
    ...stored,
    state: 'withdrawn',
    reason: '数据有误',
    withdrawnBy: 'p',
    withdrawnAt: 2e12,
  };
  api.fetchListings.mockResolvedValue([withdrawn]);
  render(Listings);
  expect((await screen.findByText(/由张区长撤回：数据有误/)).closest('details')?.dataset['withdrawn']).toBe(
    'list',
  );
  expect(screen.getByText(/由领导决定/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: /公布本期|^撤回/ })).toBeNull();
});

it('2.13 a unit sees what is published and is told when nothing is; errors and rights are said', async () => {
  as('regulator');
  const first = render(Listings);
  expect(await screen.findByText('本期没有公布红黑榜')).toBeTruthy();
  expect(api.fetchRedBlack).not.toHaveBeenCalled();
  expect(document.querySelectorAll('[data-period]')).toHaveLength(12);
  first.unmount();
  api.fetchListings.mockRejectedValue(new ClientResponseError({ status: 0 }));
  const second = render(Listings);
  expect(await screen.findByText('没取到红黑榜')).toBeTruthy();
  second.unmount();
  api.fetchListings.mockRejectedValue(new ClientResponseError({ status: 403 }));
  const third = render(Listings);
  await waitFor(() => expect(third.container.querySelector('.state')).toBeTruthy());
  expect(screen.queryByText('没取到红黑榜')).toBeNull();
});

it('a period in which nothing was checked says so and has nothing to publish', async () => {
  api.fetchRedBlack.mockResolvedValue({ ...figures, red: [], black: [], scored: 0 });
  render(Listings);
  expect(await screen.findByText('本期没有检查，打不了分')).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: /公布本期/ }).disabled).toBe(true);
});

it('the running month cannot be published, and the address says which list is looked at', async () => {
  render(Listings);
  await screen.findByText(/本期还没公布/);
  await fireEvent.click(screen.getByText('未结束'));
  expect(await screen.findByText(/本期还没结束，名次会变，不能公布/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: /公布本期/ })).toBeNull();
  expect(location.search).toMatch(/tab=lists&of=\d{4}-\d{2}$/);
});
