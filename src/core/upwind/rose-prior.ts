import type { Bearing } from '../units.ts';
import { ROSE_DAYS, type DirtyRose } from './dirty-rose.ts';

/** Hours of the station's average that a sector is taken to have had beforehand: a share of few hours says little. */
const PRIOR_HOURS = 30;
/** What a season says of a direction is a hint beside what the hour itself says: never more than half or double. */
const MOST = 2;

/**
 * Weight of a source by its direction from the station: how much oftener high hours came from there than from anywhere over the last
 * season, 0.5…2, read between the middles of the sectors (upwind.md §6.5). 1 with fewer than ROSE_DAYS days or without high hours.
 */
export function roseWeight(rose: DirtyRose | null, towards: Bearing): number {
  if (rose === null || rose.days < ROSE_DAYS) return 1;
  const high = rose.sectors.reduce((sum, each) => sum + each.high, 0);
  if (high === 0 || rose.hours === 0) return 1;
  const mean = high / rose.hours;
  const { sectors } = rose;
  const turn = (towards / 360) * sectors.length;
  const low = Math.floor(turn);
  const ratio = (index: number): number => {
    const sector = sectors[((index % sectors.length) + sectors.length) % sectors.length]!;
    return (sector.high / mean + PRIOR_HOURS) / (sector.hours + PRIOR_HOURS);
  };
  const between = (low + 1 - turn) * ratio(low) + (turn - low) * ratio(low + 1);
  return Math.min(MOST, Math.max(1 / MOST, between));
}
