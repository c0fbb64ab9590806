import { ROLES, type Role } from '../../core/roles.ts';
import type { GroupArea } from '../../core/patrol/task-types.ts';
import type { Instant, LngLat } from '../../core/units.ts';
import { chance } from './random.ts';
import { demoNames, towns } from './read-data.ts';
import { FORCE_STATION, type DemoStation } from './stations.ts';
import type { DemoGrid } from './territory.ts';

/** One password for all demo accounts; they exist only in demo data, and never when the server is bound beyond loopback. */
export const DEMO_PASSWORD = 'shangfeng-demo';

export interface DemoUnit {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: 'office' | 'regulator' | 'town' | 'site' | 'discipline' | 'company';
  readonly town: string;
}

export interface DemoGroup extends LngLat {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: 'on_site' | 'coordination' | 'publicity' | 'task_force' | 'strike';
  readonly station: string;
  readonly onDuty: boolean;
  readonly placeAt: Instant;
  readonly areas: readonly GroupArea[];
  readonly rev: number;
}

export interface DemoUser {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly verified: boolean;
  readonly emailVisibility: boolean;
  readonly name: string;
  readonly role: Role;
  readonly unit: string;
  readonly group: string;
  readonly territory: string;
  readonly phone: string;
  readonly locale: 'zh-CN';
  readonly demo: true;
}

export interface DemoPost {
  readonly id: string;
  readonly user: string;
  readonly title: string;
  readonly unit: string;
  readonly group: string;
  readonly capabilities: readonly ('group_leader' | 'office_head' | 'duty_leader' | 'exposure_member')[];
  readonly fromAt: Instant;
  readonly untilAt: Instant;
}

const DAY_MS = 86_400_000;

/** The one site that has a unit of its own, and its place in the register. */
export const SITE_UNIT = { code: 'site_gd_017', source: 'GD-017' } as const;

/** Office, regulators, discipline, the eight towns and one site. */
export function demoUnits(seed: number, grids: readonly DemoGrid[]): DemoUnit[] {
  const random = chance(seed, 'units');
  const townId = (code: string): string => grids.find((grid) => grid.code === code)?.id ?? '';
  const unit = (code: string, name: string, kind: DemoUnit['kind'], town = ''): DemoUnit => ({
    id: random.id(),
    code,
    name,
    kind,
    town,
  });
  return [
    ...Object.entries(demoNames.units).map(([code, name]) =>
      unit(code, name, code === 'office' || code === 'discipline' ? code : 'regulator'),
    ),
    ...towns.map((town) => unit(`town_${town.code}`, town.name, 'town', townId(town.code))),
    unit(SITE_UNIT.code, demoNames.site_unit, 'site', townId('410108001')),
  ];
}

/** Where the groups are at the anchor: [lng, lat, on duty]. */
const PLACES: Readonly<Record<string, readonly [number, number, boolean]>> = {
  on_site_1: [113.6622, 34.8905, true],
  on_site_2: [113.6352, 34.8712, true],
  on_site_3: [113.5485, 34.8768, true],
  on_site_4: [113.5868, 34.8572, true],
  coordination: [113.6425, 34.8702, false],
  publicity: [113.6425, 34.8702, false],
  force_1: [113.6552, 34.8772, false],
  force_2: [113.6552, 34.8772, false],
  force_3: [113.6552, 34.8772, false],
  strike: [113.6265, 34.8735, false],
};

/** Four on-site groups, coordination, publicity, a strike team, and the task force of one station in three subgroups (feature 1.54). */
export function demoGroups(seed: number, anchor: Instant, stations: readonly DemoStation[]): DemoGroup[] {
  const random = chance(seed, 'groups');
  const station = stations.find((each) => each.key === FORCE_STATION)?.id ?? '';
  const area = (fromDays: number, untilDays: number | null, radiusM: number): GroupArea => ({
    from: anchor - fromDays * DAY_MS,
    until: untilDays === null ? null : anchor - untilDays * DAY_MS,
    radiusM,
    polygon: null,
  });
  // Widened twice: old reports keep the area of their time.
  const areas = [area(90, 41, 1000), area(41, 12, 2000), area(12, null, 3000)];
  return Object.entries(demoNames.groups).map(([code, name]) => {
    const [lng, lat, onDuty] = PLACES[code]!;
    const kind = code.startsWith('on_site')
      ? 'on_site'
      : code.startsWith('force')
        ? 'task_force'
        : (code as 'coordination' | 'publicity' | 'strike');
    return {
      id: random.id(),
      code,
      name,
      kind,
      station: kind === 'task_force' ? station : '',
      onDuty,
      lng,
      lat,
      placeAt: anchor - random.int(1, 6) * 60_000,
      areas: kind === 'task_force' ? areas : [],
      rev: 1,
    };
  });
}

/** One account per role; the public needs none. */
export function demoUsers(
  seed: number,
  units: readonly DemoUnit[],
  groups: readonly DemoGroup[],
  grids: readonly DemoGrid[],
): DemoUser[] {
  const random = chance(seed, 'users');
  const unit = (code: string): string => units.find((each) => each.code === code)?.id ?? '';
  const group = (code: string): string => groups.find((each) => each.code === code)?.id ?? '';
  const town = grids.find((grid) => grid.code === '410108001')?.id ?? '';
  const unitOf: Partial<Record<Role, string>> = {
    dispatcher: 'office',
    leader: 'office',
    admin: 'office',
    kiosk: 'office',
    inspector: 'office',
    grid_officer: 'town_410108001',
    town: 'town_410108001',
    regulator: 'housing',
    site_officer: SITE_UNIT.code,
    discipline: 'discipline',
  };
  return ROLES.filter((role) => role !== 'public').map((role) => ({
    id: random.id(),
    email: `${role}@demo.local`,
    password: DEMO_PASSWORD,
    verified: true,
    emailVisibility: false,
    name: demoNames.users[role]!,
    role,
    unit: unit(unitOf[role] ?? 'office'),
    group: role === 'inspector' ? group('on_site_2') : role === 'dispatcher' ? group('coordination') : '',
    territory: role === 'grid_officer' || role === 'town' ? town : '',
    phone: '',
    locale: 'zh-CN',
    demo: true,
  }));
}

/** A dated post for every account, with the capabilities its role's work needs. */
export function demoPosts(seed: number, anchor: Instant, users: readonly DemoUser[]): DemoPost[] {
  const random = chance(seed, 'posts');
  const capabilities: Partial<Record<Role, DemoPost['capabilities']>> = {
    inspector: ['group_leader', 'exposure_member'],
    leader: ['duty_leader', 'office_head'],
  };
  return users.map((user) => ({
    id: random.id(),
    user: user.id,
    title: demoNames.posts[user.role]!,
    unit: user.unit,
    group: user.group,
    capabilities: capabilities[user.role] ?? [],
    fromAt: anchor - 120 * DAY_MS,
    untilAt: 0,
  }));
}
