import {
  DEFAULT_HOURS,
  NATIONAL_YEARS,
  type HolidayYear,
  type WorkCalendar,
  type WorkSpan,
} from '../work-calendar.ts';
import type { ResponsePeriod } from '../response/response-kinds.ts';
import { DEFAULT_STEPS, type StepRules } from './clock-book.ts';

/** Body of the catalogue `work_calendar`; what is left out is the product's own. */
export interface ClockCatalogue {
  readonly hours?: readonly WorkSpan[];
  /** Years announced since the product was built, or corrected. */
  readonly years?: Readonly<Record<string, HolidayYear>>;
  /** Announced in the catalogue; those that leaders start are rows of their own. */
  readonly responses?: readonly ResponsePeriod[];
  readonly steps?: Partial<StepRules>;
}

export interface ClockSettings {
  readonly calendar: WorkCalendar;
  readonly steps: StepRules;
  readonly responses: readonly ResponsePeriod[];
}

/** The catalogue over the product's defaults, with a unit's own hours where it has some and the responses that leaders started. */
export function clockSettings(
  body: ClockCatalogue | null,
  unitHours: readonly WorkSpan[] | null,
  started: readonly ResponsePeriod[] = [],
): ClockSettings {
  const responses = [...(body?.responses ?? []), ...started];
  return {
    calendar: {
      hours: usable(unitHours) ?? usable(body?.hours) ?? DEFAULT_HOURS,
      years: body?.years ? { ...NATIONAL_YEARS, ...body.years } : NATIONAL_YEARS,
      alerts: responses.filter((each) => each.level === 'red'),
    },
    steps: { ...DEFAULT_STEPS, ...body?.steps },
    responses,
  };
}

/** Hours without a single minute would stop every clock: they are not taken. */
function usable(hours: readonly WorkSpan[] | null | undefined): readonly WorkSpan[] | null {
  const spans = (hours ?? []).filter(([from, until]) => from >= 0 && from < until && until <= 1440);
  return spans.length > 0 ? [...spans].sort((a, b) => a[0] - b[0]) : null;
}
