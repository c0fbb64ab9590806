import { fetchHandheldOf, sendHandheldReading } from '../api/handheld.ts';
import type { Place } from '../core/casework/place.ts';
import { newId } from '../offline/event-draft.ts';
import type { MobileReadingRecord } from '../schema/records.ts';
import { session } from './session.svelte.ts';

const DEVICE_KEY = 'shangfeng-handheld-device';

/** PM10 of a handheld meter: a clue for the zone's ranking, never station data (features 1.20). */
class Handheld {
  latest = $state.raw<readonly MobileReadingRecord[]>([]);
  /** Kept from reading to reading: one carries the same meter all day. */
  device = $state(localStorage.getItem(DEVICE_KEY) ?? '');

  #unsent: { readonly key: string; readonly id: string } | null = null;

  /** Sends a reading; false when it could not be sent. Pressing again sends the same one, so that it is never there twice. */
  async record(value: number, device: string, place: Place, at: number): Promise<boolean> {
    const person = session.user?.id ?? '';
    const key = JSON.stringify([person, value, device, place.lng, place.lat]);
    if (this.#unsent?.key !== key) this.#unsent = { key, id: newId() };
    const { lng, lat, accuracyM } = place;
    try {
      await sendHandheldReading({
        id: this.#unsent.id,
        at,
        lng,
        lat,
        accuracyM: accuracyM ?? 0,
        device,
        values: { pm10: value },
        by: person,
      });
    } catch {
      return false;
    }
    this.#unsent = null;
    this.device = device;
    localStorage.setItem(DEVICE_KEY, device);
    await this.load();
    return true;
  }

  /** The latest ones of this person; without a network the list stays as it was. */
  async load(): Promise<void> {
    try {
      this.latest = await fetchHandheldOf(session.user?.id ?? '');
    } catch {
      // What is on the screen stays.
    }
  }
}

export const handheld = new Handheld();
