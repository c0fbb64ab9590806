import {
  ANY_SOURCE,
  KIND_CHOICES,
  LEDGER_ORDERS,
  LEDGER_STATES,
  RADII_KM,
  STATE_CHOICES,
  type LedgerWishes,
} from '../../core/sources/ledger-list.ts';

/** What the list is narrowed to, with codes for ids: ids differ between databases, a copied link gives the same list. */
export interface LedgerQuery extends Pick<LedgerWishes, 'kind' | 'state' | 'ledger' | 'words' | 'order'> {
  /** Code of a town; '' = all. */
  readonly town: string;
  /** Code of a station; '' = the whole district. */
  readonly near: string;
  readonly km: (typeof RADII_KM)[number];
}

export const EVERY_LEDGER: LedgerQuery = { ...ANY_SOURCE, near: '', km: 3 };

/** Reads a query; what is missing or unknown is not narrowed. */
export function parseLedgerQuery(search: URLSearchParams): LedgerQuery {
  const of = <Member extends string>(name: string, set: readonly Member[]): Member | undefined =>
    set.find((each) => each === search.get(name));
  const town = search.get('town') ?? '';
  const near = search.get('near') ?? '';
  return {
    kind: of('kind', KIND_CHOICES) ?? '',
    state: of('state', STATE_CHOICES) ?? '',
    town: /^\d{9}$/.test(town) ? town : '',
    ledger: of('ledger', LEDGER_STATES) ?? '',
    near: /^[\w-]{1,40}$/.test(near) ? near : '',
    km: RADII_KM.find((each) => String(each) === search.get('km')) ?? EVERY_LEDGER.km,
    words: (search.get('q') ?? '').slice(0, 80),
    order: of('order', LEDGER_ORDERS) ?? 'code',
  };
}

/** The query as search parameters; what is usual is left out. */
export function formatLedgerQuery({ words, ...query }: LedgerQuery): Record<string, string> {
  const { words: _, ...usual } = EVERY_LEDGER;
  const entries = Object.entries(query)
    .filter(([name, value]) => value !== usual[name as keyof typeof usual])
    .filter(([name]) => name !== 'km' || query.near !== '')
    .map(([name, value]): [string, string] => [name, String(value)]);
  return Object.fromEntries(words.trim() === '' ? entries : [...entries, ['q', words.trim()]]);
}
