import type { Series } from '../../core/air/pollutants.ts';
import type { Instant } from '../../core/units.ts';

const SLOT_MS = 10 * 60_000;

/** Mean of several stations in ten-minute slots, for the dashed line; a slot nobody reported in is a gap. */
export function othersMean(
  all: readonly Series[],
  from: Instant,
  until: Instant,
): { at: Instant; value: number | null }[] {
  const slots = Math.max(0, Math.ceil((until - from) / SLOT_MS));
  const sum = new Float64Array(slots);
  const count = new Int32Array(slots);
  for (const series of all) {
    for (let i = 0; i < series.at.length; i++) {
      const c = series.c[i];
      const slot = Math.floor((series.at[i]! - from) / SLOT_MS);
      if (c == null || slot < 0 || slot >= slots) continue;
      sum[slot]! += c;
      count[slot]!++;
    }
  }
  return Array.from(sum, (total, slot) => ({
    at: from + (slot + 0.5) * SLOT_MS,
    value: count[slot] === 0 ? null : total / count[slot]!,
  }));
}
