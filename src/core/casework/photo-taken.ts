import type { ClipKind } from './clip.ts';
import type { Instant } from '../units.ts';

/** Circumstances of a photo as the device noted them when the shutter fell. */
export interface PhotoTaken {
  readonly takenAt: Instant;
  readonly lng: number | null;
  readonly lat: number | null;
  readonly accuracyM: number | null;
  readonly placeBy: 'gps' | 'pin' | 'none';
  readonly by: 'camera' | 'gallery';
  /** Program that worked the picture over, as the file itself says; absent when it names none (feature 0.27). */
  readonly edited?: string;
  /** When the shutter fell, as the file itself says; a gallery photo is older than `takenAt`, when it was handed over. */
  readonly shotAt?: Instant;
  /** What kind of clip it is; absent for a picture. */
  readonly clip?: ClipKind;
}
