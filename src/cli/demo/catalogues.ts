import { DEFAULT_RETENTION } from '../../core/air/retention.ts';
import { DEFAULT_LIMITS } from '../../core/triggers/trigger-rules.ts';
import { EMISSION } from '../../core/upwind/candidates.ts';
import type { Instant } from '../../core/units.ts';
import { CATEGORY_TABLE } from './category-table.ts';
import type { DemoEpisode } from './episodes.ts';
import { chance } from './random.ts';
import { demoNames } from './read-data.ts';

export interface CatalogueRow {
  readonly id: string;
  readonly code: string;
  readonly version: string;
  readonly fromAt: Instant;
  /** 0 = until replaced. */
  readonly untilAt: Instant;
  readonly body: unknown;
}

export const CATALOGUE_VERSION = '2026-01';
const FROM = Date.UTC(2025, 11, 31, 16);

/**
 * Catalogues with their dates of validity: `problem_categories` {categories: CategoryRow[]}, `triggers` TriggerLimits,
 * `retention` Retention, `emission_potentials` {emission: Record<SourceKind, EmissionRow>}, `papers` PaperBook, and `demo_episodes` {episodes: DemoEpisode[]}: the truth
 * behind the spikes of the running day, for those who want to check the zones against it.
 */
export function demoCatalogues(seed: number, episodes: readonly DemoEpisode[]): CatalogueRow[] {
  const random = chance(seed, 'catalogues');
  const row = (code: string, body: unknown): CatalogueRow => ({
    id: random.id(),
    code,
    version: CATALOGUE_VERSION,
    fromAt: FROM,
    untilAt: 0,
    body,
  });
  return [
    row('problem_categories', { categories: CATEGORY_TABLE }),
    row('triggers', DEFAULT_LIMITS),
    row('emission_potentials', { emission: EMISSION }),
    row('demo_episodes', { episodes }),
    row('retention', DEFAULT_RETENTION),
    row('papers', demoNames.papers),
  ];
}
