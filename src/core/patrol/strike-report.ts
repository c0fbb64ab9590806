import { isSettledProblem, type Handling, type ProblemState } from '../casework/problem-states.ts';
import { text, type Row } from '../casework/act.ts';
import type { TaskTarget } from './task-types.ts';

export interface StrikeReport {
  readonly task: string;
  readonly no: string;
  readonly visited: number;
  readonly left: number;
  /** Each problem with what became of it; the undecided ones first, then by number. */
  readonly problems: readonly {
    readonly id: string;
    readonly no: string;
    readonly category: string;
    readonly state: ProblemState;
    readonly handling: Handling;
    readonly unit: string;
    readonly settled: boolean;
  }[];
  /** Problems by handling; void ones are in none. They add up to `found`. */
  readonly totals: {
    readonly found: number;
    readonly onSpot: number;
    readonly assigned: number;
    readonly undecided: number;
  };
  /** Nothing stands in the way of ending it. */
  readonly mayEnd: boolean;
}

/** What a strike came to: every target and every problem of it (feature 0.15). */
export function strikeReport(task: Row, found: readonly Row[]): StrikeReport {
  const targets = (task['targets'] as readonly TaskTarget[] | null) ?? [];
  const left = targets.filter((each) => each.state === 'todo').length;
  const problems = found
    .map((row) => {
      const state = text(row, 'state') as ProblemState;
      return {
        id: row.id,
        no: text(row, 'no'),
        category: text(row, 'category'),
        state,
        handling: text(row, 'handling') as Handling,
        unit: text(row, 'unit'),
        settled: isSettledProblem(state),
      };
    })
    .sort((a, b) => Number(a.settled) - Number(b.settled) || (a.no < b.no ? -1 : 1));
  const counted = problems.filter((each) => each.state !== 'void');
  const by = (handling: Handling): number => counted.filter((each) => each.handling === handling).length;
  return {
    task: task.id,
    no: text(task, 'no'),
    visited: targets.length - left,
    left,
    problems,
    totals: {
      found: counted.length,
      onSpot: by('fixed_on_spot'),
      assigned: by('assigned'),
      undecided: by('undecided'),
    },
    mayEnd: left === 0 && problems.every((each) => each.settled),
  };
}
