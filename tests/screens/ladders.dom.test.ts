import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { ClientResponseError } from 'pocketbase';
import { beforeEach, expect, it, vi } from 'vitest';
import { diffLadders } from '../../src/core/escalation/diff-ladders.ts';
import { DEFAULT_LADDERS, type Ladder } from '../../src/core/escalation/ladder.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';

const api = vi.hoisted(() => ({ fetchLadderEditions: vi.fn(), publishLadders: vi.fn() }));
vi.mock('../../src/api/realtime.ts', () => ({ listen: () => () => {} }));
vi.mock('../../src/api/ladders.ts', () => api);

const { session } = await import('../../src/state/session.svelte.ts');
const { now } = await import('../../src/state/now.svelte.ts');
const Ladders = (await import('../../src/screens/admin/Ladders.svelte')).default;

const AT = Date.UTC(2026, 10, 22, 6);
const [air] = DEFAULT_LADDERS.ladders as readonly [Ladder];
/** The property companies' ladder: rectify, star down, blacklist. */
const property: Ladder = {
  code: 'property',
  name: '物业星级',
  kinds: ['market'],
  categories: [],
  rungs: [
    {
      code: 'star',
      name: '降一星',
      form: 'interview',
      level: 1,
      confirm: ['office_head'],
      rules: [{ when: 'returned', times: 2 }],
    },
    { code: 'out', name: '列入黑名单', form: 'blacklist', level: 2, confirm: [], rules: [] },
  ],
};
/** The air's own with one day of grace before an exposure. */
const milder: Ladder = {
  ...air,
  rungs: air.rungs.map((each) =>
    each.code === 'exposure' ? { ...each, rules: [{ when: 'overdue', days: 1 } as const] } : each,
  ),
};
const as = (role: string) =>
  Object.assign(session, {
    user: { id: 'p', name: '', email: '', role, unit: '', group: '', territory: '', demo: true },
  });

async function uploads(value: unknown, name = 'ladders.json'): Promise<void> {
  const input = document.querySelector<HTMLInputElement>('input[type="file"]')!;
  const body = typeof value === 'string' ? value : JSON.stringify(value);
  Object.defineProperty(input, 'files', { value: [new File([body], name)], configurable: true });
  await fireEvent.change(input);
}

beforeEach(() => {
  vi.clearAllMocks();
  setLocale('zh-CN', { reload: false });
  now.clock = AT;
  as('admin');
  api.fetchLadderEditions.mockReset().mockResolvedValue([]);
  api.publishLadders.mockReset().mockResolvedValue(undefined);
});

it('0.47 another ladder: a file is read, held against the one in force, given a day and published', async () => {
  render(Ladders);
  expect((await screen.findByText('现行')).closest('button')?.dataset['edition']).toBe('default');
  await uploads({ ladders: [property, milder] });
  const dialog = await screen.findByRole('dialog');
  expect(dialog.querySelector('[data-changes]')?.getAttribute('data-changes')).toBe('3');
  expect(dialog.textContent).toContain('与现行版本相比，改 3 处');
  expect(dialog.textContent).toMatch(/降一星.*新增/s);
  expect(dialog.textContent).toMatch(/列入黑名单.*新增/s);
  expect(dialog.textContent).toContain('逾期满 1 天');
  expect(dialog.querySelector('[data-ladder="property"]')).toBeTruthy();
  const day = within(dialog).getByLabelText('自哪一天起');
  // Tomorrow in Beijing is proposed; today would change what already runs.
  expect((day as HTMLInputElement).value).toBe('2026-11-23');
  await fireEvent.input(day, { target: { value: '2026-11-22' } });
  await fireEvent.click(within(dialog).getByRole('button', { name: '发布' }));
  expect((await within(dialog).findByRole('alert')).textContent).toContain('请选今天以后的日期');
  expect(api.publishLadders).not.toHaveBeenCalled();
  await fireEvent.input(day, { target: { value: '2026-12-01' } });
  await fireEvent.input(within(dialog).getByLabelText('版本名'), { target: { value: '2026 冬' } });
  await fireEvent.input(within(dialog).getByLabelText('为什么改'), { target: { value: '物业单列' } });
  await fireEvent.click(within(dialog).getByRole('button', { name: '发布' }));
  await waitFor(() => expect(api.publishLadders).toHaveBeenCalledOnce());
  const from = Date.UTC(2026, 10, 30, 16);
  expect(api.publishLadders).toHaveBeenCalledWith('2026 冬', from, [property, milder], '物业单列');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(api.fetchLadderEditions).toHaveBeenCalledTimes(2);
});

it('0.47 a file that is wrong is refused in words, and what the server refuses stays to be mended', async () => {
  render(Ladders);
  await screen.findByText('现行');
  await uploads('not json', 'rules.txt');
  expect((await screen.findByText(/rules.txt 不是 JSON/)).textContent).toBeTruthy();
  const [first, ...others] = property.rungs;
  await uploads({ ladders: [{ ...property, rungs: [first, { ...first }, ...others] }] });
  expect(await screen.findByText(/property.star/)).toBeTruthy();
  expect(screen.queryByRole('dialog')).toBeNull();
  api.publishLadders.mockRejectedValueOnce(
    new ClientResponseError({ status: 400, response: { data: { key: 'server_catalogue_published' } } }),
  );
  await uploads({ ladders: DEFAULT_LADDERS.ladders });
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain('与现行版本一样');
  await fireEvent.click(within(dialog).getByRole('button', { name: '发布' }));
  await waitFor(() => expect(within(dialog).getByRole('alert')).toBeTruthy());
  expect(dialog.querySelector('[data-ladder="air"]')).toBeTruthy();
});

it('shows editions to come and in force; who is no administrator reads only, and errors are said', async () => {
  const edition = (version: string, fromAt: number) => ({ version, fromAt, body: { ladders: [milder] } });
  api.fetchLadderEditions.mockResolvedValue([edition('to come', AT + 1e9), edition('now', AT - 1000)]);
  as('leader');
  const { unmount } = render(Ladders);
  expect((await screen.findByText('现行')).closest('button')?.dataset['edition']).toBe('now');
  expect(screen.getByText('将生效').closest('button')?.dataset['edition']).toBe('to come');
  expect(screen.queryByText('发布新版本')).toBeNull();
  unmount();
  api.fetchLadderEditions.mockReset().mockRejectedValue(new ClientResponseError({ status: 0 }));
  render(Ladders);
  expect(await screen.findByText('没取到升级规则')).toBeTruthy();
});

it('a draft tells what it changes: rungs, what a ladder is for, and which is tried first', () => {
  expect(diffLadders([air], [air])).toEqual([]);
  expect(diffLadders([air], [milder]).map((each) => [each.of, each.after?.code])).toEqual([
    ['rung', 'exposure'],
  ]);
  const narrow = { ...property, kinds: ['site'] };
  expect(diffLadders([property], [narrow]).map((each) => each.of)).toEqual(['scope']);
  expect(diffLadders([air, property], [property, air]).map((each) => each.of)).toEqual(['order']);
  expect(diffLadders([air, property], [air]).map((each) => [each.before?.code, each.after])).toEqual([
    ['star', null],
    ['out', null],
  ]);
});
