import type { StationNow } from '../../core/snapshot.ts';
import { figure } from '../../text/number.ts';
import { m } from '../../text/paraglide/messages.js';

/** Older wind draws no zone, and no arrow. */
const STALE_MIN = 90;

/** The freshest wind that is not stale, with its age in words. */
export function liveWind(stations: Iterable<StationNow>): { wind: StationNow['wind']; note: string } {
  const fresh = [...stations]
    .map((each) => each.wind)
    .filter((each) => each && each.ageMin <= STALE_MIN)
    .sort((a, b) => (a?.ageMin ?? 0) - (b?.ageMin ?? 0));
  const wind = fresh[0] ?? null;
  if (!wind) return { wind, note: m.lead_wind_stale() };
  const note = wind.ageMin < 2 ? m.lead_wind_fresh() : m.lead_wind_age({ minutes: figure(wind.ageMin) });
  return { wind, note };
}
