import type { Circumstances, Education, InspectionMode } from '../core/checks/inspection-kinds.ts';
import type { CheckAnswers } from '../core/patrol/task-payloads.ts';
import type { PhotoTaken } from '../core/casework/photo-taken.ts';
import type { Place } from '../core/casework/place.ts';
import type { Severity } from '../core/casework/problem-states.ts';
import type { NoticeIssued } from '../core/papers/notice-payloads.ts';
import type { VisitResult } from '../core/patrol/task-types.ts';
import type { SourceKind } from '../core/sources/source-kinds.ts';
import { draftEvent, newId } from '../offline/event-draft.ts';
import { closeVisit, storeOnVisit, type OpenVisit } from '../offline/open-visit.ts';
import type { PreparedPhoto } from '../offline/prepare-photo.ts';
import type { TaskRecord } from '../schema/records.ts';
import { inspect } from './inspect.svelte.ts';
import { outbox } from './outbox.svelte.ts';
import { session } from './session.svelte.ts';
import { amended, madeEntry, PLAIN, pointEntries, stopEntry } from './visit-entries.ts';

/** A photo as the sheet holds it: prepared, with the circumstances of the shutter. */
export interface SheetPhoto {
  readonly id: string;
  readonly prepared: PreparedPhoto;
  readonly taken: PhotoTaken;
  readonly url: string;
}

/** A form as it was filled in, and the pictures that its answers name. */
export interface FilledForm {
  readonly answers: CheckAnswers;
  readonly photos: readonly SheetPhoto[];
}

export interface Finding {
  readonly task: TaskRecord | null;
  readonly source: string;
  readonly category: string;
  readonly severity: Severity;
  readonly place: Place;
  readonly note: string;
  readonly handling: 'on_spot' | 'to_assign';
  readonly before: readonly SheetPhoto[];
  readonly after: readonly SheetPhoto[];
  /** Where the picture after was taken; null when nothing was fixed. */
  readonly fixedAt: Place | null;
  /** How the inspection is made that this point begins. */
  readonly mode: InspectionMode;
  readonly form: FilledForm | null;
  /** The problem that its finder takes it for; the office merges the two. '' = none. */
  readonly linked: string;
  /** What was filmed of it, beside the photos. */
  readonly clip: SheetPhoto | null;
}

/** What came of going to a source, besides findings. */
export interface Visit extends Circumstances {
  readonly task: TaskRecord | null;
  readonly source: string;
  readonly result: VisitResult;
  /** Null only for `skipped`. */
  readonly place: Place | null;
  readonly note: string;
  readonly form: FilledForm | null;
}

export async function acceptTask(task: TaskRecord): Promise<void> {
  await outbox.add([{ draft: draftEvent('task.accepted', task.id, {}, { seen: task.rev }) }]);
}

export async function startTask(task: TaskRecord): Promise<void> {
  await outbox.add([{ draft: draftEvent('task.started', task.id, {}, { seen: task.rev }) }]);
}

/** Ends a task; one that was refused before is asked again, so that the list holds it once. */
export async function finishTask(task: TaskRecord, note = ''): Promise<void> {
  const before = outbox.refused.find(
    (each) => each.draft.subjectId === task.id && each.draft.type === 'task.done',
  );
  if (before && note === '') return outbox.retry(before.id);
  if (before) await outbox.setAside(before.id);
  await outbox.add([{ draft: draftEvent('task.done', task.id, { note }, { seen: task.rev }) }]);
}

/** Records what a visit came to that brought no finding; gives the zone of its task its outcome in the end. */
export async function recordVisit(visit: Visit): Promise<void> {
  const { task, place, ...said } = visit;
  if (task) await outbox.add([stopEntry(task, { ...said, place })]);
  else if (place && said.result !== 'skipped')
    await outbox.add([madeEntry(newId(), null, { ...said, place, outcome: said.result })]);
  inspect.goOn();
}

/** Records that a grid of a patrol was gone through and nothing was found in it. */
export async function recordWalk(task: TaskRecord, cell: string, place: Place): Promise<void> {
  const draft = draftEvent('task.walked', task.id, { cell, at: Date.now(), place }, { seen: task.rev });
  await outbox.add([{ draft }]);
}

/**
 * Stores a finding with its photos: the inspection of the visit where this is its first point, the problem, its fixing on the spot, and
 * the stop of the task, in this order. The visit goes on until it is ended, so that its next point is one of the same inspection.
 * False when another window of the same person has stored it.
 */
export async function recordFinding(finding: Finding, problem: string = newId()): Promise<boolean> {
  const author = session.user?.id ?? '';
  const { task, source, mode, form, place } = finding;
  const said = { source, place, mode, form, ...PLAIN, note: '' } as const;
  const stored = await storeOnVisit(
    { author, source, task: task?.id ?? null, mode, answers: form?.answers ?? null },
    Date.now(),
    ({ inspection }, before) => [
      ...(before
        ? amended(before, form, null)
        : [madeEntry(inspection, task, { ...said, outcome: 'found' })]),
      ...pointEntries(finding, inspection, problem),
      // The stop is marked by its first point.
      ...(task && !before
        ? [{ ...stopEntry(task, { ...said, form: null, result: 'found', inspection }), after: [problem] }]
        : []),
    ],
  );
  void outbox.send();
  if (stored) inspect.targetId = source;
  return stored;
}

/** Ends a visit; what was ticked since its last point goes with it. */
export async function endVisit(visit: OpenVisit, form: FilledForm | null): Promise<void> {
  await closeVisit(visit, amended(visit, form, null), Date.now());
  void outbox.send();
  inspect.goOn();
}

/** Adds a talk to the inspection of a visit that goes on. */
export async function recordTalk(visit: OpenVisit, education: Education): Promise<void> {
  await outbox.add([...amended(visit, null, education)]);
}

/** Issues a rectification notice on the spot; it follows its findings to the server and gets its number there. Answers its id. */
export async function recordNotice(payload: NoticeIssued): Promise<string> {
  const id = newId();
  await outbox.add([{ draft: draftEvent('notice.issued', id, payload), after: payload.problems }]);
  return id;
}

/** Registers a source met on the way, named or not; answers its id. */
export async function registerSource(kind: SourceKind, name: string, place: Place): Promise<string> {
  const id = newId();
  await outbox.add([{ draft: draftEvent('source.registered', id, { kind, name, place, note: '' }) }]);
  return id;
}
