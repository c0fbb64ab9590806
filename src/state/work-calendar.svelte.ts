import { fetchCatalogue } from '../api/catalogues.ts';
import { clockSettings, type ClockCatalogue } from '../core/casework/clock-catalogue.ts';
import { DEFAULT_CALENDAR, type WorkCalendar, type WorkSpan } from '../core/work-calendar.ts';
import { responses } from './responses.svelte.ts';

/** The office's work calendar in force with the responses that leaders started, for the words of deadlines; the product's own until it is read. */
class WorkCalendars {
  #body = $state.raw<ClockCatalogue | null>(null);
  #asked = false;

  /** Reads it once; without an answer the next screen asks again. Never throws. */
  async load(): Promise<void> {
    if (this.#asked) return;
    this.#asked = true;
    try {
      this.#body = ((await fetchCatalogue('work_calendar', Date.now()))?.body ??
        null) as ClockCatalogue | null;
    } catch {
      this.#asked = false;
    }
  }

  /** Reads it again; false when it could not be read. Never throws. */
  async reload(): Promise<boolean> {
    this.#asked = false;
    await this.load();
    return this.#asked;
  }

  /** With a unit's own working hours where it has some. */
  of(unitHours: readonly WorkSpan[] | null | undefined): WorkCalendar {
    const { periods } = responses;
    if (!this.#body && !unitHours && periods.length === 0) return DEFAULT_CALENDAR;
    return clockSettings(this.#body, unitHours ?? null, periods).calendar;
  }
}

export const workCalendars = new WorkCalendars();
