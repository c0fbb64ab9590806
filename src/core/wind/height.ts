/** Exponents of the power law; urban is the middle of 0.25…0.4. */
export const TERRAIN_EXPONENT = { open: 0.15, urban: 0.3 } as const;
export type Terrain = keyof typeof TERRAIN_EXPONENT;

/** Speed at 10 m from a speed at `heightM`: u10 = u·(10/z)^p. Throws RangeError for a height ≤ 0. */
export function speedAt10m(speedMs: number, heightM: number, terrain: Terrain): number {
  if (!(heightM > 0)) throw new RangeError(`not a height: ${heightM}`);
  return speedMs * (10 / heightM) ** TERRAIN_EXPONENT[terrain];
}
