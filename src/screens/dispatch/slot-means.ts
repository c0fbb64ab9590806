import type { Series } from '../../core/air/pollutants.ts';
import type { Instant } from '../../core/units.ts';

/**
 * Mean of one or several series in equal slots of `slotMs`, each at its middle; a slot nobody reported in is a gap.
 * Two feeds of one station that report in turn make one line, not a saw.
 */
export function slotMeans(
  all: readonly Series[],
  from: Instant,
  until: Instant,
  slotMs: number,
): { at: Instant; value: number | null }[] {
  const slots = Math.max(0, Math.ceil((until - from) / slotMs));
  const sum = new Float64Array(slots);
  const count = new Int32Array(slots);
  for (const series of all) {
    for (let i = 0; i < series.at.length; i++) {
      const c = series.c[i];
      // The reading of the very last moment belongs to the last slot.
      const slot = Math.min(slots - 1, Math.floor((series.at[i]! - from) / slotMs));
      if (c == null || slot < 0 || series.at[i]! > until) continue;
      sum[slot]! += c;
      count[slot]!++;
    }
  }
  return Array.from(sum, (total, slot) => ({
    at: Math.min(until, from + (slot + 0.5) * slotMs),
    value: count[slot] === 0 ? null : total / count[slot]!,
  }));
}

/** The newest of each of `slots` equal stretches, so that barbs stand evenly however often the feeds report. */
export function evenly<T extends { readonly at: Instant }>(
  rows: readonly T[],
  from: Instant,
  until: Instant,
  slots: number,
): T[] {
  const newest = new Map<number, T>();
  for (const row of rows) {
    if (row.at < from || row.at > until) continue;
    newest.set(Math.min(slots - 1, Math.floor(((row.at - from) / (until - from)) * slots)), row);
  }
  return [...newest.values()];
}
