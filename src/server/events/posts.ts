import type { DatedPost } from '../../core/casework/author-at.ts';
import type { Role } from '../../core/roles.ts';
import { queryAll, type App } from '../pb.ts';
import type { Settled } from './settled.ts';

/** A post of a person: its title and capabilities, from when to when (0 = still). */
export interface HeldPost {
  readonly title: string;
  readonly capabilities: readonly string[];
}

const POSTS = `SELECT title, role, unit, "group", territory, coalesce(capabilities, '[]') AS capabilities, fromAt, untilAt
  FROM posts WHERE user = {:user} ORDER BY fromAt DESC`;

/** The posts a person holds at a time, the latest first; nobody's id has none. */
export function postsOf(tx: App, settled: Settled, user: string, at: number): readonly HeldPost[] {
  return allOf(tx, settled, user).filter(
    ({ fromAt, untilAt }) => fromAt <= at && (untilAt === 0 || untilAt > at),
  );
}

/** What a person was and is, from when to when; posts without a role carry a title and capabilities only. */
export function datedPosts(tx: App, settled: Settled, user: string): readonly DatedPost[] {
  return allOf(tx, settled, user).flatMap(({ role, ...post }) =>
    role === '' ? [] : [{ ...post, role: role as Role }],
  );
}

function allOf(
  tx: App,
  settled: Settled,
  user: string,
): readonly (HeldPost & Omit<DatedPost, 'role'> & { readonly role: string })[] {
  if (user === '') return [];
  const text = { title: '', role: '', unit: '', group: '', territory: '', capabilities: '' };
  return settled(`posts/${user}`, () =>
    queryAll(tx, POSTS, { ...text, fromAt: 0, untilAt: 0 }, { user }).map(({ capabilities, ...post }) => ({
      ...post,
      capabilities: (JSON.parse(capabilities || '[]') as readonly string[] | null) ?? [],
    })),
  );
}
