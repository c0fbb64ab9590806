import { chinaTime, DAY_MS, HOUR_MS, startOfDay } from '../../core/china-time.ts';
import type { SourceKind } from '../../core/sources/source-kinds.ts';
import type { Instant } from '../../core/units.ts';
import { chance, type Chance } from './random.ts';
import { FIXED_SOURCES } from './source-plan.ts';
import type { DemoSource } from './sources.ts';
import { TODAY_VISITS } from './tasks-today.ts';

/** A visit of the past: how many problems it found, and whether it could look at all. */
export interface PastCheck {
  readonly source: DemoSource;
  readonly at: Instant;
  readonly night: boolean;
  problems: number;
  obstacle: 'obstructed' | 'locked' | null;
}

/** Cumulative figures of a city's supervision group (domain.md §10): 3,170 problems = 1,605 assigned + 1,565 on the spot. */
export const TOTAL_CHECKS = 12_479;
export const TOTAL_PROBLEMS = 3170;
export const TOTAL_ON_SPOT = 1565;
export const DAYS = 30;

/** How often a kind is visited, and how often something is found, against the others. */
const VISITS: Partial<Record<SourceKind, number>> = {
  earthwork: 6,
  site: 5,
  demolition: 6,
  linear_works: 4,
  road: 4,
  market: 5,
  batching_plant: 5,
  enterprise: 1.5,
  restaurant: 1.2,
};
const DIRT: Partial<Record<SourceKind, number>> = {
  earthwork: 2,
  site: 1.3,
  demolition: 2,
  linear_works: 1.6,
  bare_land: 1.5,
  soil_yard: 1.5,
  restaurant: 0.6,
  gas_station: 0.3,
};

/** 30 closed Beijing days of checks, oldest first; the sources of the first episode have the past the pictures show. */
export function demoChecks(
  seed: number,
  anchor: Instant,
  sources: readonly DemoSource[],
  culprits: ReadonlySet<string | null>,
): PastCheck[] {
  const random = chance(seed, 'checks');
  const today = startOfDay(anchor);
  const checks: PastCheck[] = [];
  const open = new Map(FIXED_SOURCES.map((fixed) => [fixed.code, fixed]));

  for (const fixed of FIXED_SOURCES) {
    const source = sources.find((each) => each.code === fixed.code)!;
    for (let n = 0; n < fixed.checks; n++) {
      // The last visit is as long ago as the plan says; the others lie before it.
      const ago =
        n === 0 ? fixed.lastCheckDays : random.int(Math.min(fixed.lastCheckDays + 1, DAYS), DAYS + 1);
      const problems = n < fixed.hits ? (n === 0 ? Math.max(1, fixed.openProblems) : random.int(1, 3)) : 0;
      checks.push(visit(source, today - ago * DAY_MS, problems, random));
    }
  }

  const others = sources.filter((source) => !open.has(source.code) && source.state !== 'finished');
  const wheel = cumulative(others.map((source) => VISITS[source.kind] ?? 1));
  const perDay = days(today, TOTAL_CHECKS - TODAY_VISITS - checks.length);
  perDay.forEach((count, day) => {
    for (let n = 0; n < count; n++) {
      const source = others[spin(wheel, random)]!;
      checks.push(visit(source, today - (DAYS - day) * DAY_MS, 0, random));
    }
  });

  dragnet(checks, others, today, random);
  fill(
    checks.filter((check) => !open.has(check.source.code)),
    TOTAL_PROBLEMS - sumProblems(checks),
    random,
    seed,
    culprits,
  );
  for (const check of checks) {
    if (check.problems === 0 && random.chance(0.025)) {
      check.obstacle = random.chance(0.5) ? 'locked' : 'obstructed';
    }
  }
  return checks.sort((a, b) => a.at - b.at || (a.source.code < b.source.code ? -1 : 1));
}

function visit(source: DemoSource, day: Instant, problems: number, random: Chance): PastCheck {
  const night = random.chance(0.12);
  const hour = night ? random.between(20, 22.9) : 8 + 10 * Math.sqrt(random.next());
  const at = Math.floor((day + hour * HOUR_MS) / 1000) * 1000;
  return { source, at, night, problems, obstacle: null };
}

/** Checks per day: fewer on Sundays, rising a little towards the end of the campaign; adds up exactly. */
function days(today: Instant, total: number): number[] {
  const weights = Array.from({ length: DAYS }, (_, day) => {
    const { weekday } = chinaTime(today - (DAYS - day) * DAY_MS);
    return (weekday === 7 ? 0.6 : weekday === 6 ? 0.8 : 1) * (1 + day / 150);
  });
  const all = weights.reduce((sum, each) => sum + each, 0);
  let given = 0;
  let wanted = 0;
  return weights.map((weight) => {
    wanted += (total * weight) / all;
    const count = Math.round(wanted) - given;
    given += count;
    return count;
  });
}

/** One documented site with 21 points, found by a dragnet four days ago: 9 bare soil, 8 accumulated dust, 2 roads, 2 wet work. */
export const DRAGNET_CODE = 'GD-012';
export const DRAGNET_PROBLEMS = 21;

function dragnet(checks: PastCheck[], sources: readonly DemoSource[], today: Instant, random: Chance): void {
  const source = sources.find((each) => each.code === DRAGNET_CODE)!;
  const index = checks.findIndex((check) => check.source === source);
  const made = visit(source, today - 4 * DAY_MS, DRAGNET_PROBLEMS, random);
  const check: PastCheck = { ...made, night: false, at: today - 4 * DAY_MS + 9.5 * HOUR_MS };
  if (index < 0) throw new Error(`${DRAGNET_CODE} was never checked`);
  checks[index] = check;
}

/** Spreads exactly `total` problems over visits, dirtier sources first. */
function fill(
  checks: PastCheck[],
  total: number,
  random: Chance,
  seed: number,
  culprits: ReadonlySet<string | null>,
): void {
  const own = new Map<string, number>();
  const dirt = (source: DemoSource): number => {
    let value = own.get(source.code);
    if (value === undefined) {
      value = (DIRT[source.kind] ?? 1) * Math.exp(0.7 * chance(seed, `dirt ${source.code}`).normal());
      // Who makes spikes has been found at fault before.
      if (culprits.has(source.id)) value = 6;
      own.set(source.code, value);
    }
    return value;
  };
  const order = checks
    .filter((check) => check.problems === 0)
    .map((check) => ({ check, score: random.next() / dirt(check.source) }))
    .sort((a, b) => a.score - b.score);
  let left = total;
  for (const { check } of order) {
    if (left <= 0) return;
    const draw = random.next();
    check.problems = Math.min(left, draw < 0.72 ? 1 : draw < 0.92 ? 2 : 3);
    left -= check.problems;
  }
}

function sumProblems(checks: readonly PastCheck[]): number {
  return checks.reduce((sum, check) => sum + check.problems, 0);
}

function cumulative(weights: readonly number[]): number[] {
  let sum = 0;
  return weights.map((weight) => (sum += weight));
}

function spin(wheel: readonly number[], random: Chance): number {
  const at = random.next() * wheel[wheel.length - 1]!;
  let low = 0;
  let high = wheel.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (wheel[middle]! > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
