import type { ProblemFound } from '../core/casework/payloads.ts';
import { draftEvent } from '../offline/event-draft.ts';
import type { Entry } from '../offline/outbox.ts';
import type { OutboxItem } from '../offline/outbox-store.ts';
import { photoDraft, reference, type Finding } from './inspect-actions.ts';
import { outbox } from './outbox.svelte.ts';

/** What may be put right; place in the task, time of finding and the problem's own id stay as they were. */
export type Correction = Omit<Finding, 'task' | 'source' | 'answers'>;

/**
 * Sends a refused finding anew, put right, as an event of its own that names the refused one. The problem keeps its id, so that
 * visit and notice stay with it. False when it is not refused any more: sent again or put right in another window.
 */
export async function correctFinding(refused: OutboxItem, correction: Correction): Promise<boolean> {
  const { category, severity, place, note, handling, linked, before, after } = correction;
  const { linked: _, ...was } = JSON.parse(refused.draft.payload) as ProblemFound;
  const problem = refused.draft.subjectId;
  const payload: ProblemFound = {
    ...was,
    category,
    severity,
    place,
    note,
    ...(linked === '' ? {} : { linked }),
    replaces: refused.id,
  };
  const found: Entry = {
    draft: draftEvent('problem.found', problem, payload, { photos: before.map(reference) }),
    photos: before.map((each) => photoDraft(each, problem, 'before')),
  };
  if (handling === 'to_assign') return outbox.replace(refused.id, [found]);
  const photos = after.map(reference);
  const fixed: Entry = {
    draft: draftEvent('problem.fixed_on_spot', problem, { note }, { seen: 1, photos }),
    photos: after.map((each) => photoDraft(each, problem, 'after')),
  };
  return outbox.replace(refused.id, [found, fixed]);
}
