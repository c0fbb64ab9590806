import type { ProblemCategory } from '../casework/problem-categories.ts';
import type { SourceLayer } from '../sources/source-layers.ts';

/** What a failing item of a form is as a problem, where it is one category and no other (domain.md §3: the eight 100 % of a site). */
const CATEGORIES: Readonly<Partial<Record<SourceLayer, Readonly<Record<string, ProblemCategory>>>>> = {
  site: {
    enclosure: 'dust.enclosure',
    cover: 'dust.bare_soil',
    wet_work: 'dust.wet_work',
    wheel_wash: 'dust.wheel_wash',
    hardening: 'dust.road_broken',
    sealed_transport: 'truck.unsealed',
    online_monitor: 'dust.no_monitor',
    machinery: 'machine.no_code',
  },
  fume: { purifier: 'fume.no_purifier', running: 'fume.not_running', cleaned: 'fume.not_cleaned' },
};

/** The category a failing item proposes; null where the inspector has to say. */
export function itemCategory(layer: SourceLayer, item: string): ProblemCategory | null {
  return CATEGORIES[layer]?.[item] ?? null;
}
