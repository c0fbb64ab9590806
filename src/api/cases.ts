import type { DeadlineRule } from '../core/work-time.ts';
import type { EventRecord, PhotoRecord, ProblemRecord, UserRecord } from '../schema/records.ts';
import { fetchCatalogue } from './catalogues.ts';
import { client } from './client.ts';
import { listen } from './realtime.ts';

/** What a list of cases is narrowed to; '' = all. */
export interface CaseFilter {
  readonly state: string;
  readonly handling: string;
  readonly category: string;
  /** Id of a town. */
  readonly town: string;
}

export const CASES_PER_PAGE = 60;

/** Cases newest finding first, after a given one; the page is full when there are more. Throws the SDK's error. */
export async function fetchCasePage(
  filter: CaseFilter,
  after: ProblemRecord | null,
): Promise<ProblemRecord[]> {
  const parts = (['state', 'handling', 'category', 'town'] as const)
    .filter((field) => filter[field] !== '')
    .map((field) => client.filter(`${field} = {:value}`, { value: filter[field] }));
  if (after) {
    const { foundAt, id } = after;
    parts.push(
      client.filter('(foundAt < {:foundAt} || (foundAt = {:foundAt} && id < {:id}))', { foundAt, id }),
    );
  }
  const page = await client.collection('problems').getList<ProblemRecord>(1, CASES_PER_PAGE, {
    filter: parts.join(' && '),
    sort: '-foundAt,-id',
    skipTotal: true,
  });
  return page.items;
}

/** How many findings nobody has decided about, as far as this person sees. */
export async function countUndecided(): Promise<number> {
  const page = await client
    .collection('problems')
    .getList<ProblemRecord>(1, 1, { filter: 'state = "found"', fields: 'id' });
  return page.totalItems;
}

/** Calls with every case that changed, and after a cut connection. */
export function listenCases(onChange: (problem: ProblemRecord) => void, onReconnect: () => void): () => void {
  return listen<{ record: ProblemRecord }>('problems/*', ({ record }) => onChange(record), onReconnect);
}

/** Calls with every event of one case that was accepted. */
export function listenEvents(subjectId: string, onEvent: () => void): () => void {
  return listen<{ record: EventRecord }>(
    'events/*',
    ({ record }) => {
      if (record.subjectId === subjectId) onEvent();
    },
    onEvent,
  );
}

/** Names of people by id; those this person may not see are left out. */
export async function fetchNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const filter = ids.map((id, i) => client.filter(`id = {:id${i}}`, { [`id${i}`]: id })).join(' || ');
  const people = await client.collection('users').getFullList<UserRecord>({ filter, skipTotal: true });
  return new Map(people.map((each) => [each.id, each.name]));
}

/** Photos are shown to those who may see them only: the address carries a token that lives for minutes. */
export async function fetchPhotoUrls(
  photos: readonly PhotoRecord[],
): Promise<ReadonlyMap<string, { readonly small: string; readonly whole: string }>> {
  if (photos.length === 0) return new Map();
  const token = await client.files.getToken();
  return new Map(
    photos.map((each) => [
      each.id,
      {
        small: client.files.getURL(each, each.file, { thumb: '0x480', token }),
        whole: client.files.getURL(each, each.file, { token }),
      },
    ]),
  );
}

/** One line of the catalogue of problem categories. */
export interface CategoryEntry {
  readonly code: string;
  /** Code of the unit that leads by default. */
  readonly regulator: string;
  readonly severity: number;
  readonly deadline: DeadlineRule;
}

/** The catalogue in force at a moment with its edition; null when there is none. */
export async function fetchCategories(
  at: number,
): Promise<{ readonly version: string; readonly entries: readonly CategoryEntry[] } | null> {
  const found = await fetchCatalogue('problem_categories', at);
  if (!found) return null;
  return {
    version: found.version,
    entries: (found.body as { categories: readonly CategoryEntry[] }).categories,
  };
}
