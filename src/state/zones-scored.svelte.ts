import { fetchScoredZones, type ScoredRow } from '../api/scored-zones.ts';
import type { ScoredZone } from '../core/upwind/outcome.ts';
import type { LoadState } from './city.svelte.ts';

const MOST = 200;

/** What became of the selected station's zones. */
class ZonesScored {
  state = $state<LoadState>('idle');
  zones = $state.raw<readonly ScoredZone[]>([]);
  #asked = 0;

  /** Loads them anew; the newest request wins. Never throws. */
  async load(station: string): Promise<void> {
    const mine = ++this.#asked;
    this.state = 'loading';
    this.zones = [];
    try {
      const rows = await fetchScoredZones(station, MOST);
      if (mine !== this.#asked) return;
      this.zones = rows.flatMap((row) => toScored(row) ?? []);
      this.state = 'ready';
    } catch {
      if (mine === this.#asked) this.state = 'error';
    }
  }
}

export const zonesScored = new ZonesScored();

/** Zones without a score (nothing to compare with chance) count for nothing. */
function toScored({ station, score, zone }: ScoredRow): ScoredZone | null {
  return score && { station, axis: zone?.axis ?? null, hit: score.hit, chance: score.chance };
}
