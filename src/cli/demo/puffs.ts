import { CYCLE_MIN, STEP_MIN, type WindCycle } from './wind-cycle.ts';

export interface Release {
  readonly x: number;
  readonly y: number;
  /** Slot at which it begins; may be negative (before the anchor). */
  readonly fromMin: number;
  readonly lastsMin: number;
}

const STEP_S = 30;
const MAX_AGE_S = 5400;
const SLOTS = CYCLE_MIN / STEP_MIN;

/**
 * What a release of 1 unit/s adds at each station in each two-minute slot of the cycle: [station][slot], slot k the mean of the two
 * minutes that end at minute 2k. A puff every 30 s drifts with the wind and grows with the way it has gone (σy about 0.08·L with the
 * meander left to the wind, σz about 0.07·L); ground source and receptor, total reflection. Independent of core/upwind on purpose.
 */
export function puffResponse(wind: WindCycle, release: Release): Float64Array[] {
  const out = wind.places.map(() => new Float64Array(SLOTS));
  const puffs = (release.lastsMin * 60) / STEP_S;
  for (let n = 0; n < puffs; n++) {
    let x = release.x;
    let y = release.y;
    let travelled = 0;
    // A soft start and end: engines are not switched like lamps.
    const strength = Math.min(1, (n + 1) / 8, (puffs - n) / 8);
    for (let age = 0; age < MAX_AGE_S; age += STEP_S) {
      const minute = release.fromMin + (n * STEP_S + age) / 60;
      const { u, v } = wind.atPlace(x, y, minute);
      x += u * STEP_S;
      y += v * STEP_S;
      travelled += Math.hypot(u, v) * STEP_S;
      const sy = 12 + (0.08 * travelled) / Math.sqrt(1 + 0.0001 * travelled) + 0.01 * age;
      const sz = 4 + (0.07 * travelled) / Math.sqrt(1 + 0.0008 * travelled);
      const slot = slotOf(minute + STEP_S / 120);
      for (let i = 0; i < wind.places.length; i++) {
        const dx = wind.places[i]!.x - x;
        const dy = wind.places[i]!.y - y;
        const r2 = (dx * dx + dy * dy) / (2 * sy * sy);
        if (r2 > 12) continue;
        // 30 s of release in a puff that spends 30 s of the 120 s slot here: 30 · 30/120.
        const dose = (strength * 2 * STEP_S * Math.exp(-r2)) / ((2 * Math.PI) ** 1.5 * sy * sy * sz);
        out[i]![slot]! += (dose * STEP_S) / (60 * STEP_MIN);
      }
    }
  }
  return out;
}

/** Slot whose two minutes hold a moment; the one that ends at minute 2k is slot k. */
function slotOf(minute: number): number {
  const k = Math.ceil(minute / STEP_MIN);
  return ((k % SLOTS) + SLOTS) % SLOTS;
}

/** Where the air at a place came from: metres from the first station, oldest last, one point a minute. */
export function backTrack(
  wind: WindCycle,
  x: number,
  y: number,
  minute: number,
  minutes: number,
): { x: number; y: number; ageMin: number }[] {
  const track = [{ x, y, ageMin: 0 }];
  for (let age = 0; age < minutes; age += 0.5) {
    const { u, v } = wind.atPlace(x, y, minute - age);
    x -= u * 30;
    y -= v * 30;
    if ((age + 0.5) % 1 === 0) track.push({ x, y, ageMin: age + 0.5 });
  }
  return track;
}
