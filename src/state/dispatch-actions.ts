import { sendEvent } from '../api/events.ts';
import type { Payload } from '../core/casework/payloads.ts';
import type { FrozenZone } from '../core/patrol/task-payloads.ts';
import type { SuggestionNow } from '../core/snapshot.ts';
import type { TaskRoute } from '../core/patrol/task-types.ts';
import type { Instant } from '../core/units.ts';
import type { TaskRecord, ZoneRecord } from '../schema/records.ts';
import { draftEvent, newId } from '../offline/event-draft.ts';
import { dispatch } from './dispatch.svelte.ts';
import { taskRoute } from './group-choices.ts';
import { makeRow } from './make-row.ts';
import { now } from './now.svelte.ts';
import { tasks } from './tasks.svelte.ts';

const HOUR_MS = 3_600_000;
const SNOOZE_MS = 30 * 60_000;

/** Sends the chosen suspects as a strike with the zone on the screen; answers the new task's id. Throws EventRefused or the SDK's error. */
export async function sendStrike(): Promise<string> {
  const at = Date.now();
  const { suggestion, station, chosenGroup } = dispatch;
  if (!chosenGroup) throw new Error('no group chosen');
  const chosen = targets();
  const payload: Payload<'task.sent'> = {
    type: 'upwind_strike',
    group: chosenGroup,
    station,
    suggestion: suggestion?.id ?? null,
    zone: frozenZone(),
    targets: chosen,
    route: routeLine(),
    fromAt: at,
    untilAt: at + 2 * HOUR_MS,
    note: '',
    warned: dispatch.warned,
  };
  const places = chosen.map(({ source }) => source).sort();
  return makeRow('task.sent', payload, [station, suggestion?.id ?? null, chosenGroup, places]);
}

/** Takes a task back within the undo time; its suggestion opens again. */
export async function recallTask(task: string): Promise<void> {
  await sendEvent(draftEvent('task.recalled', task, { reason: '' }, { seen: tasks.find(task)?.rev ?? 1 }));
  await Promise.all([tasks.refresh(), now.refresh()]);
}

export async function snooze(suggestion: SuggestionNow): Promise<void> {
  const draft = draftEvent(
    'suggestion.snoozed',
    suggestion.id,
    { until: Date.now() + SNOOZE_MS },
    { seen: suggestion.rev },
  );
  await sendEvent(draft);
  await now.refresh();
}

export async function dismiss(suggestion: SuggestionNow, reason: string): Promise<void> {
  await sendEvent(draftEvent('suggestion.dismissed', suggestion.id, { reason }, { seen: suggestion.rev }));
  await now.refresh();
}

/** Takes a snooze or a dismissal back. */
export async function reopen(suggestion: SuggestionNow): Promise<void> {
  await sendEvent(
    draftEvent('suggestion.reopened', suggestion.id, { reason: '' }, { seen: suggestion.rev + 1 }),
  );
  await now.refresh();
}

/** Ends a task; the server refuses while targets are left or problems undecided. */
export async function closeTask(task: TaskRecord, note: string): Promise<void> {
  await sendEvent(draftEvent('task.done', task.id, { note }, { seen: task.rev }));
  await tasks.refresh();
}

/** Gives a re-sent task its targets, route and zone of before. `before` is the task as it was then. */
export async function restoreTargets(before: TaskRecord, zone: ZoneRecord | null): Promise<void> {
  const todo = before.targets.filter((each) => each.state === 'todo');
  const draft = draftEvent(
    'task.retargeted',
    before.id,
    {
      targets: todo.map(({ source, share }) => ({ source, share })),
      route: before.route,
      zone: zone && {
        id: zone.id,
        pollutant: zone.pollutant || 'pm10',
        zone: zone.zone,
        ranking: zone.ranking,
        inputs: zone.inputs,
      },
      reason: '',
      ...(before.warned ? { warned: before.warned } : {}),
    },
    { seen: tasks.find(before.id)?.rev ?? before.rev + 1 },
  );
  await sendEvent(draft);
  await tasks.refresh();
}

/** Replaces what is still to do by the suspects of the new zone on the screen; what was visited stays. */
export async function resend(task: TaskRecord, reason: string): Promise<void> {
  const draft = draftEvent(
    'task.retargeted',
    task.id,
    { targets: targets(), route: routeLine(), zone: frozenZone(), reason, warned: dispatch.warned },
    { seen: task.rev },
  );
  await sendEvent(draft);
}

/** The wind turned and the task stays as it is; every desk sees by whom and why. */
export async function keepShift(task: TaskRecord, reason: string): Promise<void> {
  const shiftAt = task.windShift?.at;
  if (shiftAt === undefined) throw new Error('no turn of the wind to keep through');
  await sendEvent(draftEvent('task.shift_kept', task.id, { shiftAt, reason }, { seen: task.rev }));
  await tasks.refresh();
}

/** Takes it back: the turn that stands asks again, on every desk. */
export async function reopenShift(task: TaskRecord, shiftAt: Instant): Promise<void> {
  const seen = tasks.find(task.id)?.rev ?? task.rev + 1;
  await sendEvent(draftEvent('task.shift_reopened', task.id, { shiftAt, reason: '' }, { seen }));
  await tasks.refresh();
}

function targets() {
  const shares = new Map(dispatch.suspects.map((each) => [each.id, each.share]));
  return dispatch.routeStops.map((stop) => ({ source: stop.id, share: shares.get(stop.id) ?? null }));
}

function routeLine(): TaskRoute | null {
  return taskRoute(dispatch.chosenGroup, dispatch.route, dispatch.routeStops);
}

function frozenZone(): FrozenZone | null {
  const { answer, job } = dispatch;
  if (!answer || !job) return null;
  return {
    id: newId(),
    pollutant: dispatch.pollutant,
    zone: answer.zone,
    ranking: { ...answer.ranking, suspects: answer.ranking.suspects.slice(0, 60) },
    inputs: { input: job.input, grid: 'full' },
  };
}
