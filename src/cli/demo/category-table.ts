import type { CategoryRow } from '../../core/casework/category-catalogue.ts';
import type { ProblemCategory } from '../../core/casework/problem-categories.ts';
import type { Severity } from '../../core/casework/problem-states.ts';
import type { DeadlineRule } from '../../core/work-time.ts';
import type { SourceKind } from '../../core/sources/source-kinds.ts';

type Line = readonly [ProblemCategory, regulator: string, Severity, DeadlineRule];

const hours = (value: number): DeadlineRule => ({ unit: 'clockHours', value });
const workDays = (value: number): DeadlineRule => ({ unit: 'workDays', value });

const LINES: readonly Line[] = [
  ['dust.bare_soil', 'housing', 1, hours(24)],
  ['dust.accumulated', 'housing', 1, hours(48)],
  ['dust.road_broken', 'housing', 1, hours(48)],
  ['dust.wet_work', 'housing', 2, hours(24)],
  ['dust.enclosure', 'housing', 1, hours(48)],
  ['dust.pile_uncovered', 'housing', 1, hours(24)],
  ['dust.wheel_wash', 'housing', 1, hours(24)],
  ['dust.no_monitor', 'housing', 1, hours(48)],
  ['dust.work_in_ban', 'housing', 3, hours(24)],
  ['road.dust', 'urban_management', 1, hours(24)],
  ['road.spill', 'urban_management', 1, hours(24)],
  ['truck.unsealed', 'police', 2, hours(24)],
  ['truck.unlicensed', 'police', 2, hours(24)],
  ['truck.route', 'police', 1, hours(24)],
  ['truck.overweight', 'police', 2, hours(24)],
  ['machine.no_code', 'ecology', 1, hours(48)],
  ['machine.smoke', 'ecology', 2, hours(48)],
  ['fume.no_purifier', 'urban_management', 2, workDays(7)],
  ['fume.not_running', 'urban_management', 1, hours(24)],
  ['fume.not_cleaned', 'urban_management', 1, workDays(7)],
  ['bbq.open', 'urban_management', 1, hours(24)],
  ['burn.straw', 'agriculture', 2, hours(1)],
  ['burn.leaves', 'urban_management', 1, hours(1)],
  ['burn.rubbish', 'urban_management', 2, hours(1)],
  ['fireworks', 'police', 1, hours(1)],
  ['coal.scattered', 'market', 2, workDays(7)],
  ['ent.illegal_small', 'ecology', 3, workDays(15)],
  ['ent.unorganised', 'ecology', 2, workDays(15)],
  ['ent.voc', 'ecology', 2, workDays(15)],
  ['ent.exceed', 'ecology', 3, workDays(15)],
  ['ent.facility_off', 'ecology', 2, hours(48)],
  ['ent.emergency_not_met', 'ecology', 3, hours(24)],
  ['gas.illegal', 'commerce', 3, hours(24)],
  ['gas.vapour', 'commerce', 2, workDays(7)],
  ['yard.soil', 'housing', 1, hours(24)],
  ['yard.sand', 'transport', 1, hours(24)],
  ['plant.batching', 'housing', 2, hours(48)],
  ['land.bare', 'natural_resources', 1, hours(48)],
  ['duty.absent', 'office', 1, hours(24)],
  ['waste.construction', 'urban_management', 1, hours(48)],
];

export const CATEGORY_TABLE: readonly CategoryRow[] = LINES.map(([code, regulator, severity, deadline]) => ({
  code,
  name: `trade_category_${code.replace('.', '_')}`,
  regulator,
  severity,
  deadline,
}));

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
