import {
  count,
  text,
  type Act,
  type Advance,
  type Refusal,
  type Row,
  type World,
  type Write,
} from '../casework/act.ts';
import type { TaskRetargeted } from './task-payloads.ts';
import { missing } from '../casework/refuse.ts';
import { ok, type Result } from '../result.ts';
import { freezeZone } from './freeze-zone.ts';
import { scoreTaskZone, visitedForZone } from './score-task-zone.ts';
import { checkTargets, knowsAll } from './task-sent.ts';
import type { TaskTarget } from './task-types.ts';

/**
 * New targets for what is still to do; what was visited stays, first. The flag about the wind is answered by it, and a zone that gives
 * way to another gets its outcome.
 */
export function retargetTask(act: Act<TaskRetargeted>, row: Row, world: World): Result<Advance, Refusal> {
  const { payload } = act;
  const next = checkTargets(payload.targets, world);
  if (!next.ok) return next;
  if (!knowsAll(payload.warned, world)) return missing('server_no_such_station');
  const zone = payload.zone === null ? ok<readonly Write[]>([]) : freezeZone(payload.zone, world);
  if (!zone.ok) return zone;
  const again = new Set(payload.targets.map((each) => each.source));
  const before = (row['targets'] as readonly TaskTarget[] | null) ?? [];
  const scored = payload.zone ? scoreTaskZone(row, before, false, world) : null;
  const visited = before.filter((each) => each.state !== 'todo' && !again.has(each.source));
  const kept = payload.zone ? visitedForZone(visited, text(row, 'zone')) : visited;
  const targets = [...kept, ...next.value].map((each, order): TaskTarget => ({ ...each, order }));
  const fields = {
    targets,
    route: payload.route,
    ...(payload.zone ? { zone: payload.zone.id } : {}),
    warned: payload.warned ?? null,
    windShift: null,
    rev: count(row, 'rev') + 1,
  };
  const change: Write = { collection: 'tasks', id: row.id, create: false, fields };
  return ok({ writes: [...zone.value, change], follow: scored ? [scored] : [] });
}
