import type { Role } from '../../core/roles.ts';
import { profileFields } from '../../core/sources/profile-fields.ts';
import type { Instant } from '../../core/units.ts';
import { demoAir, REPLAY_FEED, type DemoAir } from './air.ts';
import type { DemoEvent } from './casework-events.ts';
import { demoCasework, type DemoCasework, type DemoProblem } from './casework-history.ts';
import { demoCatalogues, type CatalogueRow } from './catalogues.ts';
import { dragnetSet, type DemoReinspection } from './dragnet-set.ts';
import { demoEpisodes, type DemoEpisode } from './episodes.ts';
import { demoFeeds, type DemoFeed } from './feeds.ts';
import { demoOrders, type DemoOrder } from './orders-history.ts';
import { demoNotices, type DemoNotice } from './notices.ts';
import { demoGroups, demoPosts, demoUnits, demoUsers } from './people.ts';
import type { DemoGroup, DemoPost, DemoUnit, DemoUser } from './people.ts';
import { demoLadder, type DemoRow } from './ladder-history.ts';
import { demoPriorities, demoRoads, type DemoPriority, type DemoRoad } from './places.ts';
import { demoSources, type DemoSource } from './sources.ts';
import { demoStations, type DemoStation } from './stations.ts';
import { demoGrids, type DemoGrid } from './territory.ts';
import { demoTasks, type DemoTask } from './tasks-today.ts';
import { windCycle } from './wind-cycle.ts';

export interface DemoOptions {
  readonly seed: number;
  /** When the running day begins; rounded down to a whole even minute. */
  readonly anchor: Instant;
}

/** Rows by collection (fields as in src/schema; what is left out is empty), and the accounts to print. */
export interface DemoCity extends DemoAir, DemoCasework {
  readonly accounts: readonly {
    readonly role: Role;
    readonly name: string;
    readonly email: string;
    readonly password: string;
  }[];
  readonly units: readonly DemoUnit[];
  readonly groups: readonly DemoGroup[];
  readonly users: readonly DemoUser[];
  readonly posts: readonly DemoPost[];
  readonly grids: readonly DemoGrid[];
  readonly roads: readonly DemoRoad[];
  readonly stations: readonly Omit<DemoStation, 'key' | 'silent' | 'basePm10'>[];
  readonly sources: readonly DemoSource[];
  readonly priorities: readonly DemoPriority[];
  readonly feeds: readonly DemoFeed[];
  readonly tasks: readonly DemoTask[];
  readonly orders: readonly DemoOrder[];
  readonly reinspections: readonly DemoReinspection[];
  readonly notices: readonly DemoNotice[];
  readonly exposures: readonly DemoRow[];
  readonly escalations: readonly DemoRow[];
  readonly directives: readonly DemoRow[];
  readonly meetings: readonly DemoRow[];
  readonly catalogues: readonly CatalogueRow[];
}

export const DEFAULT_SEED = 410108;
const EVEN_MS = 120_000;

/** The demonstration city: a pure function of seed and anchor; the same ones give the same bytes once written as JSON. */
export function demoCity({ seed, anchor: wanted }: DemoOptions): DemoCity {
  const anchor = Math.floor(wanted / EVEN_MS) * EVEN_MS;
  const grids = demoGrids(seed);
  const stations = demoStations(seed, grids);
  const units = demoUnits(seed, grids);
  const groups = demoGroups(seed, anchor, stations);
  const users = demoUsers(seed, units, groups, grids);
  const drawn = demoSources(seed, anchor, grids, units, stations);
  const cycle = windCycle(seed, stations);
  const models = demoEpisodes(seed, cycle, stations, drawn);
  const culprits = new Set(models.map(({ episode }) => episode.culprit));
  const sources = atWork(drawn, culprits);
  const air = demoAir(seed, anchor, stations, sources, cycle, models);
  const past = demoCasework(seed, anchor, sources, culprits, { users, groups, units });
  const ordered = demoOrders(seed, past.problems, past.events, { sources, units, users });
  const set = dragnetSet(seed, past.problems, sources, units, users);
  const papers = demoNotices(seed, anchor, past.problems, { sources, units, users, grids });
  const ladder = demoLadder(seed, anchor, past.problems, sources, units, users, [
    ...ordered.events,
    ...set.events,
  ]);
  const today = demoTasks(seed, anchor, sources, { users, groups, units }, stations);
  return {
    accounts: users.map(({ role, name, email, password }) => ({ role, name, email, password })),
    units,
    groups,
    users,
    posts: demoPosts(seed, anchor, users),
    grids,
    roads: demoRoads(seed),
    stations: stations.map(({ id, code, name, level, background, lng, lat, operator, town }) => ({
      id,
      code,
      name,
      level,
      background,
      lng,
      lat,
      operator,
      town,
    })),
    sources,
    priorities: demoPriorities(seed, anchor, stations),
    feeds: demoFeeds(seed, anchor, REPLAY_FEED),
    wind: air.wind,
    readings: air.readings,
    replays: air.replays,
    inspections: [...past.inspections, ...today.inspections],
    problems: past.problems.map((problem) => ({
      ...problem,
      ...seenBy(problem, grids),
      ...ordered.cases.get(problem.id),
      ...ladder.cases.get(problem.id),
    })),
    orders: ordered.orders,
    reinspections: set.reinspections,
    notices: papers.notices,
    exposures: ladder.exposures,
    escalations: ladder.escalations,
    directives: ladder.directives,
    meetings: ladder.meetings,
    tasks: today.tasks,
    events: [...ordered.events, ...set.events, ...papers.events, ...ladder.events, ...today.events]
      .map((each) => ({ ...each, ...deviceOf(each.role) }))
      .sort((a, b) => a.receivedAt - b.receivedAt || (a.id < b.id ? -1 : 1)),
    catalogues: demoCatalogues(seed, episodesOf(models)),
  };
}

/** What people of a post work with; the server itself has no device. */
function deviceOf(role: DemoEvent['role']): { readonly device?: string } {
  if (role === 'system') return {};
  if (role === 'inspector') return { device: 'tablet/android/chrome' };
  return { device: role === 'grid_officer' ? 'phone/harmony/other' : 'computer/windows/edge' };
}

/** Who was answerable for the place, from the officer of the cell up to the district. */
function seenBy({ cell, town }: DemoProblem, grids: readonly DemoGrid[]): Partial<DemoProblem> {
  const at = (id: string): DemoGrid | undefined => grids.find((grid) => grid.id === id);
  return { district: at(town)?.parent ?? '', officer: at(cell)?.chief ?? '' };
}

/** The cycle begins at any time of day: whoever is behind a spike works at night too, and its ground lies open. */
function atWork(sources: readonly DemoSource[], culprits: ReadonlySet<string | null>): DemoSource[] {
  return sources.map((source) => {
    if (!culprits.has(source.id)) return source;
    const fields = profileFields(source.kind);
    const night = 'night' in fields ? { night: true } : {};
    const open = 'covered' in fields ? { covered: 0.45 } : {};
    return { ...source, profile: { ...source.profile, ...night, ...open } };
  });
}

function episodesOf(models: readonly { readonly episode: DemoEpisode }[]): DemoEpisode[] {
  return models.map(({ episode }) => episode);
}
