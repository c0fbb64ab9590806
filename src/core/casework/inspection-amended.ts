import { hasItsPhotos, mergedAnswers } from '../checks/rated-answers.ts';
import type { CheckAnswers } from '../patrol/task-payloads.ts';
import { ok, type Result } from '../result.ts';
import { count, text, type Act, type Advance, type Refusal, type World } from './act.ts';
import { forbidden, invalid, missing, refused } from './refuse.ts';
import type { InspectionAmended } from './set-payloads.ts';
import { VISIT_MS } from './visit-time.ts';

/** Adds to an inspection what was ticked and told later on the same visit; by whoever made it, while it lasts. */
export function amendInspection(act: Act<InspectionAmended>, world: World): Result<Advance, Refusal> {
  const row = world.find('inspections', act.draft.subjectId);
  if (!row) return missing('server_no_such_inspection');
  if (text(row, 'by') !== act.author.id) return forbidden('server_only_the_inspector');
  if (act.at - count(row, 'at') > VISIT_MS) return refused('server_inspection_is_over');
  const { answers, education } = act.payload;
  if (answers === undefined && education === null) return invalid('server_nothing_to_amend');
  if (!hasItsPhotos(answers, act.draft)) return invalid('server_answer_photo_missing');
  const before = row['answers'] as CheckAnswers | null;
  const fields = {
    ...(answers === undefined ? {} : { answers: mergedAnswers(before, answers) }),
    ...(education === null ? {} : { education }),
    rev: count(row, 'rev') + 1,
  };
  return ok({ writes: [{ collection: 'inspections', id: row.id, create: false, fields }], follow: [] });
}
