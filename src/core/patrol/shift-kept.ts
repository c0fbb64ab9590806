import type { Act, Refusal, Row } from '../casework/act.ts';
import type { TaskShiftKept, TaskShiftReopened } from './task-payloads.ts';
import { refused } from '../casework/refuse.ts';
import { ok, type Result } from '../result.ts';
import type { KeptShift, WindShiftFlag } from './task-types.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The task stays as it was sent although the wind turned; said once per turn, and only of the turn that stands. */
export function keepShift(act: Act<TaskShiftKept>, row: Row): Result<Fields, Refusal> {
  const flag = row['windShift'] as WindShiftFlag | null;
  const { shiftAt, reason } = act.payload;
  if (flag?.at !== shiftAt) return refused('server_shift_is_over');
  if (isShiftKept(row)) return refused('server_shift_is_kept');
  const { turnedDeg, calm, outside } = flag;
  const kept: KeptShift = {
    shiftAt,
    turnedDeg,
    calm,
    outside: outside.length,
    at: act.at,
    by: act.author.id,
    reason: reason.trim(),
  };
  return ok({ keptShifts: [...keptShifts(row), kept] });
}

/** The turn that stands waits for an answer again; earlier decisions stay. */
export function reopenShift(act: Act<TaskShiftReopened>, row: Row): Result<Fields, Refusal> {
  const { shiftAt } = act.payload;
  const flag = row['windShift'] as WindShiftFlag | null;
  if (flag?.at !== shiftAt) return refused('server_shift_is_over');
  if (!isShiftKept(row)) return refused('server_shift_is_not_kept');
  return ok({ keptShifts: keptShifts(row).filter((each) => each.shiftAt !== shiftAt) });
}

/** True when somebody decided to sit out the turn of the wind that stands; false without one. */
export function isShiftKept(task: object): boolean {
  const flag = (task as { windShift?: WindShiftFlag | null }).windShift;
  return flag ? keptShifts(task).some((each) => each.shiftAt === flag.at) : false;
}

function keptShifts(task: object): readonly KeptShift[] {
  return (task as { keptShifts?: readonly KeptShift[] | null }).keptShifts ?? [];
}
