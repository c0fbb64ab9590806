import type { Instant, LngLat } from '../units.ts';

export const SIGHTING_KINDS = ['video', 'satellite', 'public', 'online_monitor'] as const;
/** Who saw it: a camera, a satellite's fire point, a caller, a site's own dust or power monitor. */
export type SightingKind = (typeof SIGHTING_KINDS)[number];

/** Something that was seen at a place and wants a look. */
export interface Sighting extends LngLat {
  readonly at: Instant;
  readonly kind: SightingKind;
  /** Record id of the source it belongs to; '' = only a place. */
  readonly source: string;
  readonly device: string;
  readonly note: string;
}
