import type { TriggerEvidence } from '../core/triggers/trigger-rules.ts';
import type { Suspect } from '../core/upwind/zone.ts';

/** Ticked beforehand: the suspects that together carry at least this share, at most four. */
const PICK_SHARE = 0.6;
const PICK_MOST = 4;

/**
 * Sources that the desk proposes to check: first those whose own dust monitor called, wherever the wind comes from, then the likeliest
 * of the zone's `suspects` (in their order) up to 60 % of the share, four together. A rise that the stations share proposes only the
 * former.
 */
export function proposedPicks(
  suspects: readonly Suspect[],
  evidence: readonly TriggerEvidence[],
  regional: boolean,
): ReadonlySet<string> {
  const chosen = new Set(evidence.flatMap(({ rule, source }) => (rule === 'dust' && source ? [source] : [])));
  if (regional) return chosen;
  let share = 0;
  for (const each of suspects) {
    if (chosen.size >= PICK_MOST || share >= PICK_SHARE || each.share === 0) break;
    chosen.add(each.id);
    share += each.share;
  }
  return chosen;
}
