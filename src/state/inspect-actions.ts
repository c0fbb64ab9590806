import type { EventDraft } from '../core/casework/events.ts';
import type { ProblemFound } from '../core/casework/payloads.ts';
import type { CheckAnswers } from '../core/patrol/task-payloads.ts';
import type { PhotoTaken } from '../core/casework/photo-taken.ts';
import type { Place } from '../core/casework/place.ts';
import type { Severity } from '../core/casework/problem-states.ts';
import type { InspectionMade } from '../core/casework/set-payloads.ts';
import type { NoticeIssued } from '../core/papers/notice-payloads.ts';
import type { VisitResult } from '../core/patrol/task-types.ts';
import type { SourceKind } from '../core/sources/source-kinds.ts';
import { draftEvent, newId } from '../offline/event-draft.ts';
import type { Entry, PhotoDraft } from '../offline/outbox.ts';
import type { PreparedPhoto } from '../offline/prepare-photo.ts';
import type { TaskRecord } from '../schema/records.ts';
import { inspect } from './inspect.svelte.ts';
import { outbox } from './outbox.svelte.ts';

/** A photo as the sheet holds it: prepared, with the circumstances of the shutter. */
export interface SheetPhoto {
  readonly id: string;
  readonly prepared: PreparedPhoto;
  readonly taken: PhotoTaken;
  readonly url: string;
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
  readonly answers: CheckAnswers | null;
  /** The problem that its finder takes it for; the office merges the two. '' = none. */
  readonly linked: string;
}

export interface Visit {
  readonly source: string;
  readonly result: VisitResult;
  readonly place: Place | null;
  readonly note: string;
  readonly answers: CheckAnswers | null;
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

/** Records that a target was visited and what came of it; gives the zone its outcome in the end. */
export async function recordVisit(task: TaskRecord, visit: Visit): Promise<void> {
  await outbox.add([{ draft: visitEvent(task, visit) }]);
  inspect.goOn();
}

/** Records a check that no task asked for; the source's own count goes up by it. */
export async function recordCheck(
  source: string,
  outcome: 'nothing' | 'found',
  place: Place,
  answers: CheckAnswers | null,
  note = '',
): Promise<void> {
  await outbox.add([checkEntry(source, outcome, place, answers, note)]);
}

/** Records that a grid of a patrol was gone through and nothing was found in it. */
export async function recordWalk(task: TaskRecord, cell: string, place: Place): Promise<void> {
  const draft = draftEvent('task.walked', task.id, { cell, at: Date.now(), place }, { seen: task.rev });
  await outbox.add([{ draft }]);
}

/**
 * Stores a finding with its photos: the problem, its fixing on the spot, and the visit it belongs to, in this order.
 * False when another window of the same person has stored it.
 */
export async function recordFinding(finding: Finding, problem: string = newId()): Promise<boolean> {
  const { task, source, place, note, answers, before, after } = finding;
  const payload: ProblemFound = {
    category: finding.category,
    severity: finding.severity,
    origin: task?.type === 'upwind_strike' ? 'strike' : 'patrol',
    source,
    task: task?.id ?? null,
    place,
    foundAt: Date.now(),
    note,
    ...(finding.linked === '' ? {} : { linked: finding.linked }),
  };
  const entries: Entry[] = [
    {
      draft: draftEvent('problem.found', problem, payload, { photos: before.map(reference) }),
      photos: before.map((each) => photoDraft(each, problem, 'before')),
    },
  ];
  if (finding.handling === 'on_spot') {
    entries.push({
      draft: draftEvent(
        'problem.fixed_on_spot',
        problem,
        { note },
        { seen: 1, photos: after.map(reference) },
      ),
      photos: after.map((each) => photoDraft(each, problem, 'after')),
    });
  }
  if (task) {
    const draft = visitEvent(task, { source, result: 'found', place, note: '', answers });
    entries.push({ draft, after: [problem] });
  } else if (answers) entries.push({ ...checkEntry(source, 'found', place, answers), after: [problem] });
  const stored = await outbox.add(entries, source);
  inspect.goOn();
  return stored;
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

function checkEntry(
  source: string,
  outcome: 'nothing' | 'found',
  place: Place,
  answers: CheckAnswers | null,
  note = '',
): Entry {
  const payload: InspectionMade = {
    source,
    task: null,
    mode: 'regular',
    outcome,
    at: Date.now(),
    place,
    note,
    witness: '',
    police: false,
    education: null,
    ...(answers ? { answers } : {}),
  };
  return { draft: draftEvent('inspection.made', newId(), payload) };
}

function visitEvent(task: TaskRecord, { answers, ...rest }: Visit): EventDraft {
  const payload = { ...rest, at: Date.now(), ...(answers ? { answers } : {}) };
  return draftEvent('task.visited', task.id, payload, { seen: task.rev });
}

/** A photo as its event names it. */
export function reference(photo: SheetPhoto): { id: string; sha256: string } {
  return { id: photo.id, sha256: photo.prepared.sha256 };
}

/** A photo as it is stored with its event. */
export function photoDraft(photo: SheetPhoto, problem: string, phase: 'before' | 'after'): PhotoDraft {
  return {
    id: photo.id,
    subject: 'problems',
    subjectId: problem,
    phase,
    sha256: photo.prepared.sha256,
    taken: { ...photo.taken },
    bytes: photo.prepared.bytes,
  };
}
