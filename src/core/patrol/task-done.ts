import { isSettledProblem, type ProblemState } from '../casework/problem-states.ts';
import {
  count,
  text,
  type Advance,
  type FollowUp,
  type Refusal,
  type Row,
  type World,
} from '../casework/act.ts';
import { refused } from '../casework/refuse.ts';
import { ok, type Result } from '../result.ts';
import { chanceByArea, scoreZone, type ZoneOutcome, type ZoneScore } from '../upwind/outcome.ts';
import type { Zone } from '../upwind/zone.ts';
import type { TaskTarget } from './task-types.ts';

/**
 * Ends a task. Every target must have been visited or skipped with a reason; a strike also waits until each of its problems is
 * settled or assigned (feature 0.15). The zone gets its outcome from what was found.
 */
export function finishTask(row: Row, world: World): Result<Advance, Refusal> {
  const targets = (row['targets'] as readonly TaskTarget[] | null) ?? [];
  const left = targets.filter((each) => each.state === 'todo').length;
  if (left > 0) return refused('server_task_targets_left', { count: left });
  const open = unsettled(row, world);
  if (text(row, 'type') === 'upwind_strike' && open.length > 0) {
    return refused('server_strike_has_undecided', {
      count: open.length,
      numbers: open.map((each) => text(each, 'no')).join(' '),
    });
  }
  const fields = { state: 'done', windShift: null, rev: count(row, 'rev') + 1 };
  const scored = scoredZone(row, targets, world);
  return ok({
    writes: [{ collection: 'tasks', id: row.id, create: false, fields }],
    follow: scored === null ? [] : [scored],
  });
}

/** The verdict on the task's zone; null without a zone, or when every gate stayed shut and nothing is known. */
function scoredZone(task: Row, targets: readonly TaskTarget[], world: World): FollowUp | null {
  const row = world.find('zones', text(task, 'zone'));
  const outcome = outcomeOf(targets);
  if (!row || outcome === null) return null;
  // Whoever comes after the dust has settled finds nothing: that says nothing about the zone. A finding does.
  if (outcome === 'not_found' && row['outcome'] === 'station_fell') return null;
  const zone = row['zone'] as Zone | null;
  const payload = { outcome, task: task.id, score: zone && scoreOf(zone, outcome, targets, world) };
  return { type: 'zone.scored', subject: 'zones', subjectId: row.id, payload };
}

function scoreOf(
  zone: Zone,
  outcome: ZoneOutcome,
  targets: readonly TaskTarget[],
  world: World,
): ZoneScore | null {
  if (zone.shape.kind === 'none') return null;
  const culprits = targets
    .filter((each) => each.state === 'found')
    .flatMap((each) => world.find('sources', each.source) ?? [])
    .map((source) => ({ lng: count(source, 'lng'), lat: count(source, 'lat') }));
  return scoreZone(zone, outcome, culprits, chanceByArea(zone, zone.shape.radiusM));
}

/** Problems of a task that nobody has decided on yet, for the report and for what blocks its end. */
function unsettled(task: Row, world: World): readonly Row[] {
  return world
    .problemsOfTask(task.id)
    .filter((each) => !isSettledProblem(text(each, 'state') as ProblemState));
}

function outcomeOf(targets: readonly TaskTarget[]): ZoneOutcome | null {
  if (targets.some((each) => each.state === 'found')) return 'found';
  return targets.some((each) => each.state === 'nothing') ? 'not_found' : null;
}
