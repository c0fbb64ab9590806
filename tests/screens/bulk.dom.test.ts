import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, it, vi } from 'vitest';
import { EventRefused } from '../../src/api/events.ts';
import type { EventDraft } from '../../src/core/casework/events.ts';
import type { ProblemRecord } from '../../src/schema/records.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';

const api = vi.hoisted(() => ({
  send: vi.fn(async (_draft: unknown): Promise<void> => undefined),
  fetch: vi.fn(async (_ids: readonly string[]): Promise<unknown[]> => []),
}));
vi.mock('../../src/api/realtime.ts', () => ({ listen: () => () => {} }));
vi.mock('../../src/api/events.ts', async (original) => ({
  ...(await original<object>()),
  sendEvent: api.send,
}));
vi.mock('../../src/api/problem-cases.ts', () => ({ fetchProblems: api.fetch }));

const { BulkRun } = await import('../../src/state/cases-bulk.svelte.ts');
const BulkDialog = (await import('../../src/screens/cases/BulkDialog.svelte')).default;

const problem = (id: string, more: Record<string, unknown> = {}) =>
  ({
    id,
    no: `WT-${id}`,
    category: 'dust.bare_soil',
    severity: 1,
    state: 'found',
    handling: 'undecided',
    verdict: '',
    rev: 1,
    ...more,
  }) as unknown as ProblemRecord;
const refusal = (key: string) => new EventRefused({ key }, true, null);
const sentTo = (): [string, number][] =>
  api.send.mock.calls.map(([draft]) => [(draft as EventDraft).subjectId, (draft as EventDraft).seen]);
const refuses = (...ids: string[]) =>
  api.send.mockImplementation(async (draft) => {
    if (ids.includes((draft as EventDraft).subjectId)) throw refusal('server_changed_meanwhile');
  });
const order = { action: 'close', unit: '', deadlineAt: 0, note: '' } as const;
const passed = { state: 're_inspected', handling: 'assigned', verdict: 'pass' };

beforeEach(() => {
  vi.clearAllMocks();
  api.send.mockReset().mockResolvedValue(undefined);
  api.fetch.mockReset();
  setLocale('zh-CN', { reload: false });
});

it('4.06 what failed is listed with its reason and tried again as the server has it now; what is done is not sent twice', async () => {
  refuses('b');
  const closed = vi.fn();
  const from = [problem('a'), problem('b'), problem('c')];
  const { container } = render(BulkDialog, { action: 'void', from, onclose: closed });
  await waitFor(() => expect(container.ownerDocument.querySelector('[data-bulk="ready"]')).toBeTruthy());
  const dialog = screen.getByRole('dialog');
  await fireEvent.click(within(dialog).getByRole('button', { name: /3/ }));
  expect(api.send).not.toHaveBeenCalled();
  await fireEvent.input(within(dialog).getByRole('textbox'), { target: { value: '重复' } });
  await fireEvent.click(within(dialog).getByRole('button', { name: /3/ }));
  const bulk = () => dialog.querySelector<HTMLElement>('[data-bulk]')!.dataset;
  await waitFor(() => expect(bulk()).toMatchObject({ bulk: 'done', done: '2', failed: '1' }));
  expect(within(dialog).getByRole('link', { name: 'WT-b' })).toBeTruthy();
  expect(closed).not.toHaveBeenCalled();
  // Somebody had changed it; now it is as the server has it.
  refuses();
  api.fetch.mockResolvedValue([problem('b', { rev: 5 })]);
  await fireEvent.click(within(dialog).getByRole('button', { name: /再试|重试/ }));
  await waitFor(() => expect(closed).toHaveBeenCalledWith(true));
  expect(sentTo().sort()).toEqual([
    ['a', 1],
    ['b', 1],
    ['b', 5],
    ['c', 1],
  ]);
});

it('1.57 a retry ends, too, when a case has meanwhile lost what a close asks for, or cannot be seen any more', async () => {
  refuses('b', 'c', 'd');
  const run = new BulkRun();
  await run.gather(['a', 'b', 'c', 'd'].map((id) => problem(id, passed)));
  await run.run(order);
  expect([run.done.length, run.failed.length]).toEqual([1, 3]);
  refuses();
  api.send.mockClear();
  api.fetch.mockResolvedValue([
    problem('b', { ...passed, rev: 2 }),
    problem('c', { state: 'rectifying', rev: 3 }),
  ]);
  await run.retry(order);
  expect(run.state).toBe('done');
  expect(sentTo()).toEqual([['b', 2]]);
  expect(run.done.map((each) => each.id)).toEqual(['a', 'b']);
  expect(run.failed.map(({ row, reason }) => [row.id, reason.key])).toEqual([
    ['c', 'server_problem_is_rectifying'],
    ['d', 'server_changed_meanwhile'],
  ]);
  expect(run.left).toBe(0);
});

it('what a stop left out is still said to be left after a retry, and without a network the old rows are tried', async () => {
  const run = new BulkRun();
  const from = Array.from({ length: 12 }, (_, i) => problem(`p${i}`, passed));
  api.send.mockImplementation(async (draft) => {
    run.cancel();
    if ((draft as EventDraft).subjectId === 'p0') throw new EventRefused({ key: 'server_busy' }, false, null);
  });
  await run.gather(from);
  await run.run(order);
  expect([run.failed.length, run.left]).toEqual([1, 11]);
  api.send.mockReset().mockResolvedValue(undefined);
  api.fetch.mockRejectedValue(new Error('offline'));
  await run.retry(order);
  expect(sentTo()).toEqual([['p0', 1]]);
  expect([run.done.length, run.failed.length, run.left]).toEqual([1, 0, 11]);
});
