import { DAY_MS } from '../china-time.ts';
import { ok, type Result } from '../result.ts';
import { count, onServerClock, text, type Act, type Advance, type Refusal, type World } from './act.ts';
import { inTerritory, ownsTask } from './permissions.ts';
import { checkPlace } from './place-check.ts';
import { forbidden, invalid, missing } from './refuse.ts';
import type { InspectionMade } from './set-payloads.ts';

/** A gate that stayed shut is proposed to be visited again within two days. */
export const REVISIT_MS = 2 * DAY_MS;

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
  if (outcome === 'obstructed' && payload.witness.trim() === '') return invalid('server_needs_witness');
  if ((outcome === 'obstructed' || outcome === 'locked') && payload.note.trim() === '')
    return invalid('server_visit_needs_reason');
  if (outcome === 'education' && payload.education === null) return invalid('server_needs_education');

  const at = onServerClock(act, payload.at);
  const fields = {
    task: payload.task ?? '',
    source: source.id,
    by: author.id,
    group: author.group,
    at,
    lng: payload.place.lng,
    lat: payload.place.lat,
    accuracyM: payload.place.accuracyM ?? 0,
    result: outcome,
    // What a covert task came to stays covert, whatever the tablet ticked.
    mode: task && text(task, 'mode') === 'covert' ? 'covert' : payload.mode,
    witness: payload.witness,
    followUp: payload.police ? 'police' : '',
    education: payload.education,
    revisitDueAt: outcome === 'locked' || outcome === 'obstructed' ? at + REVISIT_MS : 0,
    note: payload.note,
    answers: payload.answers ?? null,
    town: text(source, 'town'),
    demo: false,
    rev: 1,
  };
  const looked = outcome === 'found' || outcome === 'nothing';
  const record = {
    collection: 'sources',
    id: source.id,
    create: false,
    fields: { lastCheckAt: Math.max(at, count(source, 'lastCheckAt')) },
    add: { checks: 1, hits: outcome === 'found' ? 1 : 0 },
  };
  return ok({
    writes: [
      { collection: 'inspections', id: act.draft.subjectId, create: true, fields },
      ...(looked ? [record] : []),
    ],
    follow: [],
  });
}
