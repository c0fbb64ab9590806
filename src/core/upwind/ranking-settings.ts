import type { AreaGeometry } from '../geo.ts';
import type { Instant } from '../units.ts';
import { EMISSION, RANKING_SETTINGS, type RankingSettings } from './candidates.ts';

/** A key area and its hours as the office keeps it (重点区域重点时段). */
export interface PriorityRow {
  readonly polygon: AreaGeometry | null;
  readonly fromHour: number;
  readonly untilHour: number;
  readonly weight: number;
  readonly fromAt: Instant;
  /** 0 = until further notice. */
  readonly untilAt: Instant;
}

/** The office's settings that a ranking is made with: server and desk read the same rows by the same rule. */
export interface RankingRows {
  readonly priorities: readonly PriorityRow[];
  /** Body of the catalogue `emission_potentials` in force; null = the product's defaults. */
  readonly emission: unknown;
}

/** Ranking settings at one moment: key areas in force, and the catalogue's emission potentials over the defaults, kind by kind. */
export function rankingSettings({ priorities, emission }: RankingRows, at: Instant): RankingSettings {
  const own = (emission as { emission?: Partial<RankingSettings['emission']> } | null)?.emission;
  return {
    ...RANKING_SETTINGS,
    emission: { ...EMISSION, ...own },
    priorities: priorities
      .filter((each) => each.weight > 1 && each.fromAt <= at && (each.untilAt === 0 || at < each.untilAt))
      .map((each) => ({
        area: each.polygon,
        hours: each.fromHour === each.untilHour ? null : { from: each.fromHour, to: each.untilHour },
        weight: each.weight,
      })),
  };
}
