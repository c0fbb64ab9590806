import type { Row } from '../../../core/casework/act.ts';
import { findDuplicates } from '../../../core/casework/duplicate-hint.ts';
import { takesMerged } from '../../../core/casework/problem-states.ts';
import { DAY_MS } from '../../../core/china-time.ts';
import type { ProblemRecord } from '../../../schema/records.ts';

/** A case that another may be merged into, and how far away it was found. */
export interface MergeChoice {
  readonly id: string;
  readonly distanceM: number;
  readonly row: ProblemRecord;
}

/** The office may look further than the hint on the tablet: a month, 300 m. */
export const MERGE_LIMITS = { radiusM: 300, windowMs: 31 * DAY_MS };

/** Cases nearby that may be the same one and still take it in; nearest first. */
export function mergeChoices(problem: ProblemRecord, near: readonly ProblemRecord[]): readonly MergeChoice[] {
  const open = near.filter((each) => takesMerged(each.state));
  const byId = new Map(open.map((row) => [row.id, row]));
  return findDuplicates(problem, open as unknown as readonly Row[], MERGE_LIMITS).map(
    ({ id, distanceM }) => ({
      id,
      distanceM,
      row: byId.get(id)!,
    }),
  );
}

/** What is chosen before anybody chose: the one that the finder took it for, where it is listed; '' = none. */
export function presetChoice(problem: ProblemRecord, choices: readonly MergeChoice[]): string {
  return choices.some((each) => each.id === problem.linked) ? problem.linked : '';
}
