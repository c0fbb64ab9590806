import type { Series } from '../air/pollutants.ts';
import type { Instant } from '../units.ts';
import { meanBetween, type TriggerPollutant } from './hour-air.ts';
import type { TriggerEvidence, TriggerLimits } from './trigger-rules.ts';

/** What a strike's station must come back to. */
export interface FallLine {
  readonly pollutant: TriggerPollutant;
  /** µg/m³: what the alarm was compared with. */
  readonly line: number;
}

export interface AirNow {
  readonly series: Series;
  /** Minutes that a value stands for. */
  readonly spanMin: number;
  /** Clock hours; else rolling means of a minute feed. */
  readonly hourly: boolean;
}

const MINUTE = 60_000;
const HOUR_MS = 60 * MINUTE;
/** For so long the mean of the last hour must have stayed at or below the line; a clock hour is looked at twice. */
export const FELL_MIN = 30;
const STEP_MS = 10 * MINUTE;
/** An hourly value older than this says nothing about now. */
const FRESH_MS = 2 * HOUR_MS;

/**
 * The line of a strike: what the rule that called for it compared with (rise: the hour before; ratio: the mean of the others; dust: the line that lifts a stop).
 * Ranks, handheld readings, weather and strikes without a suggestion compare no concentration of the station: there it is the
 * mean of the hour before the last one. Null when the station stood less than half a rise above it: nothing to fall from.
 */
export function fallLine(
  evidence: readonly TriggerEvidence[],
  pollutant: TriggerPollutant,
  hour: { readonly now: number | null; readonly before: number | null },
  limits: TriggerLimits,
): FallLine | null {
  for (const { rule, pollutant: whose, against } of evidence) {
    if ((rule === 'rise' || rule === 'ratio' || rule === 'dust') && (whose === 'pm10' || whose === 'pm25'))
      return { pollutant: whose, line: against };
  }
  if (hour.now === null || hour.before === null) return null;
  return hour.now - hour.before >= (limits.rise[pollutant] ?? 0) / 2
    ? { pollutant, line: hour.before }
    : null;
}

/**
 * Whether the station fell back by itself: the mean of the last hour (at least 45 min measured) was at or below the line now and
 * all through the 30 minutes before, all of them after `since`; of an hourly feed, the last two hours in a row.
 */
export function stationFell(line: number, air: AirNow, since: Instant, now: Instant): boolean {
  if (air.hourly) return lastTwoHours(line, air.series, since, now);
  if (now - FELL_MIN * MINUTE < since) return false;
  for (let back = 0; back <= FELL_MIN * MINUTE; back += STEP_MS) {
    const mean = meanBetween(air.series, now - back - HOUR_MS, now - back, air.spanMin);
    if (mean === null || mean > line) return false;
  }
  return true;
}

function lastTwoHours(line: number, { at, c }: Series, since: Instant, now: Instant): boolean {
  const last = at.length - 1;
  const [end, before] = [at[last], at[last - 1]];
  if (end === undefined || before === undefined || now - end > FRESH_MS) return false;
  if (before <= since || end - before > 1.5 * HOUR_MS) return false;
  return [c[last], c[last - 1]].every((each) => each !== null && each !== undefined && each <= line);
}
