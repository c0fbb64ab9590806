/** Levels with a chief each (三级网格长), from the ground up. */
export const CHIEF_LEVELS = ['cell', 'village', 'town'] as const;
export type ChiefLevel = (typeof CHIEF_LEVELS)[number];

interface GridRow {
  readonly name: string;
  readonly chief: string;
}

/** Who answers on one level of a place. */
export interface LevelChief {
  readonly level: ChiefLevel;
  /** Name of the grid; '' where none is known. */
  readonly place: string;
  /** '' = nobody is named: a gap. */
  readonly chief: string;
  /** Where nobody is named: the next one above who is, whose it falls to; null where there is none either. */
  readonly above: { readonly level: ChiefLevel; readonly chief: string } | null;
}

/** Who answers for a place, level by level from the cell to the town (feature 0.35); a gap stays a gap and is not filled from above. */
export function gridChiefs(
  place: Readonly<Record<ChiefLevel, string>>,
  find: (id: string) => GridRow | undefined,
): readonly LevelChief[] {
  const named = CHIEF_LEVELS.map((level) => {
    const grid = place[level] === '' ? undefined : find(place[level]);
    return { level, place: grid?.name ?? '', chief: grid?.chief ?? '' };
  });
  return named.map((each, at) => {
    const next = each.chief === '' ? named.slice(at + 1).find((above) => above.chief !== '') : undefined;
    return { ...each, above: next ? { level: next.level, chief: next.chief } : null };
  });
}
