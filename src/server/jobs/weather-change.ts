import type { WindTrack } from '../../core/feeds/choose-wind.ts';
import type { WeatherChange } from '../../core/triggers/evaluate-triggers.ts';
import type { Instant } from '../../core/units.ts';
import { windMean } from '../../core/wind/statistics.ts';
import type { WindSample } from '../../core/wind/wind-sample.ts';

const HALF_HOUR_MS = 1_800_000;
/** Below this a mean over stations is no weather but a draught. */
const LEAST_STEADINESS = 0.6;

/** The district's wind of the last half hour (dust monitors left out) beside that of the half hour an hour earlier; null without either. */
export function weatherChange(tracks: readonly WindTrack[], now: Instant): WeatherChange | null {
  const recent = meanOf(tracks, now - HALF_HOUR_MS, now);
  const earlier = meanOf(tracks, now - 3 * HALF_HOUR_MS, now - 2 * HALF_HOUR_MS);
  return recent && earlier ? { now: recent, before: earlier } : null;
}

function meanOf(tracks: readonly WindTrack[], from: Instant, to: Instant): WeatherChange['now'] {
  const samples: WindSample[] = [];
  for (const track of tracks) {
    if (track.ownOnly) continue;
    for (let index = track.samples.length - 1; index >= 0; index -= 1) {
      const sample = track.samples[index]!;
      if (sample.at <= from) break;
      if (sample.at <= to) samples.push(sample);
    }
  }
  const mean = windMean(samples);
  if (!mean || mean.from === null || mean.steadiness < LEAST_STEADINESS) return null;
  return { from: mean.from, speedMs: mean.scalarSpeedMs };
}
