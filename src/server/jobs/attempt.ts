import type { Refusal } from '../../core/casework/act.ts';
import type { Result } from '../../core/result.ts';
import type { App } from '../pb.ts';

/**
 * Does a job's own step in one transaction. A refusal must leave the transaction as an exception; here it is logged under the job's
 * name and the job goes on. True when it was done.
 */
export function attempt(app: App, job: string, work: (tx: App) => Result<unknown, Refusal>): boolean {
  try {
    app.runInTransaction((tx) => {
      const result = work(tx);
      if (!result.ok) throw new Error(result.error.reason.key);
    });
    return true;
  } catch (error) {
    app.logger().error(`${job}: event refused`, 'reason', String(error));
    return false;
  }
}
