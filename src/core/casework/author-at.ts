import { ok, type Result } from '../result.ts';
import type { Role } from '../roles.ts';
import type { Instant } from '../units.ts';
import type { Author, Refusal } from './act.ts';
import { forbidden } from './refuse.ts';

/** A stretch of time in which somebody had a role: [fromAt, untilAt), `untilAt` 0 = until further notice. */
export interface DatedPost {
  readonly role: Role;
  readonly unit: string;
  readonly group: string;
  readonly territory: string;
  readonly fromAt: Instant;
  readonly untilAt: Instant;
}

/**
 * The author as he was when he did it: by the post that held then, of several the latest. Whoever had no dated role at any time is
 * taken as the account has him; whoever had one at other times only is refused: nobody gains a right he did not have.
 */
export function authorAt(account: Author, posts: readonly DatedPost[], at: Instant): Result<Author, Refusal> {
  if (posts.length === 0) return ok(account);
  const [held] = posts
    .filter((each) => each.fromAt <= at && (each.untilAt === 0 || each.untilAt > at))
    .sort((a, b) => b.fromAt - a.fromAt);
  if (!held) return forbidden('server_no_post_then');
  const { role, unit, group, territory } = held;
  return ok({ id: account.id, role, unit, group, territory });
}
