import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, it, vi } from 'vitest';
import type { EventDraft } from '../../src/core/casework/events.ts';
import type { TaskRecord } from '../../src/schema/records.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';
import { choose } from './choose.ts';

const api = vi.hoisted(() => ({
  send: vi.fn(async (_draft: unknown): Promise<void> => undefined),
  makeRow: vi.fn(async (_type: string, _payload: unknown, _wish: unknown) => 'task'),
  fetchTask: vi.fn(),
  joint: vi.fn(async () => [] as unknown[]),
}));
vi.mock('../../src/api/realtime.ts', () => ({ listen: () => () => {} }));
vi.mock('../../src/api/tasks.ts', () => ({
  fetchTasks: async () => [],
  fetchZone: vi.fn(),
  fetchTask: api.fetchTask,
  fetchJointTasks: api.joint,
}));
vi.mock('../../src/api/events.ts', async (original) => ({
  ...(await original<object>()),
  sendEvent: api.send,
}));
vi.mock('../../src/state/make-row.ts', () => ({ makeRow: api.makeRow }));

const { city } = await import('../../src/state/city.svelte.ts');
const { session } = await import('../../src/state/session.svelte.ts');
const DrawDialog = (await import('../../src/screens/admin/DrawDialog.svelte')).default;
const JointTasks = (await import('../../src/screens/unit/JointTasks.svelte')).default;
const CaseJoint = (await import('../../src/screens/cases/CaseJoint.svelte')).default;
const { drawWords, taskTitle } = await import('../../src/screens/task-words.ts');
await import('../../src/ui/DialogBox.svelte');

const UNITS = [
  { id: 'unithousing', code: 'housing', name: '住建局', kind: 'regulator' },
  { id: 'unitecology', code: 'ecology', name: '环境局', kind: 'regulator' },
];
const SOURCES = Array.from({ length: 30 }, (_, i) => ({
  ...{
    id: `source${i}`,
    code: `CY-${i}`,
    name: `餐饮${i}`,
    kind: 'restaurant',
    lng: 113.6 + i / 1000,
    lat: 34.8,
  },
  ...{ state: i === 29 ? 'finished' : 'active', town: i < 10 ? 'west' : 'east', profile: {} },
}));
const GROUP = {
  ...{
    id: 'group',
    code: 'g',
    name: '一组',
    kind: 'on_site',
    onDuty: true,
    lng: 113.6,
    lat: 34.8,
    placeAt: 1,
  },
};
const drawn = () =>
  [...document.querySelectorAll<HTMLElement>('li[data-source]')].map((each) => each.dataset['source']!);
const number = () => screen.getByLabelText(/^抽签号/) as HTMLInputElement;
const sent = () => api.makeRow.mock.calls[0]![1] as Record<string, unknown>;

beforeEach(() => {
  vi.clearAllMocks();
  setLocale('zh-CN', { reload: false });
  Object.assign(session, { user: { id: 'p', role: 'dispatcher', unit: '' } });
  Object.assign(city, {
    state: 'ready',
    data: {
      ...city.data,
      units: UNITS,
      groups: [GROUP],
      sources: SOURCES,
      grids: [
        { id: 'west', name: '西镇', level: 'town', parent: '' },
        { id: 'east', name: '东镇', level: 'town', parent: '' },
      ],
    },
  });
});

it('0.46 draws of a kind and area by a number that repeats the draw, and sends it as a covert task', async () => {
  render(DrawDialog, { onclose: vi.fn() });
  await screen.findByLabelText('抽取几处（共 29 处）');
  const first = number().value;
  const before = drawn();
  expect(before).toHaveLength(5);
  await fireEvent.input(number(), { target: { value: '483920' } });
  await waitFor(() => expect(drawn()).not.toEqual(before));
  const named = drawn();
  await fireEvent.input(number(), { target: { value: first } });
  await waitFor(() => expect(drawn()).toEqual(before));
  await fireEvent.input(number(), { target: { value: '483920' } });
  await waitFor(() => expect(drawn()).toEqual(named));
  await choose(screen.getByLabelText('区域'), 'west');
  await screen.findByLabelText('抽取几处（共 10 处）');
  const inWest = drawn();
  expect(inWest.every((id) => SOURCES.find((each) => each.id === id)?.town === 'west')).toBe(true);
  await fireEvent.click(screen.getByRole('button', { name: '派发 5 处' }));
  await waitFor(() => expect(api.makeRow).toHaveBeenCalled());
  expect(sent()).toMatchObject({
    ...{ type: 'grid_patrol', group: 'group', mode: 'covert' },
    draw: { number: 483_920, kind: 'restaurant', town: 'west', count: 5 },
  });
  expect((sent()['targets'] as { source: string }[]).map((each) => each.source).sort()).toEqual(
    inWest.sort(),
  );
  expect(sent()).not.toHaveProperty('parts');
});

it('3.18 a joint action asks for two units and what each does', async () => {
  render(DrawDialog, { onclose: vi.fn() });
  const dialog = await screen.findByRole('dialog');
  await fireEvent.click(within(dialog).getByRole('button', { name: '联合执法' }));
  await fireEvent.click(within(dialog).getByRole('button', { name: '派发 5 处' }));
  expect(await within(dialog).findByText('至少两家单位')).toBeTruthy();
  for (const name of ['住建局', '环境局'])
    await fireEvent.click(within(dialog).getByRole('checkbox', { name }));
  await fireEvent.input(await within(dialog).findByLabelText(/^住建局负责/), { target: { value: '查手续' } });
  await fireEvent.click(within(dialog).getByRole('button', { name: '派发 5 处' }));
  expect(api.makeRow).not.toHaveBeenCalled();
  await fireEvent.input(within(dialog).getByLabelText(/^环境局负责/), { target: { value: '测颗粒物' } });
  await fireEvent.click(within(dialog).getByRole('button', { name: '派发 5 处' }));
  await waitFor(() => expect(api.makeRow).toHaveBeenCalled());
  expect(sent()).toMatchObject({
    ...{ type: 'joint_action', mode: 'regular' },
    parts: [
      { unit: 'unithousing', what: '查手续' },
      { unit: 'unitecology', what: '测颗粒物' },
    ],
  });
});

it('3.18 the case shows each unit’s part of the joint action, and a unit reports its own and no other', async () => {
  const task = {
    ...{ id: 'task', no: 'RW-1', type: 'joint_action', state: 'under_way', mode: 'regular', rev: 3 },
    parts: [
      { unit: 'unithousing', what: '查手续', state: 'open', at: 0, note: '' },
      { unit: 'unitecology', what: '测颗粒物', state: 'open', at: 0, note: '' },
    ],
  } as unknown as TaskRecord;
  api.fetchTask.mockResolvedValue(task);
  Object.assign(session, { user: { id: 'r', role: 'regulator', unit: 'unithousing' } });
  const { container } = render(CaseJoint, { task: 'task' });
  await waitFor(() => expect(container.querySelectorAll('[data-part]')).toHaveLength(2));
  expect(container.textContent).toContain('测颗粒物');
  expect(container.querySelectorAll('form')).toHaveLength(1);
  const own = container.querySelector<HTMLElement>('[data-part="unithousing"]')!;
  await fireEvent.input(within(own).getByRole('textbox'), { target: { value: '手续齐' } });
  await fireEvent.click(within(own).getByRole('button', { name: '上报' }));
  await waitFor(() => expect(api.send).toHaveBeenCalled());
  const draft = api.send.mock.calls[0]![0] as EventDraft;
  expect([draft.type, draft.subjectId, draft.seen]).toEqual(['task.part_reported', 'task', 3]);
  expect(JSON.parse(draft.payload)).toEqual({ unit: 'unithousing', note: '手续齐' });
  expect(api.fetchTask).toHaveBeenCalledTimes(2);
});

it('3.18 the unit’s inbox lists the joint actions it takes part in, with where they go and every part', async () => {
  Object.assign(session, { user: { id: 'r', role: 'regulator', unit: 'unitecology' } });
  api.joint.mockResolvedValue([
    {
      ...{ id: 'task', no: 'RW-1', type: 'joint_action', state: 'sent', untilAt: 1, rev: 1 },
      targets: [{ source: 'source3' }],
      parts: [
        { unit: 'unithousing', what: '查手续', state: 'reported', at: 1, note: '手续齐' },
        { unit: 'unitecology', what: '测颗粒物', state: 'open', at: 0, note: '' },
      ],
    },
  ]);
  const { container } = render(JointTasks);
  await waitFor(() => expect(container.querySelectorAll('[data-part]')).toHaveLength(2));
  expect(container.textContent).toContain('餐饮3');
  expect(container.textContent).toContain('手续齐');
  expect(container.querySelector('[data-part="unitecology"] form')).toBeTruthy();
});

it('3.18 somebody who may not see the task sees nothing of it on the case', async () => {
  api.fetchTask.mockRejectedValue(new Error('404'));
  const { container } = render(CaseJoint, { task: 'task' });
  await waitFor(() => expect(api.fetchTask).toHaveBeenCalled());
  expect(container.textContent?.trim()).toBe('');
});

it('0.46 a task says that it is covert, and by which number its targets were drawn', () => {
  expect(taskTitle({ type: 'grid_patrol', mode: 'covert' })).toBe('网格化巡查 · 暗访');
  expect(taskTitle({ type: 'joint_action', mode: 'regular' })).toBe('联合执法');
  expect(drawWords({ number: 483_920, kind: 'restaurant', town: 'west', count: 5, pool: 10 })).toBe(
    '抽签号 483920：西镇 餐饮 10 处抽 5 处',
  );
});
