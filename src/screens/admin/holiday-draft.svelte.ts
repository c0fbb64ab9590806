import { fetchCatalogue, fetchEditionsOf, publishEditionOf } from '../../api/catalogues.ts';
import type { ClockCatalogue } from '../../core/casework/clock-catalogue.ts';
import { CALENDAR_CATALOGUE, readWorkCalendar } from '../../core/casework/read-work-calendar.ts';
import { dateKey } from '../../core/china-time.ts';
import type { HolidayYear, WorkCalendar } from '../../core/work-calendar.ts';
import { m } from '../../text/paraglide/messages.js';
import { say } from '../../text/say.ts';
import { adminFailure } from './admin-words.ts';
import { turned } from './calendar-days.ts';
import { freeVersion } from './free-version.ts';

/** The holidays and worked weekends of one year, being written. */
export class HolidayDraft {
  readonly year: number;
  days = $state.raw<HolidayYear>({ off: [], work: [] });
  note = $state('');
  failure = $state('');
  busy = $state(false);
  readonly #before: WorkCalendar;

  /** Begins with what is known of the year. */
  constructor(year: number, calendar: WorkCalendar) {
    this.year = year;
    this.#before = calendar;
    this.days = calendar.years[String(year)] ?? this.days;
  }

  /** The calendar as it would be. */
  get calendar(): WorkCalendar {
    return { ...this.#before, years: { ...this.#before.years, [String(this.year)]: this.days } };
  }

  turn(at: number): void {
    this.failure = '';
    this.days = turned(at, this.days);
  }

  /** Publishes an edition with this year beside all that the one in force says. True once it holds. */
  async publish(now: number): Promise<boolean> {
    if (this.busy) return false;
    // Without a free day nothing was announced: the year would count as known, and be wrong.
    this.failure = this.days.off.length === 0 ? m.admin_calendar_no_days({ year: this.year }) : '';
    if (this.failure) return false;
    this.busy = true;
    try {
      const [known, editions] = await Promise.all([
        fetchCatalogue(CALENDAR_CATALOGUE, now),
        fetchEditionsOf(CALENDAR_CATALOGUE),
      ]);
      const before = (known?.body ?? {}) as ClockCatalogue;
      const body = { ...before, years: { ...before.years, [String(this.year)]: this.days } };
      const checked = readWorkCalendar(body);
      if (!checked.ok) this.failure = say(checked.error);
      if (!checked.ok) return false;
      const version = freeVersion(
        dateKey(now),
        editions.map((each) => each.version),
      );
      await publishEditionOf(CALENDAR_CATALOGUE, { version, fromAt: now, body, note: this.note.trim() });
      return true;
    } catch (error) {
      this.failure = adminFailure(error);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
