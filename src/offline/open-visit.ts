import type { InspectionMode } from '../core/checks/inspection-kinds.ts';
import { VISIT_MS } from '../core/casework/visit-time.ts';
import type { CheckAnswers } from '../core/patrol/task-payloads.ts';
import { newId } from './event-draft.ts';
import { enqueue, type Entry } from './outbox.ts';
import { outboxStore } from './outbox-store.ts';

/** A visit that goes on: one inspection of one source, which every point found there names. One per person and source. */
export interface OpenVisit {
  readonly author: string;
  readonly source: string;
  /** Null without one. */
  readonly task: string | null;
  /** Id of the inspection, made on this device. */
  readonly inspection: string;
  readonly mode: InspectionMode;
  readonly beganAt: number;
  /** What was ticked as it was last stored; null when no form was gone through. */
  readonly answers: CheckAnswers | null;
}

/** True while what is found there belongs to the same visit. */
export function isOpenVisit(visit: OpenVisit, at: number): boolean {
  return at - visit.beganAt <= VISIT_MS;
}

/**
 * Stores what was found on a visit, all or none, and begins the visit with it where none is open: two windows of one person never
 * begin two. `entries` gets the visit and, where it goes on, how it was before. The answer is that of `enqueue`.
 */
export async function storeOnVisit(
  wish: Pick<OpenVisit, 'author' | 'source' | 'task' | 'mode' | 'answers'>,
  at: number,
  entries: (visit: OpenVisit, before: OpenVisit | null) => readonly Entry[],
): Promise<boolean> {
  const { items, photos, drafts, visits } = outboxStore;
  return outboxStore.transaction('rw', items, photos, drafts, visits, async () => {
    const before = await goingOn(wish, at);
    const visit = before
      ? { ...before, answers: wish.answers ?? before.answers }
      : { ...wish, inspection: newId(), beganAt: at };
    const stored = await enqueue(wish.author, entries(visit, before), at, wish.source);
    if (stored) await visits.put(visit);
    return stored;
  });
}

/** Ends a visit, with what is still to be said about it. */
export async function closeVisit(visit: OpenVisit, entries: readonly Entry[], at: number): Promise<void> {
  const { items, photos, drafts, visits } = outboxStore;
  await outboxStore.transaction('rw', items, photos, drafts, visits, async () => {
    if (entries.length > 0) await enqueue(visit.author, entries, at);
    const now = await visits.get([visit.author, visit.source]);
    if (now?.inspection === visit.inspection) await visits.delete([visit.author, visit.source]);
  });
}

/** The visit that a finding of now belongs to: not too long ago, on the same task, and not one that the server refused. */
async function goingOn(
  { author, source, task }: Pick<OpenVisit, 'author' | 'source' | 'task'>,
  at: number,
): Promise<OpenVisit | null> {
  const visit = await outboxStore.visits.get([author, source]);
  if (!visit || visit.task !== task || !isOpenVisit(visit, at)) return null;
  const made = await outboxStore.items
    .filter((each) => each.draft.subjectId === visit.inspection && each.draft.type === 'inspection.made')
    .first();
  return made?.state === 'refused' || made?.state === 'set_aside' ? null : visit;
}
