import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { ClientResponseError } from 'pocketbase';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ReductionLine } from '../../src/core/response/reduction-lines.ts';
import type { ReductionRecord, ResponseRecord, SourceRecord, TaskRecord } from '../../src/schema/records.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';
import { choose } from './choose.ts';

const api = vi.hoisted(() => ({
  lines: vi.fn(async (): Promise<unknown[]> => []),
  one: vi.fn(async (): Promise<unknown> => null),
  tasks: vi.fn(async (): Promise<unknown[]> => []),
  sendEvent: vi.fn(async (_draft: unknown) => {}),
}));
vi.mock('../../src/api/realtime.ts', () => ({ listen: () => () => {} }));
vi.mock('../../src/api/responses.ts', () => ({
  fetchResponses: async () => [],
  fetchShifts: async () => [],
}));
vi.mock('../../src/api/reductions.ts', () => ({
  fetchReductions: api.lines,
  fetchReductionOf: api.one,
  fetchResponseTasks: api.tasks,
}));
vi.mock('../../src/api/events.ts', async (original) => ({
  ...(await original<object>()),
  sendEvent: api.sendEvent,
}));

const { city } = await import('../../src/state/city.svelte.ts');
const { responses } = await import('../../src/state/responses.svelte.ts');
const { session } = await import('../../src/state/session.svelte.ts');
const Reductions = (await import('../../src/screens/duty/Reductions.svelte')).default;
const LedgerPermit = (await import('../../src/screens/sources/LedgerPermit.svelte')).default;
const ReductionMarks = (await import('../../src/screens/duty/ReductionMarks.svelte')).default;

const HOUR = 3_600_000;
const NOW = Date.now();
const person = (role: string) =>
  ({ id: role, name: role, email: '', role, unit: '', group: '', territory: '' }) as typeof session.user;
const response = (more: Partial<ResponseRecord> = {}) =>
  ({
    id: 'response0000001',
    level: 'orange',
    state: 'in_force',
    fromAt: NOW - HOUR,
    exemptions: [],
    rev: 4,
    ...more,
  }) as ResponseRecord;
const source = (id: string, name: string, town: string, more: object = {}) =>
  ({
    id,
    code: id,
    name,
    kind: 'site',
    state: 'active',
    town,
    card: '',
    profile: null,
    ...more,
  }) as unknown as SourceRecord;
const line = (of: string, town: string, more: Partial<ReductionLine> = {}): ReductionLine => ({
  id: `row ${of}`,
  source: of,
  kind: 'site',
  town,
  level: 'orange',
  measures: [{ code: 'earthwork', text: '' }],
  stops: 'work',
  permit: false,
  task: '',
  fromAt: NOW - HOUR,
  untilAt: 0,
  checkedAt: 0,
  breaches: [],
  ...more,
});
const sent = () =>
  api.sendEvent.mock.calls.map(([draft]) => {
    const { type, payload, seen } = draft as { type: string; payload: string; seen: number };
    return { type, seen, ...(JSON.parse(payload) as object) };
  });
const states = (container: HTMLElement) =>
  [...container.querySelectorAll('[data-check]')].map((each) => each.getAttribute('data-check'));

beforeEach(() => {
  localStorage.clear();
  setLocale('zh-CN', { reload: false });
  vi.clearAllMocks();
  api.lines.mockResolvedValue([
    line('a', 'west', { checkedAt: NOW - 60_000 }),
    line('b', 'west', { permit: true }),
    line('c', 'east', { breaches: [{ id: 'p1', no: 'WT-1', foundAt: NOW }] }),
    line('d', 'east', { measures: [{ code: 'own', text: '停止喷漆' }], stops: 'nothing' }),
  ]);
  api.tasks.mockResolvedValue([]);
  city.data = {
    ...city.data,
    sources: [
      source('a', '甲工地', 'west'),
      source('b', '乙工地', 'west'),
      source('c', '丙工地', 'east', { card: 'green' }),
      source('d', '丁工地', 'east'),
    ],
    grids: ['west', 'east'].map((id) => ({ id, name: id, level: 'town' })),
    groups: [{ id: 'g1', name: '一组', onDuty: true }],
  } as unknown as typeof city.data;
  session.user = person('dispatcher');
});

describe('0.33 the reduction list of a response', () => {
  it('0.33 what is broken comes first, then what nobody has looked at; the three add up, and no person stands in it', async () => {
    const { container } = render(Reductions, { row: response(), minute: NOW });
    await waitFor(() => expect(states(container)).toEqual(['breach', 'unchecked', 'unchecked', 'checked']));
    expect(container.textContent).toContain('处 = 已查 1 + 未查 2 + 违反 1');
    expect(container.textContent).toContain('近 1 小时查 1 处 · 停工 3 处 · 暂停许可 1 件');
    expect(screen.getByRole('link', { name: 'WT-1' }).getAttribute('href')).toBe('/cases/p1');
    expect(screen.getByText('停止喷漆')).toBeTruthy();
    expect(screen.getByText('许可暂停')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: '未查' }));
    expect(states(container)).toEqual(['unchecked', 'unchecked']);
    await choose(screen.getByRole('combobox'), 'west');
    expect(states(container)).toEqual(['unchecked']);
    expect(container.textContent).toContain('处 = 已查 1 + 未查 1 + 违反 0');
  });

  it('0.33 the office gives the check tasks to a group and exempts by a paper; a town is offered neither', async () => {
    const target = (source: string, state: string) => ({ source, state, order: 0 });
    api.tasks.mockResolvedValue([
      {
        id: 't1',
        no: 'RW-1',
        state: 'planned',
        group: '',
        targets: [target('a', 'nothing'), target('b', 'todo')],
        rev: 1,
      } as unknown as TaskRecord,
    ]);
    const { unmount } = render(Reductions, { row: response(), minute: NOW });
    expect(await screen.findByText('已查 1 / 2 处')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: '派给小组' }));
    await waitFor(() => expect(sent()).toEqual([{ type: 'task.given', seen: 1, group: 'g1' }]));
    await fireEvent.click(screen.getAllByRole('button', { name: '豁免' })[0]!);
    const dialog = await screen.findByRole('dialog');
    await fireEvent.click(within(dialog).getByRole('button', { name: '豁免' }));
    expect(await within(dialog).findByText('请写明批文，没有批文不能豁免。')).toBeTruthy();
    await fireEvent.input(within(dialog).getByLabelText('批文'), { target: { value: ' 7号 ' } });
    await fireEvent.click(within(dialog).getByRole('button', { name: '豁免' }));
    await waitFor(() => expect(sent()).toHaveLength(2));
    expect(sent()[1]).toEqual({
      type: 'response.exempted',
      seen: 4,
      source: 'c',
      kind: 'green_card',
      paper: '7号',
    });
    unmount();
    session.user = person('town');
    render(Reductions, { row: response(), minute: NOW });
    expect(await screen.findByText('已查 1 / 2 处')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '豁免' })).toBeNull();
    expect(screen.queryByRole('button', { name: '派给小组' })).toBeNull();
  });

  it('0.33 an empty list, an error and no right are said', async () => {
    api.lines.mockResolvedValue([]);
    const none = render(Reductions, { row: response(), minute: NOW });
    expect(await screen.findByText('没有要减排的对象')).toBeTruthy();
    none.unmount();
    api.lines.mockRejectedValue(new Error('cut'));
    const cut = render(Reductions, { row: response(), minute: NOW });
    expect(await screen.findByText('减排清单读不出来')).toBeTruthy();
    cut.unmount();
    api.lines.mockRejectedValue(new ClientResponseError({ status: 403 }));
    const { container } = render(Reductions, { row: response(), minute: NOW });
    await waitFor(() => expect(container.querySelector('section')).toBeNull());
  });
});

describe('3.04 what stands at a source', () => {
  const dig = source('b', '乙工地', 'west', {
    kind: 'earthwork',
    profile: {
      earthPermitNo: 'XK-7',
      permitUntil: NOW + 30 * 24 * HOUR,
      guard: '王某',
      earthPermitVolumeM3: 5000,
    },
  });
  const row = {
    id: 'r',
    level: 'orange',
    stops: 'work',
    permit: true,
    fromAt: NOW - HOUR,
  } as ReductionRecord;

  it('3.04 its page says that its permit is suspended and needs no guard, and that it is back afterwards', async () => {
    api.one.mockResolvedValueOnce({ ...row, measures: [{ code: 'earthwork', text: '' }] });
    Object.assign(responses, { rows: [response()] });
    const { container, unmount } = render(LedgerPermit, { source: dig });
    await waitFor(() => expect(container.querySelector('[data-permit="suspended"]')).toBeTruthy());
    expect(container.textContent).toContain('应急停土石方');
    expect(container.textContent).toContain('停止拆迁和土石方作业');
    expect(container.textContent).toContain('许可暂停期间不需要');
    unmount();
    Object.assign(responses, { rows: [] });
    const after = render(LedgerPermit, { source: dig });
    await waitFor(() => expect(after.container.querySelector('[data-permit="valid"]')).toBeTruthy());
    expect(after.container.textContent).toContain('王某');
  });

  it('0.33 the card on the map has it in a line; an exempt one has its paper on its page', async () => {
    api.one.mockResolvedValueOnce({ ...row, measures: [{ code: 'earthwork', text: '' }] });
    const card = render(ReductionMarks, { source: dig });
    expect(await screen.findByText('许可暂停')).toBeTruthy();
    card.unmount();
    const exempt = {
      source: 'b',
      kind: 'livelihood',
      paper: '惠办7号',
      by: '',
      at: NOW,
      endedAt: 0,
      reason: '',
    };
    Object.assign(responses, { rows: [response({ exemptions: [exempt] as never })] });
    const { container } = render(LedgerPermit, { source: dig });
    await waitFor(() => expect(container.textContent).toContain('民生工程 · 惠办7号'));
    Object.assign(responses, { rows: [] });
  });
});
