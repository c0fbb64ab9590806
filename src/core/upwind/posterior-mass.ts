import type { PolarGrid } from './posterior-grid.ts';

/** [1 2 1]/4 in angle (round) and in log r (ends repeated). */
export function blur(values: Float64Array, rings: number, angles: number): Float64Array {
  const across = new Float64Array(values.length);
  for (let ring = 0; ring < rings; ring++) {
    const base = ring * angles;
    for (let angle = 0; angle < angles; angle++) {
      const before = values[base + (angle === 0 ? angles - 1 : angle - 1)]!;
      const after = values[base + (angle === angles - 1 ? 0 : angle + 1)]!;
      across[base + angle] = (before + 2 * values[base + angle]! + after) / 4;
    }
  }
  const out = new Float64Array(values.length);
  for (let ring = 0; ring < rings; ring++) {
    const below = Math.max(0, ring - 1) * angles;
    const above = Math.min(rings - 1, ring + 1) * angles;
    const base = ring * angles;
    for (let angle = 0; angle < angles; angle++) {
      out[base + angle] = (across[below + angle]! + 2 * across[base + angle]! + across[above + angle]!) / 4;
    }
  }
  return out;
}

/** Takes the rounding excess off the heaviest cells, one ppm each. */
export function trim(massPpm: number[], excess: number): void {
  const order = massPpm.map((_, cell) => cell).sort((a, b) => massPpm[b]! - massPpm[a]! || a - b);
  for (let i = 0; i < excess; i++) massPpm[order[i % order.length]!]!--;
}

/** Densest cells until they hold `holds` of the whole; the threshold is the density of the last one kept. */
export function keep(
  massPpm: readonly number[],
  polar: PolarGrid,
  holds: number,
): { threshold: number; areaShare: number } {
  const cells = massPpm.length;
  const density = new Float64Array(cells);
  let whole = 0;
  for (let cell = 0; cell < cells; cell++) {
    density[cell] = massPpm[cell]! / polar.area[cell]!;
    whole += massPpm[cell]!;
  }
  const order = Uint32Array.from({ length: cells }, (_, i) => i);
  order.sort((a, b) => density[b]! - density[a]!);
  let sum = 0;
  let area = 0;
  let threshold = Infinity;
  for (const cell of order) {
    if (sum >= holds * whole && density[cell]! < threshold) break;
    sum += massPpm[cell]!;
    area += polar.area[cell]!;
    threshold = density[cell]!;
  }
  return { threshold, areaShare: area / (Math.PI * polar.radiusM ** 2) };
}
