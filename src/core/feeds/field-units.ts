import type { Column } from './columns.ts';

/** Factor from a declared unit to the product's own (µg/m³, CO mg/m³, m/s), or null for a unit it does not know. */
export function unitFactor(column: Column, unit: string): number | null {
  const name = normalise(unit);
  if (column === 'wind_speed' || column === 'wind_gust') return SPEED[name] ?? null;
  if (column === 'wind_dir' || column === 'wind_sigma')
    return name === 'deg' || name === '°' || name === 'degree' || name === '度' ? 1 : null;
  const micrograms = MASS[name];
  if (micrograms === undefined) return null;
  return column === 'co' ? micrograms / 1000 : micrograms;
}

const SPEED: Readonly<Record<string, number>> = {
  'm/s': 1,
  ms: 1,
  '米/秒': 1,
  'km/h': 1 / 3.6,
  kmh: 1 / 3.6,
  kn: 0.514444,
  kt: 0.514444,
  mph: 0.44704,
};
/** In µg/m³. Volume shares (ppm, ppb) depend on temperature and pressure and are refused. */
const MASS: Readonly<Record<string, number>> = {
  'ug/m3': 1,
  'mg/m3': 1000,
  '微克/立方米': 1,
  '毫克/立方米': 1000,
};

function normalise(unit: string): string {
  return unit
    .trim()
    .toLowerCase()
    .replace(/[µμ]/g, 'u')
    .replace(/³|\^3/g, '3')
    .replace(/\s/g, '')
    .replace(/^ugm-?3$/, 'ug/m3')
    .replace(/^mgm-?3$/, 'mg/m3');
}
