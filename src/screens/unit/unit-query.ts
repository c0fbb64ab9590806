import { INBOX_VIEWS, type InboxView } from '../../state/unit-inbox.svelte.ts';

/** What the inbox shows: a copied link gives the same list and case. */
export interface UnitQuery {
  readonly view: InboxView;
  /** Id of the case at the side; '' = the most urgent one. */
  readonly id: string;
}

/** Reads a query; what is missing or unknown takes its default. */
export function parseUnitQuery(search: URLSearchParams): UnitQuery {
  const id = search.get('case') ?? '';
  return {
    view: INBOX_VIEWS.find((each) => each === search.get('view')) ?? 'all',
    id: /^[a-z0-9]{1,32}$/.test(id) ? id : '',
  };
}

/** The query as the end of an address, with its question mark; '' when it is the default. */
export function formatUnitQuery({ view, id }: UnitQuery): string {
  const search = new URLSearchParams();
  if (view !== 'all') search.set('view', view);
  if (id !== '') search.set('case', id);
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
