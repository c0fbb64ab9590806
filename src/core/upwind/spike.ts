import type { Series } from '../air/pollutants.ts';
import type { Instant } from '../units.ts';
import { percentile } from './posterior-evidence.ts';
import type { ZoneInput } from './zone-input.ts';

const MINUTE = 60_000;
/** Length of the clean record a spike is judged against. */
const RECORD_MIN = 180;
/** Fewer values than this before the window are too few to say that nothing rose in it: a release may fill the whole window. */
const LEAST_BEFORE = 15;
/** A rise counts beyond this many standard errors of the sensor and this share of the background. [P] */
const ERRORS = 4;
const BACKGROUND_SHARE = 0.05;

/**
 * Whether a series rose in the window: its 90th percentile there against the 10th of the last 3 h, beyond the sensor's own
 * jitter and 5 % of the background. True when too little was measured before the window to deny it: doubt must not hide a spike.
 */
export function hasSpike(series: Series, at: Instant, windowMin: number): boolean {
  const recent: number[] = [];
  const inside: number[] = [];
  for (let i = 0; i < series.at.length; i++) {
    const c = series.c[i];
    const ageMin = (at - series.at[i]!) / MINUTE;
    if (c == null || !Number.isFinite(c) || ageMin < -1 || ageMin > Math.max(RECORD_MIN, windowMin)) continue;
    recent.push(c);
    if (ageMin < windowMin) inside.push(c);
  }
  if (recent.length - inside.length < LEAST_BEFORE || inside.length === 0) return true;
  const steps = recent.slice(1).map((c, i) => Math.abs(c - recent[i]!));
  // p25 of |Δ| of a normal sensor is 0.3186·√2·σ.
  const error = percentile(steps, 0.25) / 0.4506;
  const background = percentile([...recent], 0.1);
  return percentile([...inside], 0.9) - background > ERRORS * error + BACKGROUND_SHARE * Math.abs(background);
}

/**
 * The station that asks has no rise of its own, or, where it measures nothing itself, no station has: the series then say nothing of its
 * air, and what is upwind is a matter of the wind alone. A neighbour's spike is the neighbour's to explain. False without series.
 */
export function nothingRose(
  input: Pick<ZoneInput, 'series' | 'station' | 'apex' | 'at' | 'windowMin'>,
): boolean {
  const { series, at, windowMin } = input;
  const own = ownSeries(input);
  if (own) return !hasSpike(own, at, windowMin);
  return series.length > 0 && !series.some((each) => hasSpike(each, at, windowMin));
}

/** The station's own series: by its id, else the first one when it stands at the apex. */
export function ownSeries({
  series,
  station,
  apex,
}: Pick<ZoneInput, 'series' | 'station' | 'apex'>): Series | null {
  const named = series.find((each) => each.station === station);
  if (named) return named;
  const first = series[0];
  if (!first) return null;
  const near = Math.abs(first.place.lng - apex.lng) < 1e-5 && Math.abs(first.place.lat - apex.lat) < 1e-5;
  return near ? first : null;
}

/** What the air held before it rose: the 10th percentile of the last 3 h up to `at`, in the unit of the series; 0 without values. */
export function backgroundOf(series: Series, at: Instant): number {
  const recent = series.c.filter((c, i): c is number => {
    const ageMin = (at - series.at[i]!) / MINUTE;
    return c != null && Number.isFinite(c) && ageMin >= -1 && ageMin <= RECORD_MIN;
  });
  return recent.length === 0 ? 0 : percentile(recent, 0.1);
}
