import { distance } from '../geo.ts';
import { ok, type Result } from '../result.ts';
import { isMajorBreach } from '../response/reduction.ts';
import { SHUT_STATES } from '../sources/source-kinds.ts';
import type { Instant, LngLat } from '../units.ts';
import {
  count,
  text,
  type Act,
  type Advance,
  type Refusal,
  type Row,
  type World,
  type Write,
} from './act.ts';
import { isOwnCategory } from './category-code.ts';
import { evidenceRule } from './evidence-rules.ts';
import { deedTime } from './device-time.ts';
import { firstSeenChain } from './first-seen.ts';
import type { ProblemFound } from './payloads.ts';
import { boundByTerritory, inTerritory, ownsTask } from './permissions.ts';
import { checkPlace } from './place-check.ts';
import { FINDING_ORIGINS } from '../patrol/finding-origin.ts';
import type { TaskType } from '../patrol/task-types.ts';
import { relapseFields } from '../lookback/look-backs.ts';
import { forbidden, invalid, missing } from './refuse.ts';
import { idList } from './parties.ts';
import type { ProblemOrigin } from './problem-states.ts';
import { openProblems } from './source-count.ts';

/** Wider than any district's site, narrower than a slip of a digit. */
const FAR_M = 20_000;

/** A new problem: one point and one category, with who saw it first up to the district. */
export function foundProblem(act: Act<ProblemFound>, world: World): Result<Advance, Refusal> {
  const { payload, author, draft } = act;
  const outside = cameFromOutside(act);
  if (author.role === 'public' && !outside) return forbidden('server_not_your_task', { type: draft.type });
  if (draft.photos.length < 1 && !outside) return invalid('server_needs_photo');
  const place = checkPlace(payload.place);
  if (!place.ok) return place;
  const source =
    payload.source === '' && outside ? unlooked(payload.place, world) : world.find('sources', payload.source);
  if (!source) return missing('server_no_such_source');
  if (payload.source === '' && text(source, 'town') === '') return invalid('server_place_outside');
  if (boundByTerritory(author) && !inTerritory(author, source)) return forbidden('server_not_your_territory');
  const task = payload.task === null ? null : world.find('tasks', payload.task);
  if (payload.task !== null && !task) return missing('server_no_such_task');
  if (task && !ownsTask(author, task)) return forbidden('server_not_your_group');
  const inspection = payload.inspection === undefined ? null : world.find('inspections', payload.inspection);
  if (payload.inspection !== undefined && !inspection) return missing('server_no_such_inspection');
  if (inspection && text(inspection, 'source') !== source.id) return invalid('server_inspection_elsewhere');
  const when = deedTime(payload.foundAt, draft.clockOffsetMs, act.receivedAt);
  if (!when.ok) return when;
  if (!isOwnCategory(payload.category) && world.knowsCategory?.(payload.category, when.value) === false)
    return invalid('server_category_unknown', { category: payload.category });
  const { photosBefore } = evidenceRule(
    payload.category,
    world.evidenceOf?.(payload.category, '', when.value) ?? null,
  );
  // What follows from a failed second look has the pictures of that look, which has a rule of its own.
  if (author.role !== 'system' && draft.photos.length < photosBefore && !outside)
    return invalid('server_needs_photos_before', { count: photosBefore });
  const far = checkNear(payload.place, source);
  if (far) return far;
  const foundAt = when.value;
  const create: Write = {
    collection: 'problems',
    id: draft.subjectId,
    create: true,
    fields: {
      no: world.numberFor('WT', foundAt),
      category: payload.category,
      severity: severityOf(payload, source, foundAt, world),
      state: 'found',
      handling: 'undecided',
      origin: originOf(payload, task),
      source: source.id,
      task: payload.task ?? '',
      zone: task ? text(task, 'zone') : '',
      inspection: inspection?.id ?? '',
      covert: [inspection, task].some((each) => each !== null && text(each, 'mode') === 'covert'),
      linked: payload.linked ?? '',
      ...relapseFields(source.id, payload.category, foundAt, world),
      lng: payload.place.lng,
      lat: payload.place.lat,
      accuracyM: payload.place.accuracyM ?? 0,
      placeBy: payload.place.by,
      placeReason: payload.place.reason,
      ...firstSeenChain(source, world),
      nearTowns: idList(world.townsNear(payload.place, text(source, 'town'))),
      unit: '',
      foundBy: author.id,
      group: author.group,
      note: payload.note,
      foundAt,
      receivedAt: act.receivedAt,
      deadlineAt: 0,
      closedAt: 0,
      demo: false,
      rev: 1,
    },
  };
  return ok({ writes: [create, ...openProblems(source.id, 1)], follow: [] });
}

/** On a task the field does not choose: what was found on a night check is a finding of the night, whatever the tablet said. */
function originOf({ origin }: ProblemFound, task: Row | null): ProblemOrigin {
  const field = Object.values(FINDING_ORIGINS).includes(origin);
  return task && field ? FINDING_ORIGINS[text(task, 'type') as TaskType] : origin;
}

/** What a citizen, a medium, the city's centre or somebody's device told, to the office's page or on its telephone: nobody of its own has looked, so there is no photo to ask for. */
function cameFromOutside({ payload, author }: Act<ProblemFound>): boolean {
  const { origin } = payload;
  return (
    // The door itself where it was told at a meeting of several parties.
    (origin === 'public' && ['public', 'dispatcher', 'system'].includes(author.role)) ||
    (origin === 'media' && author.role === 'dispatcher') ||
    (origin === 'device' && author.role === 'system') ||
    (origin === 'city_centre' && (author.role === 'dispatcher' || author.role === 'system'))
  );
}

/** Stands in for the source that is not known: the grids of the place. */
function unlooked(place: LngLat, world: World): Row {
  return { id: '', ...world.locate(place), lng: place.lng, lat: place.lat };
}

/** A point on another continent is a slip of the hand or of the device; large sites and long roads stay within. */
function checkNear(place: LngLat, source: Row): Result<never, Refusal> | null {
  const at = { lng: count(source, 'lng'), lat: count(source, 'lat') };
  if (at.lng === 0 && at.lat === 0) return null;
  const metres = distance(place, at);
  if (metres <= FAR_M) return null;
  return invalid('server_place_far', { name: text(source, 'name'), km: Math.round(metres / 1000) });
}

/**
 * Work at a place that was stopped or sealed (feature 1.29), or that an emergency response had told to stop, is a major problem, whatever
 * was ticked.
 */
function severityOf(
  { category, severity }: ProblemFound,
  source: Row,
  foundAt: Instant,
  world: World,
): number {
  const shut = SHUT_STATES.some((each) => each === text(source, 'state'));
  if (shut && category === 'dust.work_in_ban') return 3;
  return isMajorBreach(category, source.id, foundAt, world) ? 3 : severity;
}
