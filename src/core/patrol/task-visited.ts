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
import { againstOutcome, inspectionRow, lookedAt, modeOn } from '../casework/inspection-fields.ts';
import { hasItsPhotos } from '../checks/rated-answers.ts';
import type { TaskVisited } from './task-payloads.ts';
import { checkPlace } from '../casework/place-check.ts';
import { invalid, missing } from '../casework/refuse.ts';
import { ok, type Result } from '../result.ts';
import type { TaskTarget } from './task-types.ts';

/**
 * One target visited: the task goes on, an inspection is written, the source's record counts it. An inspection that is there already
 * (the visit's own, made at its first point) stays as it is and counts once.
 */
export function visitTarget(act: Act<TaskVisited>, row: Row, world: World): Result<Advance, Refusal> {
  const { payload } = act;
  const { result, note, place, answers } = payload;
  const source = world.find('sources', payload.source);
  if (!source) return missing('server_no_such_source');
  if (result === 'skipped' && note.trim() === '') return invalid('server_visit_needs_reason');
  const at = onServerClock(act, payload.at);
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
  const circumstances = {
    mode: modeOn(row, payload.mode ?? 'regular'),
    witness: payload.witness ?? '',
    police: payload.police ?? false,
    education: payload.education ?? null,
  } as const;
  const lacking = againstOutcome(result, note, circumstances);
  if (lacking) return lacking;
  if (!hasItsPhotos(answers, act.draft)) return invalid('server_answer_photo_missing');
  const id = payload.inspection ?? act.draft.id;
  const known = world.find('inspections', id);
  if (known && text(known, 'source') !== source.id) return invalid('server_inspection_elsewhere');
  if (known) return ok({ writes: [change], follow: [] });
  const said = { ...circumstances, task: row.id, outcome: result, at, place, note, answers: answers ?? null };
  const made = inspectionRow(id, said, act.author, source);
  return ok({ writes: [change, made, ...lookedAt(source, result, row, at)], follow: [] });
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
