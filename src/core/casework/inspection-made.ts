import { hasItsPhotos } from '../checks/rated-answers.ts';
import { ok, type Result } from '../result.ts';
import { onServerClock, type Act, type Advance, type Refusal, type World } from './act.ts';
import { againstOutcome, inspectionRow, lookedAt, modeOn } from './inspection-fields.ts';
import { inTerritory, ownsTask } from './permissions.ts';
import { checkPlace } from './place-check.ts';
import { forbidden, invalid, missing } from './refuse.ts';
import type { InspectionMade } from './set-payloads.ts';

/** One inspection of a place; its points follow as problems that name it. A gate that stayed shut is to be visited again. */
export function makeInspection(act: Act<InspectionMade>, world: World): Result<Advance, Refusal> {
  const { payload, author } = act;
  const source = world.find('sources', payload.source);
  if (!source) return missing('server_no_such_source');
  if (!inTerritory(author, source)) return forbidden('server_not_your_territory');
  const task = payload.task === null ? null : world.find('tasks', payload.task);
  if (payload.task !== null && !task) return missing('server_no_such_task');
  if (task && !ownsTask(author, task)) return forbidden('server_not_your_group');
  const place = checkPlace(payload.place);
  if (!place.ok) return place;
  const { outcome } = payload;
  const lacking = againstOutcome(outcome, payload.note, payload);
  if (lacking) return lacking;

  if (!hasItsPhotos(payload.answers, act.draft)) return invalid('server_answer_photo_missing');
  const at = onServerClock(act, payload.at);
  const mode = modeOn(task, payload.mode);
  const said = { ...payload, mode, task: payload.task ?? '', at, answers: payload.answers ?? null };
  const made = inspectionRow(act.draft.subjectId, said, author, source);
  return ok({ writes: [made, ...lookedAt(source, outcome, task, at)], follow: [] });
}
