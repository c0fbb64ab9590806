/** Units that measures are counted in (feature 1.67). */
export const MEASURE_UNITS = [
  'm2',
  'm3',
  'm',
  't',
  'household',
  'site',
  'shop',
  'vehicle',
  'machine',
  'piece',
  'yuan',
] as const;
export type MeasureUnit = (typeof MEASURE_UNITS)[number];

/** What was done, with its amount: "苫盖 11,000 m²". */
export interface Measure {
  readonly what: string;
  readonly value: number;
  readonly unit: MeasureUnit;
}

/** Sums so far with the measures of further cases. */
export function addMeasures(
  sums: Partial<Record<MeasureUnit, number>>,
  lists: readonly (readonly Measure[])[],
): Partial<Record<MeasureUnit, number>> {
  const so = (Object.keys(sums) as MeasureUnit[]).map((unit) => ({ what: '', unit, value: sums[unit] ?? 0 }));
  return sumMeasures([so, ...lists]);
}

/** Sums by unit over all lists; units that do not occur are absent. Rounded to 0.001 against float noise. */
export function sumMeasures(lists: readonly (readonly Measure[])[]): Partial<Record<MeasureUnit, number>> {
  const sums: Partial<Record<MeasureUnit, number>> = {};
  for (const { unit, value } of lists.flat()) {
    sums[unit] = Math.round(((sums[unit] ?? 0) + value) * 1000) / 1000;
  }
  return sums;
}
