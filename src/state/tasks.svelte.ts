import { isForbidden } from '../api/fetch-json.ts';
import { listen } from '../api/realtime.ts';
import { fetchTasks } from '../api/tasks.ts';
import type { TaskRecord } from '../schema/records.ts';
import type { LoadState } from './city.svelte.ts';
import { HeardMeanwhile } from './heard-meanwhile.ts';

const DAY_MS = 86_400_000;

/** Tasks of the last day and all open ones, as far as this person may see them. */
class TasksState {
  state = $state<LoadState>('idle');
  all = $state.raw<readonly TaskRecord[]>([]);

  readonly sent = $derived(this.all.filter((each) => each.state === 'sent'));
  readonly underWay = $derived(
    this.all.filter((each) => each.state === 'accepted' || each.state === 'under_way'),
  );
  readonly done = $derived(this.all.filter((each) => each.state === 'done'));
  readonly open = $derived([...this.sent, ...this.underWay]);

  #stop: (() => void) | null = null;
  readonly #meanwhile = new HeardMeanwhile<TaskRecord>();

  /** Loads and follows; safe to call again, and the retry after an error. Never throws. */
  async follow(): Promise<void> {
    this.#stop ??= listen<{ action: string; record: TaskRecord }>(
      'tasks/*',
      ({ record }) => {
        this.#meanwhile.hear(record);
        this.all = taken(this.all, record);
      },
      () => void this.refresh(),
      () => void this.refresh(),
    );
    await this.refresh();
  }

  async refresh(): Promise<void> {
    if (this.state !== 'ready') this.state = 'loading';
    try {
      const { answer, heard } = await this.#meanwhile.during(() => fetchTasks(Date.now() - DAY_MS));
      this.all = heard.reduce(taken, answer);
      this.state = 'ready';
    } catch (error) {
      if (this.state !== 'ready') this.state = isForbidden(error) ? 'forbidden' : 'error';
    }
  }

  reset(): void {
    this.#stop?.();
    this.#stop = null;
    this.all = [];
    this.state = 'idle';
  }

  find(id: string): TaskRecord | null {
    return this.all.find((each) => each.id === id) ?? null;
  }

  openTasksOf(group: string): number {
    return this.open.filter((each) => each.group === group).length;
  }
}

export const tasks = new TasksState();

function taken(rows: readonly TaskRecord[], record: TaskRecord): readonly TaskRecord[] {
  return [record, ...rows.filter((each) => each.id !== record.id)].sort((a, b) => b.sentAt - a.sentAt);
}
