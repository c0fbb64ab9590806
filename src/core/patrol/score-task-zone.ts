import { count, text, type FollowUp, type Row, type World } from '../casework/act.ts';
import { chanceByArea, scoreZone, type ZoneOutcome } from '../upwind/outcome.ts';
import type { LngLat } from '../units.ts';
import type { Zone } from '../upwind/zone.ts';
import type { TaskTarget } from './task-types.ts';

/**
 * The verdict on a task's present zone, from what was visited for it; null without a zone, or when nothing is known.
 * `over`: the search has ended; otherwise another zone takes its place and what was not found yet stays unknown.
 */
export function scoreTaskZone(
  task: Row,
  targets: readonly TaskTarget[],
  over: boolean,
  world: World,
): FollowUp | null {
  const row = world.find('zones', text(task, 'zone'));
  const visited = targets.filter((each) => each.zone === undefined && each.state !== 'todo');
  const culprits = culpritsOf(task, visited, world);
  const outcome = outcomeOf(visited, culprits.length > 0, over);
  if (!row || outcome === null) return null;
  // Whoever comes after the dust has settled finds nothing: that says nothing about the zone. A finding does.
  const known = text(row, 'outcome');
  if (outcome !== 'found' && (known === 'station_fell' || known === 'regional')) return null;
  const zone = row['zone'] as Zone | null;
  const score =
    zone === null || zone.shape.kind === 'none'
      ? null
      : scoreZone(zone, outcome, culprits, chanceByArea(zone, zone.shape.radiusM));
  return {
    type: 'zone.scored',
    subject: 'zones',
    subjectId: row.id,
    payload: { outcome, task: task.id, score },
  };
}

/** Targets that somebody went to for a zone keep its id once the task has another. */
export function visitedForZone(targets: readonly TaskTarget[], zone: string): TaskTarget[] {
  return targets.map((each) => (each.zone === undefined && each.state !== 'todo' ? { ...each, zone } : each));
}

/** Places of the sources where there is a problem to show for it: the tick of a visit alone is no finding. */
function culpritsOf(task: Row, visited: readonly TaskTarget[], world: World): LngLat[] {
  const withProblem = new Set(
    world
      .problemsOfTask(task.id)
      .filter((each) => text(each, 'state') !== 'void')
      .map((each) => text(each, 'source')),
  );
  return visited
    .filter((each) => withProblem.has(each.source))
    .flatMap((each) => world.find('sources', each.source) ?? [])
    .map((source) => ({ lng: count(source, 'lng'), lat: count(source, 'lat') }));
}

function outcomeOf(visited: readonly TaskTarget[], found: boolean, over: boolean): ZoneOutcome | null {
  if (found) return 'found';
  if (!over) return 'superseded';
  return visited.some((each) => each.state === 'nothing' || each.state === 'found') ? 'not_found' : null;
}
