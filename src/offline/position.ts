import { isSecurePage } from './secure-page.ts';

/** Where the device says it is, with how sure it is and when it measured. */
export interface Fix {
  readonly lng: number;
  readonly lat: number;
  readonly accuracyM: number;
  readonly at: number;
}

export const POSITION_FAILURES = ['denied', 'unavailable', 'timeout', 'unsupported', 'insecure'] as const;
export type PositionFailure = (typeof POSITION_FAILURES)[number];

const PATIENCE_MS = 12_000;
/** While the position is being followed, a better one than the last is waited for only this long. */
const FOLLOWED_PATIENCE_MS = 2000;
/** A fix this fresh still is where the shutter fell. */
const FRESH_MS = 5000;

/** What a running watch told last; it holds until the watch tells otherwise, and ends with the first failure. */
let followed: Fix | null = null;

/** What the running watch told last, at once; null when none runs or it failed. For the shutter, which must not wait. */
export function followedFix(): Fix | null {
  return followed;
}

/** One position from the Geolocation API; the browser's photo data hold none. Never throws: a failure is a value of its own. */
export async function currentFix(): Promise<Fix | PositionFailure> {
  if (!isSecurePage()) return 'insecure';
  if (!('geolocation' in navigator)) return 'unsupported';
  const known = followed;
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      (position) => resolve(fixOf(position)),
      // A device that does not move tells its watch nothing new: the last word still stands.
      ({ code }) => resolve(followed ?? failureOf(code)),
      { enableHighAccuracy: true, timeout: known ? FOLLOWED_PATIENCE_MS : PATIENCE_MS, maximumAge: FRESH_MS },
    );
  });
}

/** Follows the position until the returned function is called; failures are told once each. */
export function followFix(
  onFix: (fix: Fix) => void,
  onFailure: (failure: PositionFailure) => void,
): () => void {
  if (!isSecurePage() || !('geolocation' in navigator)) {
    onFailure(isSecurePage() ? 'unsupported' : 'insecure');
    return () => undefined;
  }
  const id = navigator.geolocation.watchPosition(
    (position) => {
      followed = fixOf(position);
      onFix(followed);
    },
    ({ code }) => {
      followed = null;
      onFailure(failureOf(code));
    },
    { enableHighAccuracy: true, maximumAge: FRESH_MS },
  );
  return () => {
    followed = null;
    navigator.geolocation.clearWatch(id);
  };
}

function fixOf({ coords, timestamp }: GeolocationPosition): Fix {
  return { lng: coords.longitude, lat: coords.latitude, accuracyM: coords.accuracy, at: timestamp };
}

function failureOf(code: number): PositionFailure {
  return code === 1 ? 'denied' : code === 3 ? 'timeout' : 'unavailable';
}
