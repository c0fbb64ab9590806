import type { ZONE_ROW_OUTCOMES } from './casework/payloads.ts';
import type { Instant } from './units.ts';

/** One frozen zone in which a source stood among the suspects: the answer of GET /api/sf/sources/{id}/suspicions, latest first. */
export interface SourceSuspicion {
  /** Id of the zone. */
  readonly id: string;
  readonly station: string;
  readonly at: Instant;
  readonly outcome: (typeof ZONE_ROW_OUTCOMES)[number] | '';
  /** Whether what was found lay in the zone; null = open, or it does not count. */
  readonly hit: boolean | null;
  /** 1 = likeliest. */
  readonly rank: number;
  readonly share: number;
}
