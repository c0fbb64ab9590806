import { DEFAULT_CATEGORIES } from '../../core/casework/default-categories.ts';
import type { ProblemCategory } from '../../core/casework/problem-categories.ts';
import type { SourceKind } from '../../core/sources/source-kinds.ts';

/** The demonstration city keeps the product's own categories. */
export const CATEGORY_TABLE = DEFAULT_CATEGORIES;

/** What is usually wrong at a kind of source, the commonest first. */
export const USUAL_CATEGORIES: Readonly<Record<SourceKind, readonly ProblemCategory[]>> = {
  earthwork: ['dust.bare_soil', 'dust.wet_work', 'dust.wheel_wash', 'dust.accumulated', 'truck.unsealed'],
  site: [
    'dust.accumulated',
    'dust.bare_soil',
    'dust.pile_uncovered',
    'dust.enclosure',
    'dust.road_broken',
    'dust.no_monitor',
    'machine.no_code',
  ],
  demolition: ['dust.wet_work', 'dust.bare_soil', 'waste.construction'],
  linear_works: ['dust.bare_soil', 'dust.enclosure', 'dust.road_broken'],
  road: ['road.dust', 'road.spill'],
  batching_plant: ['plant.batching', 'dust.pile_uncovered'],
  bare_land: ['land.bare'],
  soil_yard: ['yard.soil', 'yard.sand'],
  freight_yard: ['yard.sand', 'dust.accumulated'],
  enterprise: ['ent.unorganised', 'ent.voc', 'ent.facility_off'],
  small_polluter: ['ent.illegal_small'],
  restaurant: ['fume.not_cleaned', 'fume.not_running', 'bbq.open', 'fume.no_purifier'],
  market: ['burn.rubbish', 'fume.not_running', 'coal.scattered'],
  gas_station: ['gas.vapour'],
  car_repair: ['ent.voc'],
  household_coal: ['coal.scattered'],
  open_burning: ['burn.leaves', 'burn.straw', 'burn.rubbish'],
  checkpoint: ['truck.unsealed', 'truck.route', 'duty.absent'],
  unnamed: ['yard.sand', 'yard.soil'],
};
