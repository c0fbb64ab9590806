import type { ProblemOrigin } from '../casework/problem-states.ts';
import type { TaskType } from './task-types.ts';

/** Where a finding came from, by the task it was made on: a night check's is a finding of the night (domain.md §3, §5). */
export const FINDING_ORIGINS: Readonly<Record<TaskType, ProblemOrigin>> = {
  grid_patrol: 'patrol',
  upwind_strike: 'strike',
  station_force: 'patrol',
  night_check: 'night',
  morning_check: 'patrol',
  reinspection: 'patrol',
  look_back: 'patrol',
  emergency_check: 'patrol',
  joint_action: 'patrol',
};

/** Origin of a finding on a task; null = without one. */
export function findingOrigin(task: { readonly type: TaskType } | null): ProblemOrigin {
  return task ? FINDING_ORIGINS[task.type] : 'patrol';
}
