import type { TaskVisited } from '../core/casework/payloads.ts';
import type { TaskTarget } from '../core/patrol/task-types.ts';
import { followFix, type Fix, type PositionFailure } from '../offline/position.ts';
import type { TaskRecord } from '../schema/records.ts';
import { outbox } from './outbox.svelte.ts';
import { session } from './session.svelte.ts';
import { tasks } from './tasks.svelte.ts';

/** The tablet's view: my group's tasks with what this device did and the server does not know yet. */
class InspectState {
  taskId = $state<string | null>(null);
  targetId = $state<string | null>(null);
  fix = $state.raw<Fix | null>(null);
  fixFailure = $state<PositionFailure | null>(null);

  readonly mine = $derived(
    tasks.open
      .filter((each) => each.group !== '' && each.group === session.user?.group)
      .map((each) => withUnsent(each)),
  );
  readonly task = $derived(this.mine.find((each) => each.id === this.taskId) ?? this.mine[0] ?? null);
  /** Stops in route order; what was met on the way comes last. */
  readonly stops = $derived([...(this.task?.targets ?? [])].sort((a, b) => a.order - b.order));
  readonly target = $derived(
    this.stops.find((each) => each.source === this.targetId) ??
      this.stops.find((each) => each.state === 'todo') ??
      null,
  );

  #stop: (() => void) | null = null;

  /** Follows tasks, outbox and position; safe to call again. */
  follow(): void {
    void tasks.follow();
    if (session.user) outbox.follow(session.user.id);
    this.#stop ??= followFix(
      (fix) => {
        this.fix = fix;
        this.fixFailure = null;
      },
      (failure) => (this.fixFailure = failure),
    );
  }
}

export const inspect = new InspectState();

/** A task as it will be once the outbox is empty: visits that are on their way already count on this device. */
function withUnsent(task: TaskRecord): TaskRecord {
  const visits = outbox.waiting
    .filter((each) => each.draft.subjectId === task.id && each.draft.type === 'task.visited')
    .map((each) => JSON.parse(each.draft.payload) as TaskVisited);
  const pending = outbox.waiting.filter((each) => each.draft.subjectId === task.id).map((each) => each.draft.type);
  const targets = visits.reduce<readonly TaskTarget[]>(
    (list, visit) =>
      list.map((each) => (each.source === visit.source ? { ...each, state: visit.result, at: visit.at } : each)),
    task.targets,
  );
  const state = pending.includes('task.done')
    ? 'done'
    : pending.includes('task.started') || visits.length > 0
      ? 'under_way'
      : pending.includes('task.accepted') && task.state === 'sent'
        ? 'accepted'
        : task.state;
  return { ...task, targets: [...targets], state };
}
