import { cellIndex } from '../../core/territory/cell-index.ts';
import type { LngLat } from '../../core/units.ts';
import { chance } from './random.ts';
import { demoNames } from './read-data.ts';
import type { DemoGrid } from './territory.ts';

export interface DemoStation extends LngLat {
  readonly id: string;
  readonly key: string;
  readonly code: string;
  readonly name: string;
  readonly level: 'national' | 'provincial' | 'municipal' | 'micro';
  readonly background: boolean;
  readonly operator: string;
  readonly town: string;
  /** Has been silent for more than two hours. */
  readonly silent: boolean;
  /** Usual PM10, µg/m³. */
  readonly basePm10: number;
}

/** Minutes the silent station has been silent for at the anchor. */
export const SILENT_MIN = 160;

/** The station with the task force; the first episode happens here. */
export const FORCE_STATION = 'dangxiao';

type Row = readonly [key: string, level: DemoStation['level'], lng: number, lat: number, basePm10: number];

/** Places are invented within their town. The usual values differ by less than the trigger rules ask for. */
const ROWS: readonly Row[] = [
  ['dangxiao', 'municipal', 113.6552, 34.8772, 119],
  ['changxing', 'provincial', 113.6205, 34.83, 141],
  ['liuzhai', 'micro', 113.6235, 34.8075, 138],
  ['jiangshan', 'municipal', 113.605, 34.8545, 134],
  ['yingbin', 'micro', 113.6805, 34.8665, 127],
  ['guxing', 'micro', 113.54, 34.883, 114],
  ['huayuankou', 'micro', 113.7005, 34.8905, 110],
  ['dahe', 'micro', 113.585, 34.907, 106],
  ['gangli', 'national', 113.6113, 34.9162, 92],
  ['xincheng', 'micro', 113.6235, 34.8765, 118],
];

/** Ten stations as in the reference pictures: one silent, one in the background of the city. */
export function demoStations(seed: number, grids: readonly DemoGrid[]): DemoStation[] {
  const random = chance(seed, 'stations');
  const townOf = cellIndex(grids.filter((grid) => grid.level === 'town'));
  return ROWS.map(([key, level, lng, lat, basePm10], i) => ({
    id: random.id(),
    key,
    code: `HJ${String(i + 1).padStart(3, '0')}`,
    name: demoNames.stations[key]!,
    level,
    background: key === 'gangli',
    lng,
    lat,
    operator: demoNames.operator,
    town: townOf.at({ lng, lat })?.id ?? '',
    silent: key === 'xincheng',
    basePm10,
  }));
}
