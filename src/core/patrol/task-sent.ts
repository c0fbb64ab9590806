import {
  text,
  type Act,
  type Advance,
  type FollowUp,
  type Refusal,
  type World,
  type Write,
} from '../casework/act.ts';
import type { SentTarget, TaskSent } from './task-payloads.ts';
import { conflict, invalid, missing } from '../casework/refuse.ts';
import { ok, type Result } from '../result.ts';
import { idList } from '../casework/parties.ts';
import { checkDraw } from './draw-targets.ts';
import { freezeZone } from './freeze-zone.ts';
import { checkParts } from './joint-action.ts';
import type { TaskCell, TaskTarget, WarnedStation } from './task-types.ts';

/** A new task: targets in route order, zone frozen, suggestion confirmed. */
export function sendTask(act: Act<TaskSent>, world: World): Result<Advance, Refusal> {
  const { payload, draft } = act;
  if (!world.find('groups', payload.group)) return missing('server_no_such_group');
  if (payload.station !== null && !world.find('stations', payload.station))
    return missing('server_no_such_station');
  if (!knowsAll(payload.warned, world)) return missing('server_no_such_station');
  if (payload.untilAt <= payload.fromAt) return invalid('server_window_is_empty');
  if (payload.type === 'upwind_strike' && payload.zone === null) return invalid('server_strike_needs_zone');
  const cells = checkCells(payload, world);
  if (!cells.ok) return cells;
  const targets = checkTargets(payload.targets, world);
  if (!targets.ok) return targets;
  const parts = checkParts(payload, world);
  if (!parts.ok) return parts;
  const draw = checkDraw(payload, world);
  if (!draw.ok) return draw;
  const zone = payload.zone === null ? ok([]) : freezeZone(payload.zone, world);
  if (!zone.ok) return zone;
  const confirm = payload.suggestion === null ? ok([]) : confirmSuggestion(payload.suggestion, act, world);
  if (!confirm.ok) return confirm;

  const offset = draft.clockOffsetMs;
  const create: Write = {
    collection: 'tasks',
    id: draft.subjectId,
    create: true,
    fields: {
      no: world.numberFor('RW', act.at),
      type: payload.type,
      state: 'sent',
      group: payload.group,
      station: payload.station ?? payload.zone?.zone.station ?? '',
      suggestion: payload.suggestion ?? '',
      zone: payload.zone?.id ?? '',
      targets: targets.value,
      cells: cells.value,
      route: payload.route,
      sentAt: act.at,
      fromAt: payload.fromAt + offset,
      untilAt: payload.untilAt + offset,
      windShift: null,
      keptShifts: [],
      warned: payload.warned ?? null,
      note: payload.note,
      mode: payload.mode ?? 'regular',
      draw: draw.value,
      parts: parts.value,
      parties: idList((payload.parts ?? []).map((each) => each.unit)),
      rev: 1,
    },
  };
  // The zone comes before the task that points at it.
  return ok({ writes: [...zone.value, create], follow: confirm.value });
}

/** Only a grid patrol has cells, each once and of the finest level; any other task has somewhere to go. */
function checkCells(
  { type, cells, targets }: TaskSent,
  world: World,
): Result<readonly TaskCell[] | null, Refusal> {
  if (!cells) return targets.length > 0 ? ok(null) : invalid('server_task_needs_targets');
  if (type !== 'grid_patrol') return invalid('server_cells_are_for_patrols');
  if (new Set(cells).size < cells.length) return invalid('server_cell_twice');
  const isCell = (id: string): boolean => {
    const row = world.find('grids', id);
    return row !== null && text(row, 'level') === 'cell';
  };
  if (!cells.every(isCell)) return missing('server_no_such_cell');
  return ok(cells.map((cell) => ({ cell, at: null, place: null })));
}

/** Targets still to do, in the order given; every one in the register, none twice. */
export function checkTargets(
  sent: readonly SentTarget[],
  world: World,
): Result<readonly TaskTarget[], Refusal> {
  const unknown = sent.find((each) => !world.find('sources', each.source));
  if (unknown) return missing('server_no_such_source');
  if (new Set(sent.map((each) => each.source)).size < sent.length) return invalid('server_target_twice');
  return ok(
    sent.map(({ source, share }, order) => ({ source, order, state: 'todo', at: null, share, extra: false })),
  );
}

/** Every station of a warning is one of the city's. */
export function knowsAll(warned: readonly WarnedStation[] | undefined, world: World): boolean {
  return (warned ?? []).every((each) => world.find('stations', each.station));
}

function confirmSuggestion(
  id: string,
  act: Act<TaskSent>,
  world: World,
): Result<readonly FollowUp[], Refusal> {
  const row = world.find('suggestions', id);
  if (!row) return missing('server_no_such_row', { subject: 'suggestions' });
  const state = text(row, 'state');
  if (state !== 'open' && state !== 'snoozed') {
    const reason = `server_suggestion_is_${state}`;
    return conflict(reason, row, ['state']);
  }
  return ok([
    {
      type: 'suggestion.confirmed',
      subject: 'suggestions',
      subjectId: id,
      payload: { task: act.draft.subjectId },
    },
  ]);
}
