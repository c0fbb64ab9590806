import type { Refusal, World } from '../casework/act.ts';
import { refused } from '../casework/refuse.ts';
import { pickCount } from '../casework/sample.ts';
import { ok, type Result } from '../result.ts';
import type { TaskSent } from './task-payloads.ts';
import type { TaskDraw } from './task-types.ts';

/** Numbers of a draw have six digits: short enough to be read out and written down. */
export const DRAW_NUMBERS = 1_000_000;

/** Targets drawn by lot (feature 0.46): the same number over the same sources gives the same ones, in whatever order they come. */
export function drawTargets(pool: readonly string[], number: number, count: number): readonly string[] {
  return pickCount(pool, `draw ${String(number).padStart(6, '0')}`, count);
}

/** The draw as the server repeats it over the register: a list that the number does not give was not drawn. */
export function checkDraw({ draw, targets }: TaskSent, world: World): Result<TaskDraw | null, Refusal> {
  if (!draw) return ok(null);
  const pool = world.sourcePool?.(draw.kind, draw.town);
  const drawn = pool && drawTargets(pool, draw.number, draw.count);
  const sent = new Set(targets.map((each) => each.source));
  if (drawn && (drawn.length !== sent.size || drawn.some((each) => !sent.has(each))))
    return refused('server_draw_differs');
  return ok({ ...draw, pool: pool?.length ?? 0 });
}
