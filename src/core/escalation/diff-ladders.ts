import { canonicalJson } from '../canonical-json.ts';
import type { Ladder, Rung } from './ladder.ts';

/** A rung that differs between two editions of the ladders. */
export interface LadderChange {
  readonly ladder: Ladder;
  /** What the ladder is for, one of its rungs, or the order in which the ladders are tried, which decides whose a case is. */
  readonly of: 'scope' | 'rung' | 'order';
  readonly before: Rung | null;
  readonly after: Rung | null;
}

/** What publishing `after` would change; empty when both say the same. */
export function diffLadders(before: readonly Ladder[], after: readonly Ladder[]): readonly LadderChange[] {
  const codes = [...new Set([...before, ...after].map((each) => each.code))];
  const changes = codes.flatMap((code) => {
    const [was, is] = [before, after].map((list) => list.find((each) => each.code === code));
    const ladder = (is ?? was)!;
    const scope: LadderChange[] =
      was && is && scopeOf(was) !== scopeOf(is) ? [{ ladder, of: 'scope', before: null, after: null }] : [];
    const rungs = [...new Set([...(was?.rungs ?? []), ...(is?.rungs ?? [])].map((each) => each.code))];
    return [
      ...scope,
      ...rungs.flatMap((rung): LadderChange[] => {
        const [old, now] = [was, is].map((each) => each?.rungs.find((one) => one.code === rung) ?? null);
        if (old && now && canonicalJson(old) === canonicalJson(now)) return [];
        return [{ ladder, of: 'rung', before: old ?? null, after: now ?? null }];
      }),
    ];
  });
  const both = (list: readonly Ladder[], other: readonly Ladder[]): string =>
    list
      .map((each) => each.code)
      .filter((code) => other.some((each) => each.code === code))
      .join(' ');
  if (both(before, after) === both(after, before)) return changes;
  return [...changes, { ladder: after[0]!, of: 'order', before: null, after: null }];
}

function scopeOf({ name, kinds, categories }: Ladder): string {
  return canonicalJson({ name, kinds, categories });
}
