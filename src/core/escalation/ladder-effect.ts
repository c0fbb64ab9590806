import type { Instant } from '../units.ts';
import { rungOf, type LadderBook } from './ladder.ts';
import { proposeSteps, type LadderFacts } from './propose-steps.ts';

/** What the rules of one rung propose at a moment. */
export interface RungEffect {
  readonly ladder: string;
  readonly rung: string;
  /** Proposals with the ladders in force, and with those that are tried. */
  readonly before: number;
  readonly after: number;
  /** Cases that the proposals of the ones that are tried name. */
  readonly cases: number;
}
export interface LadderEffect {
  /** Rungs that propose anything by either, those of the tried ladders first, as they climb. */
  readonly rungs: readonly RungEffect[];
  /** Proposals that wait for a decision; they keep the edition they were made by. */
  readonly waiting: number;
  /** Of these and of what is in force: steps whose rung the tried ladders no longer have. */
  readonly orphans: number;
}

/** A dry run of ladders: what would be proposed at once by them and by those in force, on the same facts. Decides nothing. */
export function ladderEffect(
  facts: LadderFacts,
  inForce: LadderBook,
  tried: LadderBook,
  now: Instant,
): LadderEffect {
  const [before, after] = [inForce, tried].map((book) => proposeSteps(facts, book, now));
  const rungs = [...tried.ladders, ...inForce.ladders].flatMap((ladder) =>
    ladder.rungs.map((each) => ({ ladder: ladder.code, rung: each.code })),
  );
  const known = new Map(rungs.map((each) => [`${each.ladder}/${each.rung}`, each]));
  const standing = facts.steps.filter(({ state }) => state === 'proposed' || state === 'in_force');
  return {
    rungs: [...known.values()].flatMap(({ ladder, rung }) => {
      const of = (list: typeof before = []) =>
        list.filter((each) => each.ladder === ladder && each.rung === rung);
      const cases = of(after).reduce((sum, each) => sum + each.problems.length, 0);
      const effect = { ladder, rung, before: of(before).length, after: of(after).length, cases };
      return effect.before + effect.after > 0 ? [effect] : [];
    }),
    waiting: standing.filter(({ state }) => state === 'proposed').length,
    orphans: standing.filter((each) => each.ladder !== '' && !rungOf(tried, each.ladder, each.rung)).length,
  };
}
