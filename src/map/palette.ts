/** The tokens a map style needs. Layers name them; nothing in src/map writes a colour down. */
const COLOURS = [
  'surface',
  'surface-2',
  'line',
  'line-strong',
  'text',
  'text-2',
  'text-3',
  'text-on-accent',
  'accent',
  'accent-soft',
  'accent-text',
  'wind',
  'zone',
  'danger',
  'ok',
  'warn',
  'stale',
  'stale-soft',
  'heat-0',
  'heat-1',
  'heat-2',
  'heat-3',
  'heat-4',
  'heat-5',
  'map-out',
  'map-land',
  'map-built',
  'map-green',
  'map-water',
  'map-water-line',
  'map-road',
  'map-road-major',
  'map-road-case',
  'map-rail',
  'map-cell',
  'map-town',
  'map-district',
  'map-label',
  'map-label-water',
  'map-halo',
  'symbol',
  'symbol-fill',
  'hatch',
] as const;
const NUMBERS = ['zone-a1', 'zone-a2', 'zone-a3', 'zone-a4'] as const;

export type Colour = (typeof COLOURS)[number];

/** One theme's colours and the opacities of the four nested shades of a zone. */
export interface Palette {
  readonly colour: Readonly<Record<Colour, string>>;
  readonly zoneShade: readonly [number, number, number, number];
  /** Widths of lines that sunlight and large walls make thicker, as a factor. */
  readonly lineFactor: number;
  /** Sizes of words on the map against a desk's: as much larger as the page's own words are. */
  readonly textFactor: number;
}

/** The browser's own size of words, in pixels; the wall's theme makes the root's larger on a larger screen. */
const USUAL_PX = 16;

/**
 * Reads a palette once, from whatever knows the tokens: computed styles in the browser, the parsed file in tests.
 * @param rootPx size of the page's words in pixels
 */
export function readPalette(token: (name: string) => string, rootPx = USUAL_PX): Palette {
  const textFactor = Math.max(1, rootPx / USUAL_PX);
  const colour = Object.fromEntries(COLOURS.map((name) => [name, token(`--${name}`).trim()]));
  const [a1, a2, a3, a4] = NUMBERS.map((name) => Number.parseFloat(token(`--${name}`)) || 0);
  return {
    colour: colour as Record<Colour, string>,
    zoneShade: [a1 ?? 0, a2 ?? 0, a3 ?? 0, a4 ?? 0],
    lineFactor: (token('--line-w').trim() === '2px' ? 1.5 : 1) * textFactor,
    textFactor,
  };
}

/** The palette of the theme the document shows now. */
export function paletteOfDocument(): Palette {
  const styles = getComputedStyle(document.documentElement);
  const rootPx = Number.parseFloat(styles.fontSize) || USUAL_PX;
  return readPalette((name) => styles.getPropertyValue(name), rootPx);
}
