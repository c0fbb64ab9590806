import { plane } from '../../core/geo.ts';
import { chance } from './random.ts';
import type { DemoStation } from './stations.ts';

/** The running day: 24 hours that repeat without a seam, in slots of a minute; rows exist for the even ones. */
export const CYCLE_MIN = 1440;
export const STEP_MIN = 2;

export interface Vector {
  u: number;
  v: number;
}

/** Wind of the cycle, m/s; u east, v north (where the air goes to). Minutes may be any number: the cycle repeats. */
export interface WindCycle {
  readonly atStation: (station: number, minute: number) => Vector;
  /** Between the stations: inverse-distance mean of their winds; x, y in metres from the first station. */
  readonly atPlace: (x: number, y: number, minute: number) => Vector;
  readonly places: readonly { readonly x: number; readonly y: number }[];
}

/** [slot, where it comes from (unwound: it goes round once a day), m/s]. Between them a cosine ramp. */
const COURSE: readonly (readonly [number, number, number])[] = [
  [0, 227, 3.0],
  [48, 229, 2.8],
  [78, 286, 2.7],
  [150, 297, 3.0],
  [240, 322, 3.5],
  [330, 354, 4.2],
  [420, 387, 3.2],
  [500, 419, 2.6],
  [610, 432, 2.3],
  [700, 455, 2.7],
  [790, 478, 2.1],
  [860, 496, 1.3],
  [900, 505, 0.5],
  [935, 510, 0.2],
  [1000, 515, 0.15],
  [1045, 520, 0.6],
  [1085, 524, 1.6],
  [1170, 541, 2.2],
  [1260, 560, 2.4],
  [1330, 585, 2.4],
  [1370, 616, 2.5],
  // The turn that brings the first culprit's dust to the station.
  [1413, 624, 3.0],
  [1432, 588, 3.0],
  [1440, 587, 3.0],
];

interface Wave {
  readonly perDay: number;
  readonly phase: number;
  readonly size: number;
}

/** The course plus gusts: sums of whole waves per day, so that the end meets the beginning. */
export function windCycle(seed: number, stations: readonly DemoStation[]): WindCycle {
  const flat = plane(stations[0]!);
  const places = stations.map((station) => flat.toXY(station.lng, station.lat));
  const common = { turn: waves(seed, 'turn', 18, 200, 6.5), gust: waves(seed, 'gust', 18, 260, 0.1) };
  const own = stations.map((station) => ({
    turn: waves(seed, `turn ${station.key}`, 40, 340, 3),
    gust: waves(seed, `gust ${station.key}`, 40, 340, 0.05),
    // Open land or streets: a station's wind differs a little and always the same way.
    factor: chance(seed, `factor ${station.key}`).between(0.9, 1.1),
    bias: chance(seed, `bias ${station.key}`).between(-2.5, 2.5),
  }));

  const atStation = (i: number, minute: number): Vector => {
    const { from, speed } = course(minute);
    const mine = own[i]!;
    const turn = sum(common.turn, minute) + sum(mine.turn, minute) + mine.bias;
    // Light wind wanders more than strong wind.
    const restless = speed < 1 ? 2.5 : speed < 2 ? 1.3 : 1;
    const angle = ((from + turn * restless) * Math.PI) / 180;
    const s = Math.max(0, speed * mine.factor * (1 + sum(common.gust, minute) + sum(mine.gust, minute)));
    return { u: -s * Math.sin(angle), v: -s * Math.cos(angle) };
  };

  const table = stations.map((_, i) => tabulate((minute) => atStation(i, minute)));
  const atPlace = (x: number, y: number, minute: number): Vector => {
    const slot = ((Math.floor(minute) % CYCLE_MIN) + CYCLE_MIN) % CYCLE_MIN;
    let u = 0;
    let v = 0;
    let total = 0;
    for (let i = 0; i < places.length; i++) {
      const dx = places[i]!.x - x;
      const dy = places[i]!.y - y;
      const weight = 1 / (dx * dx + dy * dy + 250_000);
      u += weight * table[i]![2 * slot]!;
      v += weight * table[i]![2 * slot + 1]!;
      total += weight;
    }
    return { u: u / total, v: v / total };
  };
  return { atStation, atPlace, places };
}

function course(minute: number): { from: number; speed: number } {
  const slot = ((minute % CYCLE_MIN) + CYCLE_MIN) % CYCLE_MIN;
  let i = 1;
  while (COURSE[i]![0] < slot) i++;
  const [t0, from0, speed0] = COURSE[i - 1]!;
  const [t1, from1, speed1] = COURSE[i]!;
  const ramp = (1 - Math.cos((Math.PI * (slot - t0)) / (t1 - t0))) / 2;
  return { from: from0 + ramp * (from1 - from0), speed: speed0 + ramp * (speed1 - speed0) };
}

/** Six waves with `fewest`…`most` periods a day whose sum has the deviation `deviation`. */
export function waves(seed: number, label: string, fewest: number, most: number, deviation: number): Wave[] {
  const random = chance(seed, `waves ${label}`);
  return Array.from({ length: 6 }, () => ({
    perDay: random.int(fewest, most + 1),
    phase: random.between(0, 2 * Math.PI),
    size: deviation * Math.sqrt(2 / 6),
  }));
}

/** Value of a sum of waves at a minute of the cycle. */
export function sum(list: readonly Wave[], minute: number): number {
  let value = 0;
  for (const wave of list) {
    value += wave.size * Math.sin((2 * Math.PI * wave.perDay * minute) / CYCLE_MIN + wave.phase);
  }
  return value;
}

function tabulate(at: (minute: number) => Vector): Float64Array {
  const table = new Float64Array(2 * CYCLE_MIN);
  for (let minute = 0; minute < CYCLE_MIN; minute++) {
    const { u, v } = at(minute);
    table[2 * minute] = u;
    table[2 * minute + 1] = v;
  }
  return table;
}
