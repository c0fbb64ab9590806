import type { Education } from '../core/checks/inspection-kinds.ts';
import type { ProblemFound } from '../core/casework/payloads.ts';
import type { InspectionMade } from '../core/casework/set-payloads.ts';
import { findingOrigin } from '../core/patrol/finding-origin.ts';
import type { CheckAnswers } from '../core/patrol/task-payloads.ts';
import { draftEvent } from '../offline/event-draft.ts';
import type { OpenVisit } from '../offline/open-visit.ts';
import type { Entry, PhotoDraft } from '../offline/outbox.ts';
import type { TaskRecord } from '../schema/records.ts';
import type { FilledForm, Finding, SheetPhoto, Visit } from './inspect-actions.ts';

/* What is stored of a visit: its inspection, its points, the stop of its task. */

/** Nothing of the kind happened. */
export const PLAIN = { witness: '', police: false, education: null } as const;

type Made = Omit<InspectionMade, 'at' | 'task' | 'answers'> & { readonly form: FilledForm | null };

export function madeEntry(
  id: string,
  task: TaskRecord | null,
  { form, source, outcome, mode, place, note, witness, police, education }: Made,
): Entry {
  const payload: InspectionMade = {
    ...{ source, outcome, mode, place, note, witness, police, education },
    task: task?.id ?? null,
    at: Date.now(),
    ...(form ? { answers: form.answers } : {}),
  };
  const photos = form?.photos ?? [];
  return {
    draft: draftEvent('inspection.made', id, payload, { photos: photos.map(reference) }),
    photos: photos.map((each) => photoDraft(each, 'inspections', id, 'before')),
  };
}

/** Nothing when there is nothing new to say. */
export function amended(visit: OpenVisit, form: FilledForm | null, education: Education | null): Entry[] {
  const fresh = form !== null && JSON.stringify(form.answers) !== JSON.stringify(visit.answers);
  if (!fresh && education === null) return [];
  const had = new Set(Object.values(visit.answers?.photos ?? {}).flat());
  const photos = (fresh ? form.photos : []).filter((each) => !had.has(each.id));
  const payload = { education, ...(fresh ? { answers: withPhotos(form.answers, photos) } : {}) };
  return [
    {
      draft: draftEvent('inspection.amended', visit.inspection, payload, { photos: photos.map(reference) }),
      photos: photos.map((each) => photoDraft(each, 'inspections', visit.inspection, 'before')),
    },
  ];
}

/** Answers that name these pictures only: an event names what it brings. */
function withPhotos({ photos = {}, ...answers }: CheckAnswers, brought: readonly SheetPhoto[]): CheckAnswers {
  const ids = new Set(brought.map((each) => each.id));
  const named = Object.entries(photos)
    .map(([item, all]) => [item, all.filter((each) => ids.has(each))] as const)
    .filter(([, all]) => all.length > 0);
  return named.length === 0 ? answers : { ...answers, photos: Object.fromEntries(named) };
}

export function pointEntries(finding: Finding, inspection: string, problem: string): Entry[] {
  const { task, source, place, note, before, after, fixedAt } = finding;
  const payload: ProblemFound = {
    category: finding.category,
    severity: finding.severity,
    origin: findingOrigin(task),
    source,
    task: task?.id ?? null,
    place,
    foundAt: Date.now(),
    note,
    inspection,
    ...(finding.linked === '' ? {} : { linked: finding.linked }),
  };
  const found = {
    draft: draftEvent('problem.found', problem, payload, { photos: before.map(reference) }),
    photos: before.map((each) => photoDraft(each, 'problems', problem, 'before')),
  };
  if (finding.handling !== 'on_spot') return [found, ...filmed(finding, problem, 1)];
  const fixed = { note, ...(fixedAt ? { place: fixedAt } : {}) };
  const options = { seen: 1, photos: after.map(reference) };
  return [
    found,
    {
      draft: draftEvent('problem.fixed_on_spot', problem, fixed, options),
      photos: after.map((each) => photoDraft(each, 'problems', problem, 'after')),
    },
    ...filmed(finding, problem, 2),
  ];
}

/** The clip is an event of its own after the finding: it never counts as one of its photos. */
function filmed({ clip }: Finding, problem: string, seen: number): Entry[] {
  if (!clip) return [];
  const payload = { kind: clip.taken.clip ?? 'mp4', phase: 'before', note: '' } as const;
  const draft = draftEvent('problem.filmed', problem, payload, { seen, photos: [reference(clip)] });
  return [{ draft, photos: [photoDraft(clip, 'problems', problem, 'before')] }];
}

export function stopEntry(
  task: TaskRecord,
  { form, ...rest }: Omit<Visit, 'task'> & { readonly inspection?: string },
): Entry {
  const photos = form?.photos ?? [];
  const payload = { ...rest, at: Date.now(), ...(form ? { answers: form.answers } : {}) };
  return {
    draft: draftEvent('task.visited', task.id, payload, { seen: task.rev, photos: photos.map(reference) }),
    photos: photos.map((each) => photoDraft(each, 'tasks', task.id, 'before')),
  };
}

/** A photo as its event names it. */
export function reference(photo: SheetPhoto): { id: string; sha256: string } {
  return { id: photo.id, sha256: photo.prepared.sha256 };
}

/** A photo as it is stored with its event. */
export function photoDraft(
  photo: SheetPhoto,
  subject: 'problems' | 'inspections' | 'tasks',
  subjectId: string,
  phase: 'before' | 'after',
): PhotoDraft {
  return {
    id: photo.id,
    subject,
    subjectId,
    phase,
    sha256: photo.prepared.sha256,
    taken: { ...photo.taken },
    bytes: photo.prepared.bytes,
  };
}
