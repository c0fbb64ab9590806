import type { AreaGeometry } from '../../core/geo.ts';
import { outline, outlineLevels, type OutlineLevel } from '../../core/upwind/outline.ts';
import type { Zone } from '../../core/upwind/zone.ts';
import type { PatrolMark } from '../../map/layers/patrols-style.ts';
import type { StationMark } from '../../map/layers/StationMarkers.svelte';
import type { SuspectMark } from '../../map/layers/suspects-style.ts';
import { airHistory } from '../../state/air-history.svelte.ts';
import { city } from '../../state/city.svelte.ts';
import { dispatch } from '../../state/dispatch.svelte.ts';
import { now } from '../../state/now.svelte.ts';
import { tasks } from '../../state/tasks.svelte.ts';
import { zones } from '../../state/zones.svelte.ts';
import { m } from '../../text/paraglide/messages.js';
import { name } from '../../text/say.ts';
import { ageWords } from '../words.ts';
import { hourMean, liveIndex, pastIndex } from './station-values.ts';

const SUSPECTS_ON_MAP = 6;
const HOUR_MS = 3_600_000;

/** Stations with the figure of the moment that is looked at. */
export function stationMarks(): StationMark[] {
  return city.data.stations.map((station) => {
    const live = now.stationById.get(station.id);
    const at = dispatch.at ?? now.snapshot?.at ?? now.clock;
    const { pollutant } = dispatch;
    const series =
      dispatch.at === null ? null : airHistory.seriesOf(station.id, station, pollutant, at, at - 2 * HOUR_MS);
    const value = series ? hourMean(series, at) : live?.stale ? null : (live?.values[pollutant] ?? null);
    const index = series ? pastIndex(series, pollutant, at) : liveIndex(live, pollutant);
    return {
      id: station.id,
      name: station.name,
      lng: station.lng,
      lat: station.lat,
      level: index?.level ?? 0,
      value: value === null ? '–' : String(Math.round(value)),
      ...(value === null && dispatch.at === null ? { age: ageWords(live?.ageMin ?? null) } : {}),
    };
  });
}

/** The likeliest suspects, and whatever else was chosen. */
export function suspectMarks(): SuspectMark[] {
  if (!dispatch.showZone) return [];
  return dispatch.suspects
    .filter((each) => each.rank <= SUSPECTS_ON_MAP || dispatch.picked.has(each.id))
    .flatMap((each) => {
      const source = city.source(each.id);
      return source
        ? [
            {
              id: each.id,
              kind: source.kind,
              rank: each.rank,
              picked: dispatch.picked.has(each.id),
              lng: source.lng,
              lat: source.lat,
            },
          ]
        : [];
    });
}

/** Groups whose place is known, with their state in words. */
export function patrolMarks(): PatrolMark[] {
  return city.data.groups
    .filter((each) => each.placeAt > 0 && each.onDuty)
    .map((each) => {
      const task = tasks.open.find((open) => open.group === each.id);
      const state = task ? name('trade_task_state', task.state) : m.dispatch_group_free();
      return { id: each.id, lng: each.lng, lat: each.lat, heading: null, text: `${each.name} ${state}` };
    });
}

/** The zone a running task of the selected station was sent with, while the wind has turned away from it. */
export const previousZone = {
  get current(): AreaGeometry | null {
    const frozen = dispatch.shifted?.zone ? zones.get(dispatch.shifted.zone) : null;
    return frozen ? outline(frozen.zone) : null;
  },
};

/** The points of an area's outer edges. */
export function cornersOf(area: AreaGeometry): { lng: number; lat: number }[] {
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  return polygons.flatMap((rings) => (rings[0] ?? []).map((point) => ({ lng: point[0]!, lat: point[1]! })));
}

/** The zone a task was sent with and its outlines; null while it is on its way, or without one. */
export function frozenZone(task: string | null): { zone: Zone; levels: readonly OutlineLevel[] } | null {
  const id = task ? tasks.find(task)?.zone : '';
  const row = id ? zones.get(id) : null;
  return row && { zone: row.zone, levels: outlineLevels(row.zone) };
}
