import { fetchProblemsOf } from '../api/problems.ts';
import type { ProblemFound } from '../core/casework/payloads.ts';
import { isOpenProblem } from '../core/casework/problem-states.ts';
import { VISIT_MS } from '../core/casework/visit-time.ts';
import type { ProblemRecord } from '../schema/records.ts';
import { outbox } from './outbox.svelte.ts';
import { session } from './session.svelte.ts';

const MOST = 60;

/**
 * What this person found at a source within one visit and is still to be put right: first the finding itself, then what lies on this
 * device, then what the server has; without network the device's own. Never throws.
 */
export async function pointsOfVisit(finding: {
  readonly problem: string;
  readonly source: string;
  readonly category: string;
}): Promise<readonly ProblemRecord[]> {
  const since = Date.now() - VISIT_MS;
  const drafts = outbox.items.filter(
    ({ state, draft }) => state !== 'refused' && state !== 'set_aside' && draft.deviceAt >= since,
  );
  const fixed = new Set(
    drafts.filter(({ draft }) => draft.type === 'problem.fixed_on_spot').map(({ draft }) => draft.subjectId),
  );
  const here = drafts
    .filter(({ draft }) => draft.type === 'problem.found')
    .map(({ draft }) => ({ id: draft.subjectId, found: JSON.parse(draft.payload) as ProblemFound }))
    .filter(({ id, found }) => found.source === finding.source && !fixed.has(id))
    .map(({ id, found }) => ({ ...unsentPoint(id, found.category, finding.source), note: found.note }));
  const there = await fetchProblemsOf(finding.source, MOST).catch(() => []);
  const mine = there.filter(
    (each) => each.foundBy === session.user?.id && each.foundAt >= since && isOpenProblem(each.state),
  );
  const first = unsentPoint(finding.problem, finding.category, finding.source);
  const all = new Map([first, ...here, ...mine].map((each) => [each.id, each]));
  return [...all.values()];
}

/** A finding as far as a notice needs it before the server has given it a number. */
export function unsentPoint(id: string, category: string, source: string): ProblemRecord {
  const known = { id, no: '', category, source, note: '', unit: '', order: '', deadlineAt: 0 };
  return known as Partial<ProblemRecord> as ProblemRecord;
}
