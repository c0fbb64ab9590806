import type { SourceKind } from '../sources/source-kinds.ts';
import type { ProblemCategory } from './problem-categories.ts';

const SITE: readonly ProblemCategory[] = [
  'dust.bare_soil',
  'dust.accumulated',
  'dust.road_broken',
  'dust.wet_work',
  'dust.enclosure',
  'dust.pile_uncovered',
  'dust.wheel_wash',
];
const YARD: readonly ProblemCategory[] = [
  'yard.soil',
  'yard.sand',
  'dust.pile_uncovered',
  'dust.accumulated',
  'land.bare',
];
const PLANT: readonly ProblemCategory[] = [
  'ent.unorganised',
  'ent.facility_off',
  'ent.voc',
  'ent.exceed',
  'dust.pile_uncovered',
];

const COMMON: Readonly<Partial<Record<SourceKind, readonly ProblemCategory[]>>> = {
  earthwork: SITE,
  site: SITE,
  demolition: SITE,
  linear_works: SITE,
  road: ['road.dust', 'road.spill', 'truck.unsealed', 'truck.route'],
  batching_plant: [
    'plant.batching',
    'dust.pile_uncovered',
    'dust.accumulated',
    'dust.wheel_wash',
    'truck.unsealed',
  ],
  bare_land: ['land.bare', 'dust.bare_soil', 'waste.construction'],
  soil_yard: YARD,
  freight_yard: YARD,
  enterprise: PLANT,
  small_polluter: ['ent.illegal_small', ...PLANT],
  restaurant: ['fume.no_purifier', 'fume.not_running', 'fume.not_cleaned', 'bbq.open', 'coal.scattered'],
  market: ['bbq.open', 'coal.scattered', 'burn.rubbish'],
  gas_station: ['gas.vapour', 'gas.illegal'],
  car_repair: ['ent.voc', 'ent.facility_off'],
  household_coal: ['coal.scattered'],
  open_burning: ['burn.straw', 'burn.leaves', 'burn.rubbish'],
  checkpoint: ['truck.unsealed', 'truck.unlicensed', 'truck.route', 'truck.overweight'],
};

/** Categories that are usually found at a kind of source, likeliest first; a kind without its own list gets dust. */
export function commonCategories(kind: SourceKind): readonly ProblemCategory[] {
  return COMMON[kind] ?? ['dust.bare_soil', 'dust.accumulated', 'burn.rubbish', 'waste.construction'];
}
