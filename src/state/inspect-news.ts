import type { TaskRecord } from '../schema/records.ts';

export const TASK_NEWS = ['sent', 'recalled', 'retargeted'] as const;

/** Something that somebody else did to a group's tasks while it was looking. */
export interface TaskNews {
  readonly kind: (typeof TASK_NEWS)[number];
  readonly task: TaskRecord;
}

const OPEN: readonly TaskRecord['state'][] = ['sent', 'accepted', 'under_way'];

/** What changed for a group between two looks at its tasks; visits of its own are no news. */
export function newsOf(
  before: readonly TaskRecord[],
  after: readonly TaskRecord[],
  group: string,
): readonly TaskNews[] {
  const known = new Map(before.map((each) => [each.id, each]));
  return after
    .filter((each) => each.group === group)
    .flatMap((task): TaskNews[] => {
      const old = known.get(task.id);
      const wasOpen = old !== undefined && OPEN.includes(old.state);
      if (!OPEN.includes(task.state))
        return wasOpen && task.state === 'cancelled' ? [{ kind: 'recalled', task }] : [];
      if (!wasOpen) return [{ kind: 'sent', task }];
      return plannedStops(old) === plannedStops(task) ? [] : [{ kind: 'retargeted', task }];
    });
}

/** A visit changes a stop's state, a new sending the list itself; what was met on the way was not sent. */
function plannedStops(task: TaskRecord): string {
  return task.targets
    .filter((each) => !each.extra)
    .map((each) => each.source)
    .sort()
    .join();
}
