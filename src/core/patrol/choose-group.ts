import { plane } from '../geo.ts';
import type { LngLat } from '../units.ts';

/** A group as the dispatcher weighs it. */
export interface GroupLoad {
  readonly id: string;
  readonly onDuty: boolean;
  /** Last known place; null when it never reported one. */
  readonly place: LngLat | null;
  /** Tasks that are sent, accepted or under way. */
  readonly openTasks: number;
}

export interface GroupChoice {
  readonly id: string;
  readonly onDuty: boolean;
  readonly openTasks: number;
  /** Straight line to the first stop; null when the group's place is unknown. */
  readonly distanceM: number | null;
  /** Minutes until it could be there, load included; sorts the list. */
  readonly readyMin: number;
}

/** Minutes a group with an open task is expected to stay busy. [P] */
const BUSY_MIN = 30;
const METRES_PER_MINUTE = 500 / 1.3;
/** Distance assumed for a group whose place is unknown: across the district. */
const UNKNOWN_PLACE_M = 8000;

/**
 * Groups in the order to offer them: on duty first, then by when they could be there.
 * Off-duty groups stay in the list, at its end. Ties by id, so the order is stable.
 */
export function chooseGroup(groups: readonly GroupLoad[], firstStop: LngLat): GroupChoice[] {
  const flat = plane(firstStop);
  const choices = groups.map((group): GroupChoice => {
    const at = group.place && flat.toXY(group.place.lng, group.place.lat);
    const distanceM = at ? Math.hypot(at.x, at.y) : null;
    const drive = (distanceM ?? UNKNOWN_PLACE_M) / METRES_PER_MINUTE;
    return {
      id: group.id,
      onDuty: group.onDuty,
      openTasks: group.openTasks,
      distanceM,
      readyMin: drive + group.openTasks * BUSY_MIN,
    };
  });
  return choices.sort(
    (a, b) => Number(b.onDuty) - Number(a.onDuty) || a.readyMin - b.readyMin || (a.id < b.id ? -1 : 1),
  );
}
