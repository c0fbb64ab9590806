import type { Instant } from '../units.ts';
import type { StepForm } from './escalation-kinds.ts';

/** Code of the catalogue; its editions have dates of validity and never change, since steps point at them. */
export const LADDER_CATALOGUE = 'escalation_ladders';

/** When a rung is proposed. Days are days of 24 hours; `times` counts within `days` before now. */
export type LadderRule =
  /** The deadline is over for so many days; 0 = at once. */
  | { readonly when: 'overdue'; readonly days: number }
  | { readonly when: 'returned'; readonly times: number }
  | { readonly when: 'severity'; readonly least: number }
  /** So many findings of at least that severity at one source. */
  | { readonly when: 'serious'; readonly least: number; readonly times: number; readonly days: number }
  /** So many steps of a form at one source. */
  | { readonly when: 'steps'; readonly form: StepForm; readonly times: number; readonly days: number }
  /** A promise of an interview about the case was broken. */
  | { readonly when: 'commitment_missed' }
  /** The same category at the same source again, so many days after it was closed at most. */
  | { readonly when: 'relapse'; readonly days: number }
  /** A unit let so many deadlines pass. */
  | { readonly when: 'misses'; readonly times: number; readonly days: number };

export const RUNG_DECIDERS = ['dispatcher', 'office_head', 'leader'] as const;
export type RungDecider = (typeof RUNG_DECIDERS)[number];

export interface Rung {
  readonly code: string;
  /** A key of the message files, or the words themselves. */
  readonly name: string;
  /** The words in English, where `name` are words. */
  readonly nameEn?: string;
  readonly form: StepForm;
  /** 0 = a measure beside the ladder. */
  readonly level: number;
  /** Who may decide besides a leader. */
  readonly confirm: readonly RungDecider[];
  readonly rules: readonly LadderRule[];
  /** For how many days it usually holds: what whoever decides finds filled in. */
  readonly days?: number;
  /** What it usually means for the place: what whoever decides finds filled in. */
  readonly effect?: string;
}
export interface Ladder {
  readonly code: string;
  readonly name: string;
  readonly nameEn?: string;
  /** Kinds of source and categories (or their beginning, `ent.`) it is for; empty = all. The first ladder that fits is the case's. */
  readonly kinds: readonly string[];
  readonly categories: readonly string[];
  readonly rungs: readonly Rung[];
}
export interface LadderBook {
  readonly edition: string;
  readonly ladders: readonly Ladder[];
}
/** Finds the ladders in force. */
export type FindLadders = (at: Instant) => LadderBook;

/** The ladder of a case; null when none is for it. */
export function ladderFor(book: LadderBook, kind: string, category: string): Ladder | null {
  const fits = (list: readonly string[], test: (each: string) => boolean): boolean =>
    list.length === 0 || list.some(test);
  return (
    book.ladders.find(
      (each) =>
        fits(each.kinds, (one) => one === kind) &&
        fits(each.categories, (one) => one === category || (one.endsWith('.') && category.startsWith(one))),
    ) ?? null
  );
}

export function rungOf(book: LadderBook, ladder: string, rung: string): Rung | null {
  const found = book.ladders.find((each) => each.code === ladder);
  return found?.rungs.find((each) => each.code === rung) ?? null;
}

/** The product's own ladder (domain.md §4): what a first edition begins with. */
export const DEFAULT_LADDERS: LadderBook = {
  edition: 'default',
  ladders: [
    {
      code: 'air',
      name: 'escalation_ladder_air',
      kinds: [],
      categories: [],
      rungs: [
        rung(
          'exposure',
          1,
          ['dispatcher'],
          [
            { when: 'overdue', days: 0 },
            { when: 'returned', times: 1 },
            { when: 'severity', least: 3 },
          ],
        ),
        rung(
          'interview',
          2,
          ['office_head'],
          [
            { when: 'overdue', days: 3 },
            { when: 'returned', times: 2 },
            { when: 'steps', form: 'exposure', times: 3, days: 30 },
            { when: 'relapse', days: 90 },
          ],
        ),
        rung('listing', 3, [], [{ when: 'commitment_missed' }, { when: 'overdue', days: 7 }]),
        rung('blacklist', 4, [], [{ when: 'serious', least: 2, times: 3, days: 365 }]),
        rung('paid_rectification', 0, ['dispatcher'], [{ when: 'overdue', days: 5 }]),
        rung('accountability', 0, [], [{ when: 'misses', times: 10, days: 30 }]),
        rung('stop_work', 0, ['office_head'], []),
        rung('seal', 0, [], []),
        rung('penalty', 0, ['dispatcher'], []),
      ],
    },
  ],
};

function rung(
  form: StepForm,
  level: number,
  confirm: readonly RungDecider[],
  rules: readonly LadderRule[],
): Rung {
  return { code: form, name: `escalation_form_${form}`, form, level, confirm, rules };
}
