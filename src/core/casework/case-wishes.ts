import { HANDLINGS, PROBLEM_ORIGINS, PROBLEM_STATES, type ProblemState } from './problem-states.ts';

/** States in which somebody still has to do something; what was fixed on the spot waits for its sample alone. */
export const OPEN_STATES: readonly ProblemState[] = PROBLEM_STATES.filter(
  (each) => each !== 'closed' && each !== 'void' && each !== 'fixed_on_spot',
);
export const STATE_CHOICES = ['open', ...PROBLEM_STATES] as const;
/** Late; due within a day; nobody, no measure or no deadline yet (feature 0.45); no clock that brings a next step (feature 4.25). */
export const DUE_CHOICES = ['late', 'soon', 'lacking', 'stuck'] as const;
/** Open for longer than so many days. */
export const AGE_CHOICES = ['3', '7', '15', '30', '90'] as const;
export const MINE_CHOICES = ['mine'] as const;
export const CASE_SORTS = ['new', 'old', 'due'] as const;
export type CaseSort = (typeof CASE_SORTS)[number];

/** What the ledger is narrowed to; '' = all. Table, map, counts, export and bulk actions all take this one. */
export interface CaseWishes {
  readonly state: string;
  readonly handling: string;
  readonly category: string;
  /** Id of a town; an id that is nobody's finds nothing. */
  readonly town: string;
  /** Id of the unit that leads. */
  readonly unit: string;
  /** Id of the on-site group that found it (feature 0.02). */
  readonly group: string;
  readonly severity: string;
  readonly origin: string;
  readonly due: string;
  readonly age: string;
  readonly mine: string;
  /** Beijing dates, both included. */
  readonly from: string;
  readonly until: string;
  readonly sort: CaseSort;
}

export const ALL_CASES: CaseWishes = {
  state: '',
  handling: '',
  category: '',
  town: '',
  unit: '',
  group: '',
  severity: '',
  origin: '',
  due: '',
  age: '',
  mine: '',
  from: '',
  until: '',
  sort: 'new',
};

/** The closed sets behind the fields that have one. */
export const WISH_SETS = {
  state: STATE_CHOICES,
  handling: HANDLINGS,
  severity: ['1', '2', '3'],
  origin: PROBLEM_ORIGINS,
  due: DUE_CHOICES,
  age: AGE_CHOICES,
  mine: MINE_CHOICES,
} as const satisfies Partial<Record<keyof CaseWishes, readonly string[]>>;

/** Fields that a row tells by itself: a live message is held against these without asking the server. */
export const PLAIN_FIELDS = ['handling', 'category', 'town', 'unit', 'group', 'origin'] as const;

/** Whether a changed row still belongs to a list; null = only the server can tell. */
export function fitsWishes(
  row: Readonly<Record<(typeof PLAIN_FIELDS)[number] | 'state', string>> & { readonly severity: number },
  wishes: CaseWishes,
): boolean | null {
  const plain = PLAIN_FIELDS.every((field) => wishes[field] === '' || row[field] === wishes[field]);
  const state =
    wishes.state === '' ||
    (wishes.state === 'open' ? OPEN_STATES.some((each) => each === row.state) : row.state === wishes.state);
  const severity = wishes.severity === '' || String(row.severity) === wishes.severity;
  if (!plain || !state || !severity) return false;
  const asks = wishes.due + wishes.age + wishes.mine + wishes.from + wishes.until;
  return asks === '' && wishes.sort === 'new' ? true : null;
}
