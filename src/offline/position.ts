/** Where the device says it is, with how sure it is and when it measured. */
export interface Fix {
  readonly lng: number;
  readonly lat: number;
  readonly accuracyM: number;
  readonly at: number;
}

export const POSITION_FAILURES = ['denied', 'unavailable', 'timeout', 'unsupported'] as const;
export type PositionFailure = (typeof POSITION_FAILURES)[number];

const PATIENCE_MS = 12_000;
/** A fix this fresh still is where the shutter fell. */
const FRESH_MS = 5000;

/** One position from the Geolocation API; the browser's photo data hold none. Never throws: a failure is a value of its own. */
export async function currentFix(): Promise<Fix | PositionFailure> {
  if (!('geolocation' in navigator)) return 'unsupported';
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords, timestamp }) =>
        resolve({ lng: coords.longitude, lat: coords.latitude, accuracyM: coords.accuracy, at: timestamp }),
      ({ code }) => resolve(code === 1 ? 'denied' : code === 3 ? 'timeout' : 'unavailable'),
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: FRESH_MS },
    );
  });
}

/** Follows the position until the returned function is called; failures are told once each. */
export function followFix(onFix: (fix: Fix) => void, onFailure: (failure: PositionFailure) => void): () => void {
  if (!('geolocation' in navigator)) {
    onFailure('unsupported');
    return () => undefined;
  }
  const id = navigator.geolocation.watchPosition(
    ({ coords, timestamp }) =>
      onFix({ lng: coords.longitude, lat: coords.latitude, accuracyM: coords.accuracy, at: timestamp }),
    ({ code }) => onFailure(code === 1 ? 'denied' : code === 3 ? 'timeout' : 'unavailable'),
    { enableHighAccuracy: true, maximumAge: FRESH_MS },
  );
  return () => navigator.geolocation.clearWatch(id);
}
