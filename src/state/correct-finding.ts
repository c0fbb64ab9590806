import type { ProblemFound } from '../core/casework/payloads.ts';
import { draftEvent } from '../offline/event-draft.ts';
import type { Entry } from '../offline/outbox.ts';
import type { OutboxItem } from '../offline/outbox-store.ts';
import type { Finding } from './inspect-actions.ts';
import { outbox } from './outbox.svelte.ts';
import { photoDraft, reference } from './visit-entries.ts';

/** What may be put right, the source as well; place in the task, time of finding and the problem's own id stay as they were. */
export type Correction = Omit<Finding, 'task' | 'mode' | 'form' | 'clip'>;

/**
 * Sends a refused finding anew, put right, as an event of its own that names the refused one. The problem keeps its id, so that
 * visit and notice stay with it. False when it is not refused any more: sent again or put right in another window.
 */
export async function correctFinding(refused: OutboxItem, correction: Correction): Promise<boolean> {
  const { source, category, severity, place, note, handling, linked, before, after, fixedAt } = correction;
  const { linked: _, inspection, ...was } = JSON.parse(refused.draft.payload) as ProblemFound;
  // The inspection of its visit was let go of, or was at the other source: the finding stands by itself.
  const alone =
    inspection === undefined || source !== was.source || refused.reason?.key === 'server_no_such_inspection';
  const problem = refused.draft.subjectId;
  const payload: ProblemFound = {
    ...was,
    ...(alone ? {} : { inspection }),
    source,
    category,
    severity,
    place,
    note,
    ...(linked === '' ? {} : { linked }),
    replaces: refused.id,
  };
  const found: Entry = {
    draft: draftEvent('problem.found', problem, payload, { photos: before.map(reference) }),
    photos: before.map((each) => photoDraft(each, 'problems', problem, 'before')),
  };
  if (handling === 'to_assign') return outbox.replace(refused.id, [found]);
  const photos = after.map(reference);
  const said = { note, ...(fixedAt ? { place: fixedAt } : {}) };
  const fixed: Entry = {
    draft: draftEvent('problem.fixed_on_spot', problem, said, { seen: 1, photos }),
    photos: after.map((each) => photoDraft(each, 'problems', problem, 'after')),
  };
  return outbox.replace(refused.id, [found, fixed]);
}
