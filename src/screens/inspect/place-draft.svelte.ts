import { isPinReason, type PinReason } from '../../core/casework/pin-reasons.ts';
import { MAX_ACCURACY_M, type Place } from '../../core/casework/place.ts';
import { currentFix, followedFix, type Fix, type PositionFailure } from '../../offline/position.ts';

const LEAST_REASON = 2;

/** A place in the making: measured by the device, or pinned by hand with the reason for it. */
export class PlaceDraft {
  fix = $state.raw<Fix | null>(null);
  failure = $state<PositionFailure | null>(null);
  pin = $state.raw<{ lng: number; lat: number } | null>(null);
  /** What was typed as the reason. */
  reason = $state('');
  /** The reason that the device knew when the pin was set: nobody is asked for what is known. */
  known = $state<PinReason | null>(null);
  measuring = $state(false);

  readonly good = $derived(this.fix !== null && this.fix.accuracyM <= MAX_ACCURACY_M);
  /** The reason as it is stored: what was typed, else what is known. */
  readonly why = $derived(this.reason.trim() || (this.known ?? ''));
  readonly reasonMissing = $derived(this.pin !== null && this.why.length < LEAST_REASON);
  /** The place as the event carries it; null while it is not good enough. */
  readonly place = $derived.by<Place | null>(() => {
    if (this.pin)
      return this.reasonMissing
        ? null
        : { lng: this.pin.lng, lat: this.pin.lat, accuracyM: null, by: 'pin', reason: this.why };
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

  /** Pins a place by hand. What was wrong with the measured one then is the reason, unless another one is typed. */
  set(pin: { readonly lng: number; readonly lat: number }): void {
    if (this.pin === null)
      this.known = this.failure ?? (this.fix !== null && !this.good ? 'inaccurate' : null);
    this.pin = pin;
  }

  /** Goes on with a pin that was set before, and with what was measured then. */
  restore(pin: { readonly lng: number; readonly lat: number } | null, why: string, fix?: Fix | null): void {
    this.fix = fix ?? null;
    this.pin = pin;
    this.known = isPinReason(why) ? why : null;
    this.reason = isPinReason(why) ? '' : why;
  }

  unpin(): void {
    this.pin = null;
    this.known = null;
  }

  reset(): void {
    this.fix = null;
    this.failure = null;
    this.unpin();
    this.reason = '';
  }
}
