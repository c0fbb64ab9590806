import { fetchProblemsOfTask } from '../api/task-problems.ts';
import { strikeReport, type StrikeReport } from '../core/patrol/strike-report.ts';
import type { ProblemRecord, TaskRecord } from '../schema/records.ts';
import type { LoadState } from './city.svelte.ts';

/** What the opened task came to so far: its problems with their states (feature 0.15). */
class TasksReport {
  state = $state<LoadState>('idle');
  problems = $state.raw<readonly ProblemRecord[]>([]);
  #asked = 0;

  /** Loads the problems of a task; the newest request wins. Never throws. */
  async load(task: string): Promise<void> {
    const mine = ++this.#asked;
    this.state = 'loading';
    this.problems = [];
    try {
      const problems = await fetchProblemsOfTask(task);
      if (mine !== this.#asked) return;
      this.problems = problems;
      this.state = 'ready';
    } catch {
      if (mine === this.#asked) this.state = 'error';
    }
  }

  reportOf(task: TaskRecord): StrikeReport {
    return strikeReport(
      { ...task },
      this.problems.map((each) => ({ ...each })),
    );
  }
}

export const tasksReport = new TasksReport();
