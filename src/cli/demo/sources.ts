import { destination, distance, insideArea, plane } from '../../core/geo.ts';
import type { SourceKind, SourceState } from '../../core/sources/source-kinds.ts';
import type { SourceProfile } from '../../core/sources/source-profile.ts';
import { cellIndex } from '../../core/territory/cell-index.ts';
import type { Instant, LngLat } from '../../core/units.ts';
import { SITE_UNIT, type DemoUnit } from './people.ts';
import { chance, round, type Chance } from './random.ts';
import { demoNames } from './read-data.ts';
import { FIXED_SOURCES, SOURCE_PLAN, type FixedSource, type KindPlan } from './source-plan.ts';
import { demoProfile } from './source-profiles.ts';
import { FORCE_STATION, type DemoStation } from './stations.ts';
import { OWN_DISTRICT, person, placeIn, type DemoGrid } from './territory.ts';

export interface DemoSource extends LngLat {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: SourceKind;
  readonly state: SourceState;
  readonly polygon: null;
  readonly cell: string;
  readonly village: string;
  readonly town: string;
  readonly regulator: string;
  readonly unit: string;
  readonly leader: string;
  readonly card: 'green' | 'yellow' | 'red' | '';
  readonly profile: SourceProfile;
  checks: number;
  hits: number;
  openProblems: number;
  lastCheckAt: Instant;
  readonly demo: true;
  rev: number;
}

/** The task force's area today. */
export const FORCE_RADIUS_M = 3000;
const WORKS: readonly SourceKind[] = ['earthwork', 'site', 'demolition', 'linear_works'];

/** Every source of the demo city; checks, hits and open problems are filled in by the history. */
export function demoSources(
  seed: number,
  anchor: Instant,
  grids: readonly DemoGrid[],
  units: readonly DemoUnit[],
  stations: readonly DemoStation[],
): DemoSource[] {
  const random = chance(seed, 'sources');
  const district = grids.find((grid) => grid.code === OWN_DISTRICT)!;
  const force = stations.find((station) => station.key === FORCE_STATION)!;
  const cells = cellIndex(grids.filter((grid) => grid.level === 'cell'));
  const byId = new Map(grids.map((grid) => [grid.id, grid]));
  const centres = clusters(grids, random);
  const placed: { kind: SourceKind; place: LngLat }[] = [];

  const place = (plan: KindPlan, near: boolean): LngLat => {
    for (;;) {
      const candidate = draw(plan, near, force, grids, centres, random);
      const away = distance(force, candidate);
      // Off the circle's edge by 20 m, so that nobody's rounding moves a count.
      if (near ? away > FORCE_RADIUS_M - 20 : away < FORCE_RADIUS_M + 20) continue;
      if (!insideArea(district.polygon, candidate) || cells.at(candidate) === null) continue;
      if (stations.some((station) => distance(station, candidate) < 250)) continue;
      if (plan.kind !== 'restaurant' && onFirstTrack(candidate, force)) continue;
      const apart = plan.kind === 'restaurant' ? 12 : WORKS.includes(plan.kind) ? 160 : 70;
      if (placed.some((other) => other.kind === plan.kind && distance(other.place, candidate) < apart))
        continue;
      return candidate;
    }
  };

  const sources: DemoSource[] = [];
  const numbers = new Map<string, number>();
  const reserved = new Set(FIXED_SOURCES.map((fixed) => fixed.code));
  for (const plan of SOURCE_PLAN) {
    const fixed = FIXED_SOURCES.filter((each) => each.kind === plan.kind);
    const spots: { at: LngLat; fixed: FixedSource | null }[] = fixed.map((each) => ({
      at: destination(force, each.towardsDeg, each.distanceM),
      fixed: each,
    }));
    const nearFixed = fixed.filter((each) => each.distanceM < FORCE_RADIUS_M).length;
    for (let i = 0; i < plan.near + plan.far; i++) {
      const near = i < plan.near;
      if (near ? i >= plan.near - nearFixed : i - plan.near >= plan.far - (fixed.length - nearFixed))
        continue;
      const at = place(plan, near);
      placed.push({ kind: plan.kind, place: at });
      spots.push({ at, fixed: null });
    }
    spots.forEach((spot, nth) => {
      const code = spot.fixed?.code ?? nextCode(plan.prefix, numbers, reserved);
      sources.push(build(code, plan, spot, nth));
    });
  }
  return sources;

  function build(
    code: string,
    plan: KindPlan,
    spot: { at: LngLat; fixed: FixedSource | null },
    nth: number,
  ): DemoSource {
    const lng = round(spot.at.lng, 6);
    const lat = round(spot.at.lat, 6);
    const cell = cells.at({ lng, lat })!;
    const village = byId.get(cell.parent)!;
    const drawn = demoProfile(plan.kind, code, nth, anchor, random);
    return {
      id: random.id(),
      code,
      name: spot.fixed ? demoNames.fixed[code]! : nameOf(plan.kind, nth, random),
      kind: plan.kind,
      state: spot.fixed ? 'active' : stateOf(plan.kind, random),
      lng,
      lat,
      polygon: null,
      cell: cell.id,
      village: village.id,
      town: village.parent,
      regulator: units.find((unit) => unit.code === plan.regulator)?.id ?? '',
      unit: code === SITE_UNIT.source ? (units.find((unit) => unit.code === SITE_UNIT.code)?.id ?? '') : '',
      leader: person(random),
      card: spot.fixed ? spot.fixed.card : cardOf(plan.kind, random),
      // The first culprit digs at night too: it must be working whenever somebody starts the demo.
      profile: spot.fixed && 'night' in drawn ? { ...drawn, night: true } : drawn,
      checks: 0,
      hits: 0,
      openProblems: 0,
      lastCheckAt: 0,
      demo: true,
      rev: 1,
    };
  }
}

/** Nothing else dusty stands on the first episode's track, so that what ranks first there is its culprit. */
function onFirstTrack(place: LngLat, force: LngLat): boolean {
  const { x, y } = plane(force).toXY(place.lng, place.lat);
  const away = Math.hypot(x, y);
  const towards = ((Math.atan2(x, y) * 180) / Math.PI + 360) % 360;
  return away < 5500 && Math.abs(towards - 229) < 13;
}

/** Streets where restaurants crowd. */
function clusters(grids: readonly DemoGrid[], random: Chance): LngLat[] {
  const streets = grids.filter((grid) => grid.level === 'town' && grid.code < '410108006');
  return streets.flatMap((town) => Array.from({ length: 5 }, () => placeIn(town.polygon, random)));
}

function draw(
  plan: KindPlan,
  near: boolean,
  force: LngLat,
  grids: readonly DemoGrid[],
  centres: readonly LngLat[],
  random: Chance,
): LngLat {
  if (plan.kind === 'restaurant' && random.chance(0.7)) {
    const centre = random.pick(centres);
    return destination(centre, random.between(0, 360), Math.abs(random.normal()) * 260);
  }
  if (near) return destination(force, random.between(0, 360), FORCE_RADIUS_M * Math.sqrt(random.next()));
  const towns = grids.filter(
    (grid) => grid.level === 'town' && (plan.towns.length === 0 || plan.towns.includes(grid.code)),
  );
  return placeIn(random.pick(towns).polygon, random);
}

function nextCode(prefix: string, numbers: Map<string, number>, reserved: ReadonlySet<string>): string {
  let n = (numbers.get(prefix) ?? 0) + 1;
  const code = (): string => `${prefix}-${String(n).padStart(3, '0')}`;
  while (reserved.has(code())) n++;
  numbers.set(prefix, n);
  return code();
}

function nameOf(kind: SourceKind, nth: number, random: Chance): string {
  const patterns = demoNames.names[kind] ?? [''];
  return patterns[nth % patterns.length]!.replace('{place}', random.pick(demoNames.places)).replace(
    '{n}',
    String(nth + 1),
  );
}

function stateOf(kind: SourceKind, random: Chance): SourceState {
  const draw = random.next();
  if (kind === 'small_polluter') return draw < 0.6 ? 'banned' : 'active';
  if (kind === 'earthwork' || kind === 'demolition' || kind === 'site') {
    return draw < 0.72 ? 'active' : draw < 0.9 ? 'stopped' : draw < 0.95 ? 'sealed' : 'finished';
  }
  return draw < 0.95 ? 'active' : 'stopped';
}

function cardOf(kind: SourceKind, random: Chance): DemoSource['card'] {
  if (!WORKS.includes(kind)) return '';
  const draw = random.next();
  return draw < 0.6 ? 'green' : draw < 0.85 ? 'yellow' : draw < 0.92 ? 'red' : '';
}
