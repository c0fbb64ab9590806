import { dateKey } from '../china-time.ts';
import type { Instant } from '../units.ts';
import { compassIndex } from '../wind/direction.ts';
import { percentile } from './posterior-evidence.ts';

/** An hour of one station: mean wind and concentration. */
export interface RoseHour {
  /** End of the hour. */
  readonly at: Instant;
  /** Where the wind came from, degrees; null = calm or without a mean direction. */
  readonly from: number | null;
  readonly speedMs: number;
  readonly c: number;
}

/** Hours in a sector (n), those at or above the threshold (m), and m/n; null without an hour. */
export interface RosePart {
  readonly hours: number;
  readonly high: number;
  readonly share: number | null;
}

/**
 * Conditional probability of a high concentration by wind direction, and by direction and speed (CPF and CBPF):
 * m(θ | C ≥ x) / n(θ), x a percentile of all hours. Uria-Tellaetxe & Carslaw 2014, Environ. Model. Softw. 59:1, as in openair.
 */
export interface DirtyRose {
  /** µg/m³; null without hours. */
  readonly threshold: number | null;
  /** Hours with a direction and a concentration, and the Beijing days they lie on. */
  readonly hours: number;
  readonly days: number;
  /** 16 sectors of 22.5°, index 0 = north. */
  readonly sectors: readonly RosePart[];
  /** The same per class of ROSE_SPEEDS, slowest first. */
  readonly bySpeed: readonly (readonly RosePart[])[];
}

/** Lower ends of the speed classes, m/s. */
export const ROSE_SPEEDS = [0, 1.5, 2.5, 4] as const;
/** Below this many days the rose says little. */
export const ROSE_DAYS = 30;
/** A share of fewer hours is chance. */
export const ROSE_HOURS = 10;
const SECTORS = 16;

/** The rose of some hours; calm ones count for the threshold, not for a sector. `share` is that of the percentile, 0…1. */
export function dirtyRose(hours: readonly RoseHour[], share = 0.75): DirtyRose {
  const known = hours.filter((each) => Number.isFinite(each.c));
  const threshold =
    known.length === 0
      ? null
      : percentile(
          known.map((each) => each.c),
          share,
        );
  const days = new Set<string>();
  const all = counts();
  const classes = ROSE_SPEEDS.map(counts);
  let used = 0;
  for (const { at, from, speedMs, c } of known) {
    if (from === null) continue;
    const sector = compassIndex(from);
    const speed = ROSE_SPEEDS.findLastIndex((least) => speedMs >= least);
    for (const part of [all, classes[Math.max(0, speed)]!]) {
      part.hours[sector]! += 1;
      if (threshold !== null && c >= threshold) part.high[sector]! += 1;
    }
    used += 1;
    // The hour that ends at midnight belongs to the day before.
    days.add(dateKey(at - 1));
  }
  return { threshold, hours: used, days: days.size, sectors: parts(all), bySpeed: classes.map(parts) };
}

/** Sector from which high hours come most often, of those with enough hours; null where none stands out of the share that all have. */
export function dirtiestSector(rose: DirtyRose): number | null {
  let best: number | null = null;
  rose.sectors.forEach(({ hours, share }, index) => {
    if (hours < ROSE_HOURS || share === null) return;
    if (best === null || share > rose.sectors[best]!.share!) best = index;
  });
  if (best === null || rose.hours === 0) return null;
  const high = rose.sectors.reduce((sum, each) => sum + each.high, 0);
  return rose.sectors[best]!.share! > high / rose.hours ? best : null;
}

interface Counts {
  readonly hours: number[];
  readonly high: number[];
}

function counts(): Counts {
  const zeros = (): number[] => Array.from({ length: SECTORS }, () => 0);
  return { hours: zeros(), high: zeros() };
}

function parts({ hours, high }: Counts): RosePart[] {
  return hours.map((n, index) => ({
    hours: n,
    high: high[index]!,
    share: n === 0 ? null : high[index]! / n,
  }));
}
