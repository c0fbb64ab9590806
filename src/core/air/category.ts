export interface AqiCategory {
  readonly level: 1 | 2 | 3 | 4 | 5 | 6;
  /** Highest AQI of the category. */
  readonly max: number;
  /** Official colour, HJ 633 table 2. */
  readonly rgb: readonly [number, number, number];
}

/** HJ 633-2012 and HJ 633-2026 table 2: levels, bounds, colours. */
export const AQI_CATEGORIES: readonly AqiCategory[] = [
  { level: 1, max: 50, rgb: [0, 228, 0] },
  { level: 2, max: 100, rgb: [255, 255, 0] },
  { level: 3, max: 150, rgb: [255, 126, 0] },
  { level: 4, max: 200, rgb: [255, 0, 0] },
  { level: 5, max: 300, rgb: [153, 0, 76] },
  { level: 6, max: 500, rgb: [126, 0, 35] },
];

/** Category of an index; above 300 stays in the last. null for null: no index, no category. */
export function categoryOf(aqi: number | null): AqiCategory | null {
  if (aqi === null) return null;
  return AQI_CATEGORIES.find((each) => aqi <= each.max) ?? AQI_CATEGORIES[5] ?? null;
}
