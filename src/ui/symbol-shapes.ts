/** One stroke or shape of a map symbol, on a 16-unit square around 0,0. */
export interface SymbolPart {
  readonly d: string;
  /** ink: the symbol's colour; paper: its ground. */
  readonly fill?: 'ink' | 'paper';
  /** Width of the ink line; none without it. */
  readonly stroke?: number;
  readonly dash?: readonly [number, number];
}

const square = 'M-5-5H5V5H-5Z';

/**
 * The symbols of the map: ink only, the shape tells the kind. Drawn as SVG in lists and legends and on a canvas for the
 * map, from the same paths.
 */
export const SYMBOL_SHAPES = {
  earthwork: [
    { d: 'M-5.5-5.5H5.5V5.5H-5.5Z', fill: 'ink', stroke: 1 },
    { d: 'M-3.5 3L0-2.6L3.5 3Z', fill: 'paper' },
  ],
  site: [
    { d: square, fill: 'paper', stroke: 1.5 },
    { d: 'M-5 5L5-5', stroke: 1.5 },
  ],
  demolition: [
    { d: square, fill: 'paper', stroke: 1.5 },
    { d: 'M-5 5L5-5M-5-5L5 5', stroke: 1.5 },
  ],
  linear_works: [
    { d: 'M-6.5-2.5H6.5M-6.5 2.5H6.5', stroke: 1.5 },
    { d: 'M-3.5 2.5L-0.5-2.5M0.5 2.5L3.5-2.5', stroke: 1.5 },
  ],
  road: [
    { d: 'M-6.5-2.5H6.5M-6.5 2.5H6.5', stroke: 1.5 },
    { d: 'M-5 0h3M2 0h3', stroke: 1.5 },
  ],
  batching_plant: [
    { d: 'M0-6.5L5.6-3.2V3.2L0 6.5L-5.6 3.2V-3.2Z', fill: 'paper', stroke: 1.5 },
    { d: 'M-1.8 0A1.8 1.8 0 1 0 1.8 0A1.8 1.8 0 1 0-1.8 0Z', fill: 'ink' },
  ],
  bare_land: [{ d: square, fill: 'paper', stroke: 1.5, dash: [2.5, 2] }],
  soil_yard: [
    { d: square, fill: 'paper', stroke: 1.5 },
    { d: 'M-3.5 3L0-2.6L3.5 3Z', fill: 'ink' },
  ],
  freight_yard: [
    { d: 'M-6-3.5H6V4.5H-6Z', fill: 'paper', stroke: 1.5 },
    { d: 'M-2-3.5V4.5M2-3.5V4.5', stroke: 1.5 },
  ],
  enterprise: [{ d: 'M-6 5.5V-1L-2 2V-1L2 2V-5.5H5.5V5.5Z', fill: 'paper', stroke: 1.5 }],
  small_polluter: [{ d: 'M0-6L6 0L0 6L-6 0Z', fill: 'paper', stroke: 1.5 }],
  restaurant: [{ d: 'M-2.4 0A2.4 2.4 0 1 0 2.4 0A2.4 2.4 0 1 0-2.4 0Z', fill: 'ink' }],
  market: [{ d: 'M-5.5 5.5V-1L0-6L5.5-1V5.5Z', fill: 'paper', stroke: 1.5 }],
  gas_station: [
    { d: 'M0-6.5C3.4-2.6 5 0 5 2a5 5 0 0 1-10 0C-5 0-3.4-2.6 0-6.5Z', fill: 'paper', stroke: 1.5 },
  ],
  car_repair: [
    { d: 'M0-6L5.2-3V3L0 6L-5.2 3V-3Z', fill: 'paper', stroke: 1.5 },
    { d: 'M-2.4 0A2.4 2.4 0 1 0 2.4 0A2.4 2.4 0 1 0-2.4 0Z', stroke: 1.5 },
  ],
  household_coal: [
    { d: 'M-5.5 5.5V-1L0-6L5.5-1V5.5Z', fill: 'paper', stroke: 1.5 },
    { d: 'M-2 1H2V5H-2Z', fill: 'ink' },
  ],
  open_burning: [
    {
      d: 'M0-6.5C1-3.5 5-2 5 2A5 5 0 0 1-5 2C-5 0-3.5-1-3-3C-1.5-2-0.5-4 0-6.5Z',
      fill: 'paper',
      stroke: 1.5,
    },
    { d: 'M0 1C1 2 2 2.5 2 4A2 2 0 0 1-2 4C-2 2.5-1 2 0 1Z', fill: 'ink' },
  ],
  checkpoint: [
    { d: 'M-5.5 0A5.5 5.5 0 1 0 5.5 0A5.5 5.5 0 1 0-5.5 0Z', fill: 'paper', stroke: 1.5 },
    { d: 'M-5.5 0H5.5', stroke: 2 },
  ],
  unnamed: [
    { d: 'M-5.5 0A5.5 5.5 0 1 0 5.5 0A5.5 5.5 0 1 0-5.5 0Z', fill: 'paper', stroke: 1.5, dash: [2.5, 2] },
    { d: 'M-1.3 0A1.3 1.3 0 1 0 1.3 0A1.3 1.3 0 1 0-1.3 0Z', fill: 'ink' },
  ],
  // what was measured or seen at a place of its own: no fill, thinner than any source
  handheld: [
    { d: 'M-2.6 0A2.6 2.6 0 1 0 2.6 0A2.6 2.6 0 1 0-2.6 0Z', fill: 'paper', stroke: 1.25 },
    { d: 'M0-6V-2.6M0 2.6V6M-6 0H-2.6M2.6 0H6', stroke: 1.25 },
  ],
  sighting: [
    { d: 'M-5.5-2.5V-5.5H-2.5M2.5-5.5H5.5V-2.5M5.5 2.5V5.5H2.5M-2.5 5.5H-5.5V2.5', stroke: 1.25 },
    { d: 'M-1.5 0A1.5 1.5 0 1 0 1.5 0A1.5 1.5 0 1 0-1.5 0Z', fill: 'ink' },
  ],
} as const satisfies Readonly<Record<string, readonly SymbolPart[]>>;

export type SymbolShape = keyof typeof SYMBOL_SHAPES;
