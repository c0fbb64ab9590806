import type { SourceRegistered } from '../core/casework/payloads.ts';
import type { TaskVisited, TaskWalked } from '../core/patrol/task-payloads.ts';
import type { TaskCell, TaskTarget } from '../core/patrol/task-types.ts';
import type { OutboxItem } from '../offline/outbox-store.ts';
import type { SourceRecord, TaskRecord } from '../schema/records.ts';

/**
 * A task as it will be once the outbox is empty. Confirmed items count too until the server's row arrives: a stop that was visited
 * never falls back to "to do" in between. A task never goes backwards by this.
 */
export function withUnsent(task: TaskRecord, items: readonly OutboxItem[]): TaskRecord {
  const mine = items.filter(
    (each) => each.draft.subjectId === task.id && (isUnsent(each) || each.state === 'confirmed'),
  );
  const did = (type: OutboxItem['draft']['type']) => mine.some((each) => each.draft.type === type);
  const visits = mine
    .filter((each) => each.draft.type === 'task.visited')
    .map((each) => JSON.parse(each.draft.payload) as TaskVisited);
  const targets = visits.reduce<readonly TaskTarget[]>(visited, task.targets);
  const walks = mine
    .filter((each) => each.draft.type === 'task.walked')
    .map((each) => JSON.parse(each.draft.payload) as TaskWalked);
  const state = did('task.done')
    ? 'done'
    : did('task.started') || visits.length + walks.length > 0
      ? 'under_way'
      : did('task.accepted') && task.state === 'sent'
        ? 'accepted'
        : task.state;
  return { ...task, targets: [...targets], cells: task.cells && walks.reduce(walked, task.cells), state };
}

/** Sources registered on this device that the server does not know yet, as they will be. */
export function unsentSources(items: readonly OutboxItem[]): readonly SourceRecord[] {
  return items
    .filter(
      (each) => each.draft.type === 'source.registered' && (isUnsent(each) || each.state === 'confirmed'),
    )
    .map((each) => {
      const { kind, name, place } = JSON.parse(each.draft.payload) as SourceRegistered;
      return { ...BLANK, id: each.draft.subjectId, kind, name, lng: place.lng, lat: place.lat };
    });
}

const BLANK = {
  collectionName: 'sources',
  code: '',
  state: 'active',
  polygon: null,
  cell: '',
  village: '',
  town: '',
  regulator: '',
  unit: '',
  leader: '',
  card: '',
  profile: {},
  checks: 0,
  hits: 0,
  openProblems: 0,
  lastCheckAt: 0,
  demo: false,
  rev: 0,
} as const satisfies Partial<SourceRecord>;

function isUnsent(each: OutboxItem): boolean {
  return each.state === 'waiting' || each.state === 'sending';
}

function visited(list: readonly TaskTarget[], { source, result, at }: TaskVisited): readonly TaskTarget[] {
  if (!list.some((each) => each.source === source))
    return [...list, { source, order: list.length, state: result, at, share: null, extra: true }];
  return list.map((each) => (each.source === source ? { ...each, state: result, at } : each));
}

function walked(list: TaskCell[], { cell, at, place }: TaskWalked): TaskCell[] {
  return list.map((each) =>
    each.cell === cell && (each.at === null || at < each.at) ? { cell, at, place } : each,
  );
}
