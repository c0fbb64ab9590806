import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { ClientResponseError } from 'pocketbase';
import { beforeEach, expect, it, vi } from 'vitest';
import { diffLadders } from '../../src/core/escalation/diff-ladders.ts';
import { DEFAULT_LADDERS, type Ladder } from '../../src/core/escalation/ladder.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';
import { choose } from './choose.ts';

const api = vi.hoisted(() => ({
  fetchLadderEditions: vi.fn(),
  previewLadders: vi.fn(),
  publishLadders: vi.fn(),
}));
vi.mock('../../src/api/names.ts', () => ({ fetchNames: async () => new Map() }));
vi.mock('../../src/api/realtime.ts', () => ({ listen: () => () => {} }));
vi.mock('../../src/api/ladders.ts', () => api);
vi.mock('../../src/api/catalogues.ts', () => ({ fetchCatalogue: async () => null }));

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
const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });
const rungBox = (code: string) => document.querySelector<HTMLElement>(`[data-rung="${code}"]`)!;
/** A field of a rung by its label; the first where several rules have it. */
const field = (code: string, label: string) => {
  const labels = [...rungBox(code).querySelectorAll('label')];
  const id = labels.find((each) => each.textContent?.trim() === label)?.htmlFor;
  return document.getElementById(id ?? '') as HTMLInputElement;
};
const types = (input: HTMLElement, value: string) => fireEvent.input(input, { target: { value } });
const EFFECT = {
  rungs: [{ ladder: 'air', rung: 'exposure', before: 9, after: 4, cases: 5 }],
  waiting: 3,
  orphans: 0,
};

async function uploads(value: unknown, name = 'ladders.json'): Promise<void> {
  const input = document.querySelector<HTMLInputElement>('input[type="file"]')!;
  const body = typeof value === 'string' ? value : JSON.stringify(value);
  Object.defineProperty(input, 'files', { value: [new File([body], name)], configurable: true });
  await fireEvent.change(input);
}
async function begins(): Promise<void> {
  await screen.findByText('现行');
  await fireEvent.click(button('新版本'));
}

beforeEach(() => {
  vi.clearAllMocks();
  localStorage.clear();
  setLocale('zh-CN', { reload: false });
  now.clock = AT;
  as('admin');
  api.fetchLadderEditions.mockReset().mockResolvedValue([]);
  api.previewLadders.mockReset().mockResolvedValue(EFFECT);
  api.publishLadders.mockReset().mockResolvedValue({ proposed: 4 });
});

it('0.47 a ladder is changed in the form, held against the one in force, tried dry and published', async () => {
  render(Ladders);
  await begins();
  expect(screen.getByText('与版本“产品自带”一样，不用发布。')).toBeTruthy();
  expect(button('试算').disabled).toBe(true);
  await types(field('exposure', '天数'), '1');
  expect(document.querySelector('[data-changes]')?.getAttribute('data-changes')).toBe('1');
  expect(document.querySelector('[data-changes]')?.textContent).toContain('逾期满 1 天');
  await fireEvent.click(button('试算'));
  expect(screen.getByText(/请写明为何改版/)).toBeTruthy();
  expect(api.previewLadders).not.toHaveBeenCalled();
  await types(screen.getByLabelText('为何改版'), '宽限一天');
  await fireEvent.click(button('试算'));
  expect(await screen.findByText('按新规则现在会提出 4 项建议，按现行规则 9 项。')).toBeTruthy();
  expect(document.querySelector('[data-effect]')?.textContent).toContain('曝光：9 → 4 项，涉及案件 5 件');
  // Whatever is changed after the dry run asks for another one.
  await types(field('exposure', '天数'), '2');
  expect(button('发布').disabled).toBe(true);
  await types(field('exposure', '天数'), '1');
  await fireEvent.click(button('发布'));
  await waitFor(() => expect(api.publishLadders).toHaveBeenCalledOnce());
  const sent = { version: '2026-11-22', fromAt: 0, note: '宽限一天', base: '' };
  const exposure = air.rungs.map((each) =>
    each.code === 'exposure'
      ? { ...each, rules: [{ when: 'overdue', days: 1 }, ...each.rules.slice(1)] }
      : each,
  );
  expect(api.publishLadders).toHaveBeenCalledWith({
    ...sent,
    version: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    ladders: [{ ...air, rungs: exposure }],
  });
  await waitFor(() => expect(document.querySelector('[data-ladder-form]')).toBeNull());
  expect(api.fetchLadderEditions).toHaveBeenCalledTimes(2);
});

it('0.47 rungs and their rules are added, moved and taken out; a name has two languages', async () => {
  render(Ladders);
  await begins();
  await fireEvent.click(button('加一级'));
  const added = document.querySelector<HTMLElement>('[data-rung^="rung_"]')!.dataset['rung']!;
  expect(field(added, '级').value).toBe('5');
  await types(field(added, '名称'), '降一星');
  await types(field(added, '英文名称'), 'One star down');
  await choose(field(added, '情形 1'), 'serious');
  await types(field(added, '次数'), '4');
  await fireEvent.click(button('“曝光”下移'));
  await fireEvent.click(button('去掉“处罚”'));
  await types(screen.getByLabelText('为何改版'), '物业');
  await fireEvent.click(button('试算'));
  await waitFor(() => expect(api.previewLadders).toHaveBeenCalledOnce());
  const [{ rungs }] = api.previewLadders.mock.lastCall![0] as [Ladder];
  expect(rungs.slice(0, 2).map((each) => [each.code, each.level])).toEqual([
    ['interview', 1],
    ['exposure', 2],
  ]);
  expect(rungs.map((each) => each.code)).not.toContain('penalty');
  expect(rungs.at(-1)).toEqual({
    ...{ code: added, name: '降一星', nameEn: 'One star down', form: 'mark', level: 5, confirm: [] },
    rules: [{ when: 'serious', days: 3, least: 2, times: 4 }],
  });
  // What was not touched keeps its message, and so its words in every language.
  expect(rungs[0]?.name).toBe('escalation_form_interview');
});

it('0.47 every refusal is a sentence at its field, and nothing that was typed is lost', async () => {
  render(Ladders);
  await begins();
  await types(field('exposure', '级'), 'x');
  await types(field('interview', '名称'), ' ');
  await types(field('listing', '通常期限（天）'), '0');
  await types(screen.getByLabelText('适用的问题类别'), 'dust. nonsense.x');
  expect(screen.queryAllByRole('alert')).toEqual([]);
  await types(screen.getByLabelText('为何改版'), '改');
  await fireEvent.click(button('试算'));
  const said = (input: HTMLElement) =>
    document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent;
  expect(said(field('exposure', '级'))).toBe('级 应在 0 到 9 之间');
  expect(said(field('interview', '名称'))).toBe('请填写 名称');
  expect(said(field('listing', '通常期限（天）'))).toBe('通常期限（天） 应在 1 到 3650 之间');
  expect(said(screen.getByLabelText('适用的问题类别'))).toBe('没有类别 nonsense.x，请核对代码');
  expect(screen.getByText('还有 4 处要改，见各项下面的说明')).toBeTruthy();
  expect(api.previewLadders).not.toHaveBeenCalled();
  await types(field('exposure', '级'), '2');
  expect(said(field('interview', '级'))).toMatch(/第 2 级重复/);
  expect(field('interview', '名称').value).toBe(' ');
});

it('0.47 a draft outlives the page; what the server refuses stays to be mended, and a newer edition is caught up with', async () => {
  const first = render(Ladders);
  await begins();
  await types(field('exposure', '天数'), '6');
  first.unmount();
  const newer = { id: 'n', version: 'W9', fromAt: AT - 1000, untilAt: 0, by: 'q', publishedAt: AT, note: '' };
  api.fetchLadderEditions.mockResolvedValue([{ ...newer, ladders: [milder] }]);
  render(Ladders);
  expect(await screen.findByText('这是上次没发布的草稿，已从本机恢复。')).toBeTruthy();
  expect(field('exposure', '天数').value).toBe('6');
  expect(screen.getByText(/他人发布了版本“W9”/)).toBeTruthy();
  await types(screen.getByLabelText('为何改版'), '改');
  await fireEvent.click(button('试算'));
  await screen.findByText(/按新规则现在会提出 4 项/);
  const data = { key: 'admin_categories_newer', params: { version: 'W9' } };
  api.publishLadders.mockRejectedValueOnce(new ClientResponseError({ status: 409, response: { data } }));
  await fireEvent.click(button('发布'));
  expect(await screen.findByText(/他人已发布版本“W9”/)).toBeTruthy();
  await fireEvent.click(button('在它的基础上继续'));
  await fireEvent.click(button('发布'));
  await waitFor(() => expect(api.publishLadders).toHaveBeenCalledTimes(2));
  expect(api.publishLadders.mock.lastCall![0]).toMatchObject({ base: 'W9' });
  await waitFor(() => expect(localStorage.getItem('shangfeng.ladder-draft.p')).toBeNull());
});

it('0.47 a file is read into the form; one that is wrong is refused in words and the draft before it stays', async () => {
  render(Ladders);
  await screen.findByText('现行');
  await uploads('not json', 'rules.txt');
  expect(await screen.findByText(/rules.txt 不是 JSON/)).toBeTruthy();
  const [first, ...others] = property.rungs;
  await uploads({ ladders: [{ ...property, rungs: [first, { ...first }, ...others] }] });
  expect(await screen.findByText(/不能用：代码 property.star 重复/)).toBeTruthy();
  expect(document.querySelector('[data-ladder-form]')).toBeNull();
  await uploads({ ladders: [property, milder] });
  await waitFor(() => expect(document.querySelectorAll('[data-ladder-form] [data-ladder]')).toHaveLength(2));
  expect(document.querySelector('[data-changes]')?.getAttribute('data-changes')).toBe('3');
  expect(field('star', '名称').value).toBe('降一星');
  await types(field('star', '名称'), '降两星');
  await uploads('not json', 'rules.txt');
  await screen.findByText(/rules.txt 不是 JSON/);
  expect(field('star', '名称').value).toBe('降两星');
});

it('shows editions to come and in force; who is no administrator reads only, and errors are said', async () => {
  const edition = (version: string, fromAt: number) => ({
    ...{ id: version, version, fromAt, untilAt: 0, by: '', publishedAt: 1, note: '' },
    ladders: [milder],
  });
  api.fetchLadderEditions.mockResolvedValue([edition('to come', AT + 1e12), edition('now', AT - 1000)]);
  as('leader');
  const { unmount } = render(Ladders);
  expect((await screen.findByText('现行')).closest('button')?.dataset['edition']).toBe('now');
  expect(screen.getByText('待生效').closest('button')?.dataset['edition']).toBe('to come');
  expect(screen.getByText('已停用').closest('button')?.dataset['edition']).toBe('default');
  expect(screen.queryByRole('button', { name: '新版本' })).toBeNull();
  expect(document.querySelector('input[type="file"]')).toBeNull();
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
