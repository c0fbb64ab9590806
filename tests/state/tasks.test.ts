import { expect, test, vi } from 'vitest';
import type { TaskRecord } from '../../src/schema/records.ts';

type Hear = (message: { action: string; record: TaskRecord }) => void;

let hear: Hear = () => {};
let answer: (rows: TaskRecord[]) => void = () => {};
vi.mock('../../src/api/realtime.ts', () => ({
  listen: (_topic: string, onMessage: Hear) => {
    hear = onMessage;
    return () => {};
  },
}));
vi.mock('../../src/api/tasks.ts', () => ({
  fetchTasks: () => new Promise<TaskRecord[]>((resolve) => (answer = resolve)),
}));
const { tasks } = await import('../../src/state/tasks.svelte.ts');

test('a task sent while the list is on its way stays, and so does a newer state of one', async () => {
  const asked = tasks.follow();
  hear({ action: 'create', record: task('sent meanwhile', 'sent', 3) });
  hear({ action: 'update', record: task('recalled meanwhile', 'cancelled', 2) });
  answer([task('recalled meanwhile', 'sent', 2), task('old', 'done', 1)]);
  await asked;
  expect(tasks.all.map(({ id, state }) => [id, state])).toEqual([
    ['sent meanwhile', 'sent'],
    ['recalled meanwhile', 'cancelled'],
    ['old', 'done'],
  ]);
});

function task(id: string, state: TaskRecord['state'], sentAt: number): TaskRecord {
  return { id, state, sentAt } as TaskRecord;
}
