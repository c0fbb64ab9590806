import type { CheckAnswers, ProblemFound } from '../core/casework/payloads.ts';
import type { PhotoTaken } from '../core/casework/photo-taken.ts';
import type { Place } from '../core/casework/place.ts';
import type { Severity } from '../core/casework/problem-states.ts';
import type { VisitResult } from '../core/patrol/task-types.ts';
import type { SourceKind } from '../core/sources/source-kinds.ts';
import { draftEvent, newId } from '../offline/event-draft.ts';
import type { PhotoDraft } from '../offline/outbox.ts';
import type { PreparedPhoto } from '../offline/prepare-photo.ts';
import type { TaskRecord } from '../schema/records.ts';
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
}

export interface Visit {
  readonly source: string;
  readonly result: VisitResult;
  readonly place: Place | null;
  readonly note: string;
  readonly answers: CheckAnswers | null;
}

export async function acceptTask(task: TaskRecord): Promise<void> {
  await outbox.add(draftEvent('task.accepted', task.id, {}, { seen: task.rev }));
}

export async function startTask(task: TaskRecord): Promise<void> {
  await outbox.add(draftEvent('task.started', task.id, {}, { seen: task.rev }));
}

export async function finishTask(task: TaskRecord): Promise<void> {
  await outbox.add(draftEvent('task.done', task.id, { note: '' }, { seen: task.rev }));
}

/** Records that a target was visited and what came of it; gives the zone its outcome in the end. */
export async function recordVisit(task: TaskRecord, visit: Visit): Promise<void> {
  const { answers, ...rest } = visit;
  const payload = { ...rest, at: Date.now(), ...(answers ? { answers } : {}) };
  await outbox.add(draftEvent('task.visited', task.id, payload, { seen: task.rev }));
}

/** Stores a finding with its photos: the problem, its fixing on the spot, and the visit it belongs to. */
export async function recordFinding(finding: Finding): Promise<void> {
  const problem = newId();
  const payload: ProblemFound = {
    category: finding.category,
    severity: finding.severity,
    origin: finding.task?.type === 'upwind_strike' ? 'strike' : 'patrol',
    source: finding.source,
    task: finding.task?.id ?? null,
    place: finding.place,
    foundAt: Date.now(),
    note: finding.note,
  };
  await outbox.add(
    draftEvent('problem.found', problem, payload, { photos: finding.before.map(reference) }),
    finding.before.map((each) => photoDraft(each, problem, 'before')),
  );
  if (finding.handling === 'on_spot') {
    await outbox.add(
      draftEvent('problem.fixed_on_spot', problem, { note: finding.note }, { seen: 1, photos: finding.after.map(reference) }),
      finding.after.map((each) => photoDraft(each, problem, 'after')),
    );
  }
  if (finding.task) {
    const { source, place, answers } = finding;
    await recordVisit(finding.task, { source, result: 'found', place, note: '', answers });
  }
}

/** Registers a source met on the way, named or not; answers its id. */
export async function registerSource(kind: SourceKind, name: string, place: Place): Promise<string> {
  const id = newId();
  await outbox.add(draftEvent('source.registered', id, { kind, name, place, note: '' }));
  return id;
}

function reference(photo: SheetPhoto): { id: string; sha256: string } {
  return { id: photo.id, sha256: photo.prepared.sha256 };
}

function photoDraft(photo: SheetPhoto, problem: string, phase: 'before' | 'after'): PhotoDraft {
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
