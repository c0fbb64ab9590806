import { EventRefused } from '../../../api/events.ts';
import type { ProblemRecord } from '../../../schema/records.ts';

/**
 * One step on each of several cases, one after the other; stops at the first that does not go through. What went before it stays done:
 * each case has a story of its own, and the step is offered again only for the rest.
 */
export async function sendEach(
  problems: readonly ProblemRecord[],
  send: (problem: ProblemRecord) => Promise<unknown>,
): Promise<void> {
  for (const [done, problem] of problems.entries()) {
    try {
      await send(problem);
    } catch (error) {
      if (done === 0 || !(error instanceof EventRefused)) throw error;
      const params = { done, no: problem.no, reason: error.reason };
      throw new EventRefused({ key: 'cases_stopped_at', params: params as never }, false, error.row);
    }
  }
}
