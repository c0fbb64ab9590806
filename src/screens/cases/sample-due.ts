import type { Row } from '../../core/casework/act.ts';
import { clocksOf } from '../../core/casework/run-clocks.ts';
import type { ProblemRecord } from '../../schema/records.ts';

/** By when a case fixed on the spot is to be looked at again; 0 = its clock does not run. */
export function sampleDue(problem: ProblemRecord): number {
  return clocksOf(problem as unknown as Row).find((each) => each.kind === 'sample')?.marks[2] ?? 0;
}
