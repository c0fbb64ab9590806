import type { WarnedStation } from '../../core/patrol/task-types.ts';
import { city } from '../../state/city.svelte.ts';
import { m } from '../../text/paraglide/messages.js';
import { km } from '../words.ts';

/** A station downwind of the work, how far and when the air is there: "党校站 0.9 km · 6 分". */
export function warnedWords({ station, distanceM, travelMin }: WarnedStation): string {
  const name = city.station(station)?.name ?? '';
  return travelMin === null
    ? m.dispatch_warned_station({ name, km: km(distanceM) })
    : m.dispatch_warned_station_min({ name, km: km(distanceM), minutes: travelMin });
}
