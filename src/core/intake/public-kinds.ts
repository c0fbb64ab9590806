import type { ProblemCategory } from '../casework/problem-categories.ts';

/** What a citizen calls it, likeliest first, and the category the office works on it with. */
export const PUBLIC_KINDS = [
  'site_dust',
  'bare_soil',
  'road_dust',
  'dump_truck',
  'burning',
  'fume',
  'barbecue',
  'factory',
  'smoke',
  'coal',
  'fireworks',
  'illegal_fuel',
  'waste',
] as const;
export type PublicKind = (typeof PUBLIC_KINDS)[number];

const CATEGORY: Readonly<Record<PublicKind, ProblemCategory>> = {
  site_dust: 'dust.accumulated',
  bare_soil: 'dust.bare_soil',
  road_dust: 'road.dust',
  dump_truck: 'truck.unsealed',
  burning: 'burn.rubbish',
  fume: 'fume.not_running',
  barbecue: 'bbq.open',
  factory: 'ent.unorganised',
  smoke: 'machine.smoke',
  coal: 'coal.scattered',
  fireworks: 'fireworks',
  illegal_fuel: 'gas.illegal',
  waste: 'waste.construction',
};

export function categoryOf(kind: PublicKind): ProblemCategory {
  return CATEGORY[kind];
}
