import { queryAll, type App } from '../pb.ts';
import type { Settled } from './settled.ts';

/** A post of a person: its title and capabilities, from when to when (0 = still). */
export interface HeldPost {
  readonly title: string;
  readonly capabilities: readonly string[];
}

/** The posts a person holds at a time, the latest first; nobody's id has none. */
export function postsOf(tx: App, settled: Settled, user: string, at: number): readonly HeldPost[] {
  if (user === '') return [];
  const all = settled(`posts/${user}`, () =>
    queryAll(
      tx,
      "SELECT title, coalesce(capabilities, '[]') AS capabilities, fromAt, untilAt FROM posts WHERE user = {:user} ORDER BY fromAt DESC",
      { title: '', capabilities: '', fromAt: 0, untilAt: 0 },
      { user },
    ).map(({ title, capabilities, fromAt, untilAt }) => ({
      title,
      capabilities: (JSON.parse(capabilities || '[]') as readonly string[] | null) ?? [],
      fromAt,
      untilAt,
    })),
  );
  return all.filter(({ fromAt, untilAt }) => fromAt <= at && (untilAt === 0 || untilAt > at));
}
