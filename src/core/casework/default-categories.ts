import type { DeadlineRule } from '../deadline-rule.ts';
import type { CategoryRow } from './category-catalogue.ts';
import type { ProblemCategory } from './problem-categories.ts';
import type { Severity } from './problem-states.ts';

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

/** Bans are looked back upon after a month, a quarter and then each season of the first year (domain.md §4). */
const BAN_DAYS = [30, 90, 180, 270, 360] as const;
const BANS: readonly ProblemCategory[] = ['ent.illegal_small', 'gas.illegal', 'coal.scattered'];

/** The product's own lines (domain.md §3 and §4): what a first edition begins with. */
export const DEFAULT_CATEGORIES: readonly CategoryRow[] = LINES.map(
  ([code, regulator, severity, deadline]) => ({
    code,
    name: `trade_category_${code.replace('.', '_')}`,
    regulator,
    severity,
    deadline,
    ...(BANS.includes(code) ? { lookBack: BAN_DAYS } : {}),
  }),
);
