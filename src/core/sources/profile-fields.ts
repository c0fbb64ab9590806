import type { SourceKind } from './source-kinds.ts';

/** One field of a profile; `required` ones make the ledger complete. */
export type ProfileField =
  | { readonly type: 'flag'; readonly required: boolean }
  | { readonly type: 'number'; readonly min: number; readonly max: number; readonly required: boolean }
  /** Epoch ms. */
  | { readonly type: 'instant'; readonly required: boolean }
  | { readonly type: 'text'; readonly required: boolean }
  /** Code of a unit. */
  | { readonly type: 'unit'; readonly required: boolean }
  /** A list; `count` = how many must be named for a complete ledger. */
  | { readonly type: 'texts'; readonly count: number; readonly required: boolean }
  | { readonly type: 'choice'; readonly of: readonly string[]; readonly required: boolean };

const flag = (required = false): ProfileField => ({ type: 'flag', required });
const range = (min: number, max: number, required = false): ProfileField => ({
  type: 'number',
  min,
  max,
  required,
});
const instant = (required = false): ProfileField => ({ type: 'instant', required });
const text = (required = false): ProfileField => ({ type: 'text', required });
const unit = (): ProfileField => ({ type: 'unit', required: false });
const allOf = (count: number): ProfileField => ({ type: 'texts', count, required: true });
const choice = (...of: readonly string[]): ProfileField => ({ type: 'choice', of, required: false });
const must = (...of: readonly string[]): ProfileField => ({ type: 'choice', of, required: true });

export const INDUSTRIES = [
  'foundry',
  'building_material',
  'furniture',
  'printing',
  'machinery',
  'food',
  'chemical',
  'heating',
  'plastics',
  'pharmacy',
] as const;
export const FUELS = ['gas', 'lpg', 'electric', 'coal', 'charcoal'] as const;
export const MATERIALS = ['soil', 'sand', 'rubble', 'coal', 'ash'] as const;

const works = {
  works: must('building', 'municipal', 'linear', 'demolition', 'road', 'water', 'greening'),
  phase: choice('foundation', 'structure', 'finishing', 'idle'),
  areaM2: range(1, 5_000_000, true),
  earthwork: flag(true),
  night: flag(),
  earthPermitNo: text(),
  earthPermitFrom: instant(),
  permitUntil: instant(),
  earthPermitVolumeM3: range(1, 1e8),
  guard: text(),
  covered: range(0, 1),
  monitorOnline: flag(),
  /** 三员: supervisor, grid officer, manager. */
  officers: allOf(3),
  budgetYuan: range(0, 1e9),
} satisfies Record<string, ProfileField>;
const yard = {
  material: must(...MATERIALS),
  areaM2: range(1, 5_000_000, true),
  covered: range(0, 1),
  night: flag(),
};

/** 用地、许可: what the records of land and permits say, by which a case of unclear ownership is traced (features 0.30, 1.02). */
export const RECORD_FIELDS = ['landUnit', 'landNo', 'permitUnit', 'permitNo'] as const;
export type RecordField = (typeof RECORD_FIELDS)[number];
const records: Readonly<Record<RecordField, ProfileField>> = {
  /** The unit that holds or manages the land. */
  landUnit: unit(),
  landNo: text(),
  /** The unit that issued the permit to build or to trade. */
  permitUnit: unit(),
  permitNo: text(),
};

/**
 * What is known per kind beyond the common fields. `ledger` (台账 number) belongs to every kind but the unnamed, `toldToStop`
 * (response or ban), the records of land and permit and `note` (what the finder wrote) to all.
 */
const FIELDS: Readonly<Record<SourceKind, Readonly<Record<string, ProfileField>>>> = {
  earthwork: works,
  site: works,
  demolition: works,
  linear_works: { ...works, lengthM: range(1, 200_000) },
  road: {
    roadName: text(true),
    lengthM: range(1, 200_000, true),
    cleaningNormG: range(0, 1000),
    lastCleanAt: instant(),
  },
  batching_plant: {
    silos: range(0, 100, true),
    enclosedBays: flag(true),
    powerMonitor: flag(),
    night: flag(),
  },
  bare_land: { areaM2: range(1, 5_000_000, true), covered: range(0, 1, true) },
  soil_yard: yard,
  freight_yard: yard,
  enterprise: {
    industry: must(...INDUSTRIES),
    emergencyClass: must('a', 'b', 'c', 'd'),
    plan: flag(true),
    grade: choice('a', 'b', 'c', 'd'),
    cems: flag(),
    powerMonitor: flag(),
    voc: flag(),
    ozone: flag(),
  },
  small_polluter: {
    industry: choice(...INDUSTRIES),
    material: choice(...MATERIALS),
    banned: flag(),
    night: flag(),
  },
  restaurant: {
    stoves: range(0, 200, true),
    purifier: flag(true),
    purifierRunning: flag(),
    lastCleanedAt: instant(),
    fuel: must(...FUELS),
  },
  market: { stalls: range(1, 20_000, true), relocation: text() },
  gas_station: { pumps: range(1, 100, true), vapourRecovery: flag(true) },
  car_repair: { sprayBooth: flag(true) },
  household_coal: { households: range(1, 10_000, true) },
  open_burning: { burns: must('straw', 'leaves', 'rubbish') },
  checkpoint: { roadName: text(true), allDay: flag(true) },
  unnamed: { looksLike: text(), material: choice(...MATERIALS), areaM2: range(1, 5_000_000) },
};

/** Fields of a kind's profile, the ledger number first. */
export function profileFields(kind: SourceKind): Readonly<Record<string, ProfileField>> {
  const named = kind !== 'unnamed';
  return { ledger: text(named), toldToStop: flag(), ...FIELDS[kind], ...records, note: text() };
}
