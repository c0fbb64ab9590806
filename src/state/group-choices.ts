import { chooseGroup, type GroupChoice } from '../core/patrol/choose-group.ts';
import { orderRoute, type Route } from '../core/patrol/route.ts';
import type { TaskRoute } from '../core/patrol/task-types.ts';
import type { LngLat } from '../core/units.ts';
import type { GroupRecord } from '../schema/records.ts';
import { city } from './city.svelte.ts';
import { tasks } from './tasks.svelte.ts';

/** Groups that drive out, best first for a task that begins at a place; off-duty ones at the end. */
export function groupChoices(firstStop: LngLat): readonly GroupChoice[] {
  return chooseGroup(
    city.data.groups
      .filter((each) => each.kind === 'on_site' || each.kind === 'task_force' || each.kind === 'strike')
      .map((each) => ({
        id: each.id,
        onDuty: each.onDuty,
        place: placeOf(each),
        openTasks: tasks.openTasksOf(each.id),
      })),
    firstStop,
  );
}

/** The way of a group over some stops, from where it was last seen, else from the first of them; null without stops. */
export function routeOf(group: string | null, stops: readonly LngLat[]): Route | null {
  const start = startOf(group) ?? stops[0];
  return start && stops.length > 0 ? orderRoute(start, stops) : null;
}

/** The same as it goes with a task; `ordered` are the stops in driving order. */
export function taskRoute(
  group: string | null,
  route: Route | null,
  ordered: readonly LngLat[],
): TaskRoute | null {
  if (!route) return null;
  const start = startOf(group);
  return {
    line: [...(start ? [start] : []), ...ordered].map(({ lng, lat }): [number, number] => [lng, lat]),
    km: Math.round(route.km * 10) / 10,
    minutes: Math.round(route.minutes),
  };
}

function startOf(group: string | null): LngLat | null {
  const row = group === null ? undefined : city.groupById.get(group);
  return row ? placeOf(row) : null;
}

function placeOf(group: GroupRecord): LngLat | null {
  return group.placeAt ? { lng: group.lng, lat: group.lat } : null;
}
