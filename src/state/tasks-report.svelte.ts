import { listen } from '../api/realtime.ts';
import { fetchProblemsOfTask } from '../api/task-problems.ts';
import { fetchVisitsOfTask, type TaskVisit } from '../api/task-visits.ts';
import { strikeReport, type StrikeReport } from '../core/patrol/strike-report.ts';
import type { ProblemRecord, TaskRecord } from '../schema/records.ts';
import type { LoadState } from './city.svelte.ts';

/** What the opened task came to so far: its problems with their states (feature 0.15), and where it was. */
class TasksReport {
  state = $state<LoadState>('idle');
  problems = $state.raw<readonly ProblemRecord[]>([]);
  visits = $state.raw<readonly TaskVisit[]>([]);
  #asked = 0;

  /**
   * Begins the report of a task and keeps up with its problems until the function it returns is called: an office settles them while
   * the report is open. Never throws.
   */
  follow(task: string): () => void {
    this.state = 'loading';
    this.problems = [];
    this.visits = [];
    const load = (): void => void this.load(task);
    return listen<{ readonly record: ProblemRecord }>(
      'problems/*',
      ({ record }) => {
        if (record.task === task) load();
      },
      load,
      load,
    );
  }

  /** Loads the problems and checks of a task; the newest request wins. Never throws. */
  async load(task: string): Promise<void> {
    const mine = ++this.#asked;
    try {
      const [problems, visits] = await Promise.all([fetchProblemsOfTask(task), fetchVisitsOfTask(task)]);
      if (mine !== this.#asked) return;
      this.problems = problems;
      this.visits = visits;
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
