/** Everything that can pollute is a source; the kind decides symbol, checklist, profile and emission potential. */
export const SOURCE_KINDS = [
  'earthwork',
  'site',
  'demolition',
  'linear_works',
  'road',
  'batching_plant',
  'bare_land',
  'soil_yard',
  'freight_yard',
  'enterprise',
  'small_polluter',
  'restaurant',
  'market',
  'gas_station',
  'car_repair',
  'household_coal',
  'open_burning',
  'checkpoint',
  'unnamed',
] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

export const SOURCE_STATES = ['active', 'stopped', 'sealed', 'finished', 'banned'] as const;
/** Must not work; work there is a major problem (feature 1.29). */
export const SHUT_STATES = [
  'stopped',
  'sealed',
  'banned',
] as const satisfies readonly (typeof SOURCE_STATES)[number][];
export type SourceState = (typeof SOURCE_STATES)[number];
