import { canonicalJson } from '../../core/canonical-json.ts';
import type { EventType } from '../../core/casework/events.ts';
import type { Payload } from '../../core/casework/payloads.ts';
import { dateKey } from '../../core/china-time.ts';
import { distance } from '../../core/geo.ts';
import { orderRoute } from '../../core/patrol/route.ts';
import type { TaskRoute, TaskTarget, TaskType } from '../../core/patrol/task-types.ts';
import type { Role } from '../../core/roles.ts';
import type { Instant, LngLat } from '../../core/units.ts';
import type { DemoEvent } from './casework-events.ts';
import type { Cast, DemoInspection } from './casework-history.ts';
import { chance, round } from './random.ts';
import { FIXED_SOURCES } from './source-plan.ts';
import type { DemoSource } from './sources.ts';
import { FORCE_STATION, type DemoStation } from './stations.ts';
import { OWN_DISTRICT } from './territory.ts';

export interface DemoTask {
  readonly id: string;
  readonly no: string;
  readonly type: TaskType;
  readonly state: 'accepted' | 'under_way';
  readonly group: string;
  readonly station: string;
  readonly targets: readonly TaskTarget[];
  readonly route: TaskRoute;
  readonly sentAt: Instant;
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  readonly rev: number;
}

interface Plan {
  readonly group: string;
  readonly type: TaskType;
  readonly sentMin: number;
  readonly stops: number;
  readonly done: number;
  readonly started: boolean;
}

/** Three of the four on-site groups are out; the second is free, near the first episode's culprit. */
const PLANS: readonly Plan[] = [
  { group: 'on_site_1', type: 'station_force', sentMin: 170, stops: 14, done: 6, started: true },
  { group: 'on_site_3', type: 'grid_patrol', sentMin: 210, stops: 22, done: 9, started: true },
  { group: 'on_site_4', type: 'grid_patrol', sentMin: 24, stops: 8, done: 0, started: false },
];
/** Visits of today that the history leaves room for. */
export const TODAY_VISITS = PLANS.reduce((sum, plan) => sum + plan.done, 0);
const MINUTE_MS = 60_000;

/** Tasks that run at the anchor, with the events that brought them there and the visits already made (nothing found so far). */
export function demoTasks(
  seed: number,
  anchor: Instant,
  sources: readonly DemoSource[],
  { users, groups }: Cast,
  stations: readonly DemoStation[],
): { tasks: DemoTask[]; events: DemoEvent[]; inspections: DemoInspection[] } {
  const random = chance(seed, 'tasks');
  const dispatcher = users.find((user) => user.role === 'dispatcher')!;
  const tasks: DemoTask[] = [];
  const events: DemoEvent[] = [];
  const inspections: DemoInspection[] = [];
  const spared = new Set(FIXED_SOURCES.map((fixed) => fixed.code));
  const taken = new Set<string>();

  PLANS.forEach((plan, n) => {
    const group = groups.find((each) => each.code === plan.group)!;
    const { stops, route } = tour(
      group,
      sources.filter((each) => each.state === 'active' && !spared.has(each.code) && !taken.has(each.id)),
      plan.stops,
    );
    stops.forEach((stop) => taken.add(stop.id));
    const sentAt = anchor - plan.sentMin * MINUTE_MS;
    const id = random.id(sentAt);
    const visitAt = (i: number): Instant =>
      Math.round(sentAt + (0.12 + (0.8 * (i + 1)) / (plan.done + 1)) * plan.sentMin * MINUTE_MS);
    const window = { fromAt: sentAt, untilAt: anchor + 240 * MINUTE_MS };
    const station =
      plan.type === 'station_force' ? stations.find((each) => each.key === FORCE_STATION)!.id : '';
    let seen = 0;
    const add = <T extends EventType>(type: T, at: Instant, role: Role, payload: Payload<T>): void => {
      events.push({
        id: random.id(at),
        subject: 'tasks',
        subjectId: id,
        type,
        actor: role === 'dispatcher' ? dispatcher.id : '',
        role,
        post: role === 'dispatcher' ? dispatcher.name : group.name,
        deviceAt: at,
        clockOffsetMs: 0,
        receivedAt: at,
        seen: seen++,
        payload: canonicalJson(payload),
        photos: [],
      });
    };
    add('task.sent', sentAt, 'dispatcher', {
      type: plan.type,
      group: group.id,
      station: station || null,
      suggestion: null,
      zone: null,
      targets: stops.map((stop) => ({ source: stop.id, share: null })),
      route,
      ...window,
      note: '',
    });
    add('task.accepted', sentAt + 4 * MINUTE_MS, 'inspector', {});
    if (plan.started) add('task.started', sentAt + 7 * MINUTE_MS, 'inspector', {});
    stops.slice(0, plan.done).forEach((stop, i) => {
      const at = visitAt(i);
      const place = { lng: round(stop.lng + 0.0002, 5), lat: round(stop.lat - 0.0001, 5), accuracyM: 8 };
      add('task.visited', at, 'inspector', {
        source: stop.id,
        result: 'nothing',
        at,
        place: { ...place, by: 'gps', reason: '' },
        note: '',
      });
      stop.checks++;
      stop.lastCheckAt = at;
      inspections.push({
        id: random.id(at),
        task: id,
        source: stop.id,
        by: '',
        at,
        ...place,
        result: 'nothing',
        town: stop.town,
        demo: true,
      });
    });
    tasks.push({
      id,
      no: `RW-${OWN_DISTRICT}-${dateKey(sentAt).replaceAll('-', '')}-${String(n + 1).padStart(4, '0')}`,
      type: plan.type,
      state: plan.started ? 'under_way' : 'accepted',
      group: group.id,
      station,
      targets: stops.map((stop, order) => ({
        source: stop.id,
        order,
        state: order < plan.done ? 'nothing' : 'todo',
        at: order < plan.done ? visitAt(order) : null,
        share: null,
        extra: false,
      })),
      route,
      sentAt,
      ...window,
      rev: seen,
    });
  });
  return { tasks, events, inspections };
}

/** The nearest ones, in the order in which the product itself would send a group round them. */
function tour(
  from: LngLat,
  all: readonly DemoSource[],
  count: number,
): { stops: DemoSource[]; route: TaskRoute } {
  const nearest = [...all].sort((a, b) => distance(from, a) - distance(from, b)).slice(0, count);
  const { order, km, minutes } = orderRoute(from, nearest);
  const stops = order.map((i) => nearest[i]!);
  const line = [from, ...stops].map((place) => [round(place.lng, 6), round(place.lat, 6)]);
  return { stops, route: { line, km: round(km, 1), minutes: round(minutes) } };
}
