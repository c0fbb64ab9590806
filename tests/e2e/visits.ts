import type { City } from '../../src/cli/throw-away-city.mjs';
import type { Role } from '../../src/core/roles.ts';
import { PROBLEM_STATES, type ProblemState } from '../../src/core/casework/problem-states.ts';
import { type AdminTab, ADMIN_TABS } from '../../src/screens/admin/tabs.ts';
import { Office } from './office.ts';
import { dustClimbsWithSouthWestWind, PARTY_SCHOOL } from './push.ts';
import { text } from './text.ts';

export type Theme = 'light' | 'dark' | 'wall' | 'sunlight';

/** One page as one person opens it. */
export interface Visit {
  /** As src/routes.ts writes it. */
  readonly route: string;
  readonly search?: string;
  /** Which of several things the address is opened with, see `namesOf`. */
  readonly id?: string;
  /** Light and dark unless said. */
  readonly themes?: readonly Theme[];
  /** The page is not this person's, and says so. */
  readonly isShut?: boolean;
  /** What opens a dialog: a selector, or a key as `key:?`. */
  readonly opens?: readonly string[];
  /** A case whose next steps are opened too. */
  readonly hasSteps?: boolean;
  /** Visited for its steps only: the page itself was looked at before. */
  readonly isForItsSteps?: boolean;
}

export interface Round {
  readonly who: Role | 'nobody';
  readonly what: string;
  readonly visits: readonly Visit[];
}

/** What stands for `:id` and the like, by the address. */
export type Names = Readonly<Record<string, string>>;

const button = (key: string): string => `role=button[name="${text(key)}"]`;

const forItsSteps = (visit: Visit): Visit => ({ ...visit, isForItsSteps: true });

/** A case in each state and what can be done with it there; the page itself is looked at in the first of them. */
const casesIn = (...states: readonly ProblemState[]): Visit[] =>
  states
    .map((state): Visit => ({ route: '/cases/:id', id: state, hasSteps: true }))
    .map((visit, index) => (index > 0 ? forItsSteps(visit) : visit));

/** What the pages of the administration open. */
const ADMIN_OPENS: Readonly<Partial<Record<AdminTab, readonly string[]>>> = {
  feeds: [button('admin_feeds_make')],
  groups: [button('admin_area_change')],
  people: [button('admin_account_make'), '[data-manage]'],
};

const TABLET: readonly Theme[] = ['light', 'dark', 'sunlight'];

/** Every page of the product, by who opens it; what one person opens in one go is one test. */
export const ROUNDS: readonly Round[] = [
  {
    who: 'nobody',
    what: 'what is open to everybody',
    visits: [
      { route: '/sign-in' },
      { route: '/set-password' },
      { route: '/gallery', themes: ['light', 'dark', 'wall', 'sunlight'] },
      { route: '/report' },
      { route: '/report/:number' },
      { route: '/exposed' },
      { route: '/feedback' },
    ],
  },
  {
    who: 'dispatcher',
    what: 'desk, map and registers',
    visits: [
      { route: '/' },
      { route: '/dispatch', opens: ['key:?', 'key:/', '[data-task]'] },
      { route: '/dispatch', search: '?station={station}' },
      { route: '/lead' },
      { route: '/sources' },
      { route: '/sources/:id', opens: ['[data-action="edit-ledger"]'] },
      { route: '/papers', opens: ['[data-action="receive"]', '[data-action="void"]'] },
      { route: '/print/notice/:notice' },
      { route: '/escalation', opens: ['[data-step]'] },
      { route: '/escalation', search: '?tab=exposures', opens: ['[data-exposure] button.open'] },
      { route: '/escalation', search: '?tab=directives', opens: [button('escalation_directive_add')] },
      { route: '/escalation', search: '?tab=meetings' },
      { route: '/escalation/meetings/:id' },
      { route: '/escalation', search: '?tab=media' },
      { route: '/escalation', search: '?tab=lists' },
      { route: '/escalation', search: '?tab=figures' },
      { route: '*' },
    ],
  },
  {
    who: 'dispatcher',
    what: 'cases and every step of theirs',
    visits: [
      { route: '/cases', opens: [button('cases_sums'), button('cases_columns'), button('cases_export')] },
      { route: '/cases', search: '?form=map' },
      { route: '/cases/orders' },
      { route: '/cases/reviews' },
      { route: '/cases/reviews/:id' },
      { route: '/cases/samples' },
      { route: '/cases/new' },
      ...casesIn('assigned', 'fixed_on_spot', 'ownership_disputed', 'accepted', 'rectifying', 'submitted'),
      ...casesIn('re_inspected', 'returned', 'suspended', 'closed').map(forItsSteps),
    ],
  },
  {
    who: 'admin',
    what: 'the pages of the administration',
    visits: ADMIN_TABS.map((tab) => ({
      route: '/admin',
      search: `?tab=${tab}`,
      opens: ADMIN_OPENS[tab] ?? [],
    })),
  },
  {
    who: 'leader',
    what: 'the situation',
    visits: [
      { route: '/lead' },
      { route: '/escalation' },
      { route: '/escalation', search: '?tab=own' },
      { route: '/escalation', search: '?tab=lists', opens: ['[data-action="publish-list"]'] },
      { route: '/duty', opens: ['[data-action="start"]'] },
    ],
  },
  { who: 'kiosk', what: 'the wall', visits: [{ route: '/lead', themes: ['wall'] }] },
  {
    who: 'inspector',
    what: 'the tablet and its sheets',
    visits: [
      { route: '/inspect', themes: TABLET },
      {
        route: '/inspect/:task',
        themes: TABLET,
        opens: ['outbox', 'handheld', 'check', 'found', 'other'].map((each) => `[data-action="${each}"]`),
      },
    ],
  },
  {
    who: 'inspector',
    what: 'what is looked at again',
    visits: [{ route: '/cases/samples', opens: ['[data-action="check-sample"]'] }],
  },
  { who: 'grid_officer', what: 'the tablet', visits: [{ route: '/inspect', themes: TABLET }] },
  {
    who: 'regulator',
    what: 'the inbox and its steps',
    visits: [
      { route: '/unit' },
      ...casesIn('assigned', 'accepted', 'rectifying', 'returned'),
      { route: '/admin', isShut: true },
    ],
  },
  { who: 'town', what: 'the inbox', visits: [{ route: '/unit' }] },
  { who: 'site_officer', what: 'the own site', visits: [{ route: '/unit' }, { route: '/cases' }] },
  { who: 'discipline', what: 'what is looked into', visits: [{ route: '/cases' }, { route: '/lead' }] },
];

/** Things of the demo city that have pages of their own, a task that is under way, and a report that a citizen has just made. */
export async function namesOf(city: City): Promise<Names> {
  const office = await new Office(city).signIn('dispatcher');
  const unit = await new Office(city).signIn('regulator');
  const inspector = await new Office(city).signIn('inspector');
  const first = async (who: Office, collection: string, filter: string): Promise<string> =>
    String((await who.rows(collection, filter))[0]?.['id'] ?? '');
  await dustClimbsWithSouthWestWind(city, PARTY_SCHOOL.code, Date.now());
  await (await new Office(city).signIn('admin')).ticks();
  const [site] = await office.rows('sources', 'kind = "site" && state = "active"');
  const task = await office.sends(inspector.group, [site!['id']]);
  await inspector.does('task.accepted', task, {}, 1);
  await inspector.does('task.started', task, {}, 2);
  const names: Record<string, string> = {
    '/cases/reviews/:id': await first(office, 'reinspections', 'id != ""'),
    '/sources/:id': await first(office, 'sources', 'code = "GD-012"'),
    '/escalation/meetings/:id': await first(office, 'meetings', 'id != ""'),
    '/print/notice/:notice': await first(office, 'notices', 'state = "issued"'),
    '/inspect/:task': task,
    '/report/:number': await reports(city),
    station: await first(office, 'stations', `code = "${PARTY_SCHOOL.code}"`),
  };
  for (const state of PROBLEM_STATES) {
    const filter = `state = "${state}"`;
    // What is the unit's own the office sees too.
    const id = (await first(unit, 'problems', filter)) || (await first(office, 'problems', filter));
    if (id !== '') names[`/cases/:id ${state}`] = id;
  }
  return names;
}

export function placeOf({ route, search = '', id }: Visit, names: Names): string {
  if (route === '*') return '/no-such-place';
  const name = names[id ? `${route} ${id}` : route];
  if (route.includes(':') && !name) throw new Error(`nothing is known to open ${route} ${id ?? ''} with`);
  return (route + search).replace(/:\w+/, name ?? '').replace('{station}', names['station'] ?? '');
}

/** Reports as a citizen does; answers the number. */
async function reports(city: City): Promise<string> {
  const form = new FormData();
  const place = { lng: 113.62, lat: 34.86 };
  form.set('report', JSON.stringify({ kind: 'fume', place, placeText: '江山路口', note: '', contact: '' }));
  const answer = await fetch(`${city.url}/api/sf/report`, { method: 'POST', body: form });
  const { number } = (await answer.json()) as { number?: string };
  if (!number) throw new Error(`report: ${answer.status}`);
  return number;
}
