import {
  count,
  onServerClock,
  text,
  type Act,
  type Advance,
  type Refusal,
  type Row,
  type World,
  type Write,
} from '../casework/act.ts';
import { REVISIT_MS } from '../casework/inspection-made.ts';
import type { TaskVisited } from './task-payloads.ts';
import { checkPlace } from '../casework/place-check.ts';
import { invalid, missing } from '../casework/refuse.ts';
import { ok, type Result } from '../result.ts';
import type { TaskTarget } from './task-types.ts';

/** One target visited: the task goes on, an inspection is written, the source's record counts it. */
export function visitTarget(act: Act<TaskVisited>, row: Row, world: World): Result<Advance, Refusal> {
  const { result, note, place, answers } = act.payload;
  const source = world.find('sources', act.payload.source);
  if (!source) return missing('server_no_such_source');
  if (result !== 'found' && result !== 'nothing' && note.trim() === '')
    return invalid('server_visit_needs_reason');
  const at = onServerClock(act, act.payload.at);
  const targets = (row['targets'] as readonly TaskTarget[] | null) ?? [];
  const change: Write = {
    collection: 'tasks',
    id: row.id,
    create: false,
    fields: {
      // A visit that was made before the task lapsed, and is heard of only now.
      state: count(row, 'lapsedAt') > 0 ? 'done' : 'under_way',
      targets: mark(targets, source.id, result, at),
      rev: count(row, 'rev') + 1,
    },
  };
  if (result === 'skipped') return ok({ writes: [change], follow: [] });

  if (place === null) return invalid('server_visit_needs_place');
  const evidence = checkPlace(place);
  if (!evidence.ok) return evidence;
  const inspection: Write = {
    collection: 'inspections',
    id: act.draft.id,
    create: true,
    fields: {
      task: row.id,
      source: source.id,
      by: act.author.id,
      at,
      lng: place.lng,
      lat: place.lat,
      accuracyM: place.accuracyM ?? 0,
      result,
      mode: text(row, 'mode') === 'covert' ? 'covert' : 'regular',
      group: act.author.group,
      note,
      revisitDueAt: result === 'locked' || result === 'obstructed' ? at + REVISIT_MS : 0,
      answers: answers || note !== '' ? { ...answers, note } : null,
      town: text(source, 'town'),
      demo: false,
    },
  };
  const before = targets.find((each) => each.source === source.id)?.state;
  return ok({ writes: [change, inspection, ...record(source, result, before, at)], follow: [] });
}

/** A gate that stayed shut is no check: it tells nothing about the source. Coming back on the same task is the same check. */
function record(
  source: Row,
  result: TaskVisited['result'],
  before: TaskTarget['state'] | undefined,
  at: number,
): Write[] {
  if (result !== 'found' && result !== 'nothing') return [];
  return [
    {
      collection: 'sources',
      id: source.id,
      create: false,
      fields: { lastCheckAt: Math.max(at, count(source, 'lastCheckAt')) },
      add: {
        checks: before === 'found' || before === 'nothing' ? 0 : 1,
        hits: result === 'found' && before !== 'found' ? 1 : 0,
      },
    },
  ];
}

function mark(
  targets: readonly TaskTarget[],
  source: string,
  state: TaskVisited['result'],
  at: number,
): readonly TaskTarget[] {
  if (targets.some((each) => each.source === source)) {
    return targets.map((each) => (each.source === source ? { ...each, state, at } : each));
  }
  return [...targets, { source, order: targets.length, state, at, share: null, extra: true }];
}
