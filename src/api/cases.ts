import { PLAIN_FIELDS, type CaseWishes } from '../core/casework/case-wishes.ts';
import { INSPECTION_MODES, type InspectionMode } from '../core/checks/inspection-kinds.ts';
import type { Role } from '../core/roles.ts';
import type { DeadlineRule } from '../core/deadline-rule.ts';
import type { EventRecord, PhotoRecord, ProblemRecord } from '../schema/records.ts';
import { fetchCatalogue } from './catalogues.ts';
import { client } from './client.ts';
import { listen } from './realtime.ts';

export const CASES_PER_PAGE = 60;
/** The most that the server gives at once. */
const WALK_PAGE = 1000;

/** Who asks, as far as "mine" depends on it. */
export interface Asker {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly unit: string;
}

/** Cases in the order asked for, after a given one; the page is full when there are more. Throws the SDK's error. */
export async function fetchCasePage(
  wishes: CaseWishes,
  after: ProblemRecord | null,
  asker: Asker | null,
): Promise<ProblemRecord[]> {
  return page(wishes, after, asker, CASES_PER_PAGE, {});
}

/** How many cases there are, as far as this person sees. */
export async function countCases(wishes: CaseWishes, asker: Asker | null): Promise<number> {
  const filter = filterOf(wishes, asker, Date.now());
  const found = await client.collection('problems').getList(1, 1, { filter, fields: 'id' });
  return found.totalItems;
}

/**
 * All cases of a list, a thousand at a time and in its order, with the fields named; each change between two pages is as the later
 * page has it. Stops at the signal. Throws the SDK's error.
 */
export async function* walkCases(
  wishes: CaseWishes,
  asker: Asker | null,
  signal: AbortSignal,
  fields = '',
): AsyncGenerator<readonly ProblemRecord[]> {
  for (let last: ProblemRecord | null = null; !signal.aborted;) {
    const rows: ProblemRecord[] = await page(wishes, last, asker, WALK_PAGE, {
      signal,
      ...(fields && { fields: `${ORDER_FIELDS},${fields}` }),
    });
    if (rows.length > 0) yield rows;
    if (rows.length < WALK_PAGE) return;
    last = rows.at(-1)!;
  }
}

async function page(
  wishes: CaseWishes,
  after: ProblemRecord | null,
  asker: Asker | null,
  size: number,
  more: object,
): Promise<ProblemRecord[]> {
  const { field, further } = orderOf(wishes);
  const sort = further === '<' ? `-${field},-id` : `${field},id`;
  const parts = [filterOf(wishes, asker, Date.now())];
  if (after) {
    parts.push(
      client.filter(`(${field} ${further} {:value} || (${field} = {:value} && id ${further} {:id}))`, {
        value: after[field],
        id: after.id,
      }),
    );
  }
  const filter = parts.filter(Boolean).join(' && ');
  const found = await client
    .collection('problems')
    .getList<ProblemRecord>(1, size, { filter, sort, skipTotal: true, ...more });
  return found.items;
}

/** Open cases have fields of their own for the orders, so that an index gives them without passing the ended ones. */
function orderOf({ sort, state, due, age }: CaseWishes): {
  readonly field: 'foundAt' | 'openSince' | 'lackSince' | 'openDueAt' | 'overdueAt';
  readonly further: '<' | '>';
} {
  const open = state === 'open' || due !== '' || age !== '';
  if (sort === 'due') return { field: due === 'late' ? 'overdueAt' : 'openDueAt', further: '>' };
  const found = due === 'lacking' || due === 'stuck' ? 'lackSince' : open ? 'openSince' : 'foundAt';
  return { field: found, further: sort === 'new' ? '<' : '>' };
}

/** Fields with an index of their own for an order; null = all. Of what is open, rare kinds and units are not looked for one by one. */
const INDEXED_WITH: Readonly<Record<ReturnType<typeof orderOf>['field'], readonly string[] | null>> = {
  foundAt: null,
  openSince: ['category', 'unit'],
  lackSince: [],
  openDueAt: [],
  overdueAt: [],
};

/** What a walk needs of every row to go on after it. */
const ORDER_FIELDS = 'id,foundAt,openSince,lackSince,openDueAt,overdueAt';

const DAY_MS = 86_400_000;
const OPEN = 'openSince > 0';
/** Unit, person or deadline is missing. */
const LACKING = 'lackSince > 0';

function filterOf(wishes: CaseWishes, asker: Asker | null, now: number): string {
  const parts: string[] = [];
  const is = (field: string, value: string | number): number =>
    parts.push(client.filter(`${field} = {:value}`, { value }));
  // Lower-cased, a field has no index: where the order's own index is the short way it is to be taken. Codes and ids are lower case.
  const own = INDEXED_WITH[orderOf(wishes).field];
  for (const field of PLAIN_FIELDS)
    if (wishes[field] !== '') is(!own || own.includes(field) ? field : `${field}:lower`, wishes[field]);
  if (wishes.state === 'open') parts.push(OPEN);
  else if (wishes.state !== '') is('state', wishes.state);
  if (wishes.severity !== '') is('severity', Number(wishes.severity));
  if (wishes.from !== '') parts.push(`foundAt >= ${beijingDay(wishes.from)}`);
  if (wishes.until !== '') parts.push(`foundAt < ${beijingDay(wishes.until) + DAY_MS}`);
  if (wishes.age !== '') parts.push(OPEN, `openSince < ${now - Number(wishes.age) * DAY_MS}`);
  if (wishes.sort === 'due') parts.push('openDueAt > 0');
  const due = DUE[wishes.due]?.(now);
  if (due) parts.push(due);
  if (wishes.mine !== '' && asker) parts.push(mineOf(asker));
  return parts.join(' && ');
}

/** Below one instead of zero: nearly all cases have zero there, and an index of it would be a walk through all of them. */
const DUE: Readonly<Record<string, (now: number) => string>> = {
  late: () => 'overdueAt > 0',
  soon: (now) => `openDueAt > ${now} && openDueAt < ${now + DAY_MS}`,
  lacking: () => LACKING,
  stuck: () => `${LACKING} && state != "suspended" && nextClockAt < 1 && overdueAt < 1 && openDueAt < 1`,
};

/** What waits for this person, or lies in what he answers for. */
function mineOf({ id, name, role, unit }: Asker): string {
  switch (role) {
    case 'leader':
      return client.filter(
        `${OPEN} && (source.leader = {:name} || (severity = 3 && (state = "found" || state = "re_inspected")) || raisedAt > 0)`,
        { name },
      );
    case 'inspector':
    case 'grid_officer':
      return client.filter('foundBy = {:id}', { id });
    case 'regulator':
    case 'town':
    case 'site_officer':
      return client.filter('unit = {:unit}', { unit: unit || 'none' });
    default:
      return '(state = "found" || state = "ownership_disputed" || state = "re_inspected")';
  }
}

function beijingDay(key: string): number {
  return Date.parse(`${key}T00:00:00+08:00`);
}

/** Checks made in the days and town of a list, by mode, as far as this person sees. Throws the SDK's error. */
export async function countModes(
  wishes: CaseWishes,
): Promise<readonly (readonly [InspectionMode, number])[]> {
  const parts = [
    ...(wishes.from === '' ? [] : [`at >= ${beijingDay(wishes.from)}`]),
    ...(wishes.until === '' ? [] : [`at < ${beijingDay(wishes.until) + DAY_MS}`]),
    ...(wishes.town === '' ? [] : [client.filter('town = {:town}', { town: wishes.town })]),
  ];
  return Promise.all(
    INSPECTION_MODES.map(async (mode) => {
      const filter = [`mode = "${mode}"`, ...parts].join(' && ');
      const found = await client.collection('inspections').getList(1, 1, { filter, fields: 'id' });
      return [mode, found.totalItems] as const;
    }),
  );
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
