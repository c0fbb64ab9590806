import type { SourceKind } from '../../core/sources/source-kinds.ts';

/** How many of a kind stand within 3 km of the task force's station and elsewhere in the district. */
export interface KindPlan {
  readonly kind: SourceKind;
  readonly prefix: string;
  readonly near: number;
  readonly far: number;
  /** Unit code of the default regulator (domain.md §3). */
  readonly regulator: string;
  /** Towns where they crowd, by code; empty = spread by area. */
  readonly towns: readonly string[];
}

const CITY_TOWNS = ['410108001', '410108002', '410108004', '410108005', '410108003'];
const EDGE_TOWNS = ['410108101', '410108006', '410108100', '410108003'];

/** 49 sites (20 + 12 + 9 + 8), 177 restaurants and 3 markets near the station; 151 enterprises in all (domain.md §10). */
export const SOURCE_PLAN: readonly KindPlan[] = [
  { kind: 'earthwork', prefix: 'GD', near: 12, far: 16, regulator: 'housing', towns: [] },
  { kind: 'site', prefix: 'GD', near: 20, far: 30, regulator: 'housing', towns: [] },
  { kind: 'demolition', prefix: 'CQ', near: 9, far: 13, regulator: 'housing', towns: [] },
  { kind: 'linear_works', prefix: 'DL', near: 8, far: 15, regulator: 'urban_management', towns: [] },
  { kind: 'road', prefix: 'LJ', near: 6, far: 12, regulator: 'urban_management', towns: [] },
  { kind: 'batching_plant', prefix: 'JB', near: 0, far: 6, regulator: 'housing', towns: EDGE_TOWNS },
  { kind: 'bare_land', prefix: 'LD', near: 6, far: 16, regulator: 'natural_resources', towns: [] },
  { kind: 'soil_yard', prefix: 'TC', near: 2, far: 8, regulator: 'transport', towns: EDGE_TOWNS },
  { kind: 'freight_yard', prefix: 'HC', near: 1, far: 7, regulator: 'transport', towns: EDGE_TOWNS },
  { kind: 'enterprise', prefix: 'QY', near: 18, far: 133, regulator: 'ecology', towns: EDGE_TOWNS },
  { kind: 'small_polluter', prefix: 'SW', near: 1, far: 8, regulator: 'ecology', towns: EDGE_TOWNS },
  { kind: 'restaurant', prefix: 'CY', near: 177, far: 152, regulator: 'urban_management', towns: CITY_TOWNS },
  { kind: 'market', prefix: 'SC', near: 3, far: 6, regulator: 'market', towns: CITY_TOWNS },
  { kind: 'gas_station', prefix: 'JY', near: 5, far: 17, regulator: 'commerce', towns: [] },
  { kind: 'car_repair', prefix: 'QX', near: 9, far: 22, regulator: 'ecology', towns: CITY_TOWNS },
  { kind: 'household_coal', prefix: 'SM', near: 0, far: 9, regulator: 'market', towns: EDGE_TOWNS },
  { kind: 'open_burning', prefix: 'FS', near: 1, far: 6, regulator: 'agriculture', towns: EDGE_TOWNS },
  { kind: 'checkpoint', prefix: 'KD', near: 3, far: 7, regulator: 'police', towns: [] },
  { kind: 'unnamed', prefix: 'WM', near: 2, far: 5, regulator: 'ecology', towns: EDGE_TOWNS },
  // With those above 19 places: as many coal users as one street's strike team banned (features.md 1.69).
  { kind: 'household_coal', prefix: 'SM', near: 0, far: 10, regulator: 'market', towns: EDGE_TOWNS },
];

/** Sources the pictures and the first episode know: bearing and distance from the task force's station, all upwind at the start. */
export interface FixedSource {
  readonly code: string;
  readonly kind: SourceKind;
  readonly towardsDeg: number;
  readonly distanceM: number;
  readonly card: 'green' | 'yellow' | 'red' | '';
  /** Days since its last check, and problems that are still open, at the anchor. */
  readonly lastCheckDays: number;
  readonly openProblems: number;
  readonly checks: number;
  readonly hits: number;
}

export const FIXED_SOURCES: readonly FixedSource[] = [
  {
    code: 'GD-017',
    kind: 'earthwork',
    towardsDeg: 226,
    distanceM: 1900,
    card: 'yellow',
    lastCheckDays: 9,
    openProblems: 3,
    checks: 14,
    hits: 9,
  },
  {
    code: 'LD-008',
    kind: 'bare_land',
    towardsDeg: 229,
    distanceM: 2700,
    card: '',
    lastCheckDays: 16,
    openProblems: 1,
    checks: 6,
    hits: 3,
  },
  {
    code: 'JB-002',
    kind: 'batching_plant',
    towardsDeg: 228,
    distanceM: 3500,
    card: '',
    lastCheckDays: 5,
    openProblems: 1,
    checks: 9,
    hits: 4,
  },
  {
    code: 'GD-031',
    kind: 'site',
    towardsDeg: 234,
    distanceM: 1100,
    card: 'green',
    lastCheckDays: 2,
    openProblems: 0,
    checks: 16,
    hits: 4,
  },
  {
    code: 'DL-005',
    kind: 'linear_works',
    towardsDeg: 226,
    distanceM: 4700,
    card: '',
    lastCheckDays: 7,
    openProblems: 1,
    checks: 8,
    hits: 3,
  },
  {
    code: 'SW-003',
    kind: 'small_polluter',
    towardsDeg: 236,
    distanceM: 3100,
    card: '',
    lastCheckDays: 29,
    openProblems: 0,
    checks: 3,
    hits: 2,
  },
];

/** The first episode's culprit. */
export const FIRST_CULPRIT = 'GD-017';
