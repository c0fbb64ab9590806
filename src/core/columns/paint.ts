import type { Density } from './density.ts';

export type Rgb = readonly [number, number, number];

/** One hue, light to dark: what the legend shows and the raster is painted with. */
export interface HeatScale {
  /** Problems per km² at which the 2nd to the last colour is reached; rising. */
  readonly breaks: readonly number[];
  readonly colours: readonly Rgb[];
}

/** Share of the densest place at which each colour is reached: finer at the low end, where most of the city is. */
const SHARES = [0.05, 0.16, 0.36, 0.64, 1];

/** Breaks for the densest value per km², rounded to figures one can read. An empty raster gets breaks of 1 to 5. */
export function heatScale(maxPerKm2: number, colours: readonly Rgb[]): HeatScale {
  const breaks: number[] = [];
  for (const share of SHARES) {
    const value = maxPerKm2 > 0 ? readable(maxPerKm2 * share) : breaks.length + 1;
    breaks.push(breaks.length > 0 && value <= breaks.at(-1)! ? readable(breaks.at(-1)! * 1.5) : value);
  }
  return { breaks, colours };
}

/**
 * RGBA of a density raster: between two breaks the colours run into each other; below the first the ground shines
 * through, and nothing is painted where there is nothing. `km2PerPx` turns counts per pixel into counts per km².
 */
export function paintDensity(
  density: Density,
  km2PerPx: number,
  scale: HeatScale,
): Uint8ClampedArray<ArrayBuffer> {
  const table = colourTable(scale);
  const pixels = new Uint8ClampedArray(density.width * density.height * 4);
  const words = new Uint32Array(pixels.buffer);
  const top = scale.breaks.at(-1)!;
  const perStep = (STEPS - 1) / Math.sqrt(top * km2PerPx);
  for (let i = 0; i < density.values.length; i++) {
    const value = density.values[i]!;
    if (value <= 0) continue;
    const step = Math.sqrt(value) * perStep;
    words[i] = table[step < STEPS - 1 ? step | 0 : STEPS - 1]!;
  }
  return pixels;
}

const STEPS = 512;
const OPACITY = 0.88;

/** Colours by the square root of the density, so that the low end keeps its steps. Little-endian words of RGBA. */
function colourTable({ breaks, colours }: HeatScale): Uint32Array {
  const top = breaks.at(-1)!;
  return Uint32Array.from({ length: STEPS }, (_, step) => {
    const value = (step / (STEPS - 1)) ** 2 * top;
    let k = breaks.findIndex((each) => value < each);
    if (k < 0) k = breaks.length;
    const low = k === 0 ? 0 : breaks[k - 1]!;
    const high = breaks[k] ?? low;
    const share = high > low ? (value - low) / (high - low) : 0;
    const from = colours[k]!;
    const to = colours[Math.min(k + 1, colours.length - 1)]!;
    const alpha = OPACITY * (k === 0 ? share : 1);
    const mix = (c: 0 | 1 | 2): number => Math.round(from[c] + (to[c] - from[c]) * share);
    return ((Math.round(alpha * 255) << 24) | (mix(2) << 16) | (mix(1) << 8) | mix(0)) >>> 0;
  });
}

/** 1, 1.5, 2, 3, 5, 8 times a power of ten, rounded down but never to 0. */
function readable(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const lead = value / power;
  const step = [8, 5, 3, 2, 1.5].find((each) => lead >= each - 1e-9) ?? 1;
  return Number((step * power).toPrecision(2));
}
