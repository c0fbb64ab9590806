import { MAX_ACCURACY_M, type Place } from '../../core/casework/place.ts';
import { currentFix, followedFix, type Fix, type PositionFailure } from '../../offline/position.ts';

const LEAST_REASON = 2;

/** A place in the making: measured by the device, or pinned by hand with the reason for it. */
export class PlaceDraft {
  fix = $state.raw<Fix | null>(null);
  failure = $state<PositionFailure | null>(null);
  pin = $state.raw<{ lng: number; lat: number } | null>(null);
  reason = $state('');
  measuring = $state(false);

  readonly good = $derived(this.fix !== null && this.fix.accuracyM <= MAX_ACCURACY_M);
  readonly reasonMissing = $derived(this.pin !== null && this.reason.trim().length < LEAST_REASON);
  /** The place as the event carries it; null while it is not good enough. */
  readonly place = $derived.by<Place | null>(() => {
    if (this.pin)
      return this.reasonMissing
        ? null
        : { lng: this.pin.lng, lat: this.pin.lat, accuracyM: null, by: 'pin', reason: this.reason.trim() };
    if (!this.fix || !this.good) return null;
    return { lng: this.fix.lng, lat: this.fix.lat, accuracyM: this.fix.accuracyM, by: 'gps', reason: '' };
  });

  /** The sheet was opened: what the running watch knows counts at once; without it the device is asked. */
  begin(): void {
    if (this.fix !== null || this.pin !== null || this.measuring) return;
    this.fix = followedFix();
    if (!this.good) void this.measure();
  }

  /** The watch told something new: it helps while there is no good position, and never moves a good one. */
  hear(fix: Fix): void {
    if (this.good || (this.fix !== null && fix.accuracyM >= this.fix.accuracyM)) return;
    this.fix = fix;
    this.failure = null;
  }

  /** Asks the device anew; a pin set by hand stays. */
  async measure(): Promise<void> {
    this.measuring = true;
    const answer = await currentFix();
    if (typeof answer === 'string') this.failure = answer;
    else {
      this.fix = answer;
      this.failure = null;
    }
    this.measuring = false;
  }

  reset(): void {
    this.fix = null;
    this.failure = null;
    this.pin = null;
    this.reason = '';
  }
}
