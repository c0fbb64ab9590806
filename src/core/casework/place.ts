/** Where something was done: measured by the device, or pinned on the map with the reason for it. */
export interface Place {
  readonly lng: number;
  readonly lat: number;
  /** Radius of the fix in metres; null when it was pinned by hand. */
  readonly accuracyM: number | null;
  readonly by: 'gps' | 'pin';
  /** Why it had to be pinned; empty for gps. */
  readonly reason: string;
}

/** A fix worse than this must be pinned with a reason (domain.md §4). */
export const MAX_ACCURACY_M = 50;
