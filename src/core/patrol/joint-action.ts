import type { Act, Refusal, Row, World } from '../casework/act.ts';
import { answersFor } from '../casework/permissions.ts';
import { forbidden, invalid, missing, refused } from '../casework/refuse.ts';
import { ok, type Result } from '../result.ts';
import type { TaskPartReported, TaskSent } from './task-payloads.ts';
import type { TaskPart } from './task-types.ts';

/** Units that answer for themselves; everybody else may report for any of them. */
const UNIT_ROLES: readonly string[] = ['regulator', 'town', 'site_officer'];

/** Parts of a joint action (联合执法): two units or more, each once; no other task has any, nor one that those checked must not know of. */
export function checkParts(
  { type, parts, mode }: TaskSent,
  world: World,
): Result<readonly TaskPart[] | null, Refusal> {
  if (type !== 'joint_action') return parts ? invalid('server_parts_are_for_joint') : ok(null);
  if (!parts || parts.length < 2) return invalid('server_joint_needs_units');
  if (mode === 'covert') return invalid('server_covert_names_no_units');
  if (new Set(parts.map((each) => each.unit)).size < parts.length) return invalid('server_unit_twice');
  if (parts.some((each) => !world.find('units', each.unit))) return missing('server_no_such_unit');
  return ok(parts.map(({ unit, what }) => ({ unit, what, state: 'open', at: 0, note: '' })));
}

/** A unit's part is reported, by its own people or by whoever leads the action; what was said last stands. */
export function reportPart(
  act: Act<TaskPartReported>,
  row: Row,
  world: World,
): Result<Readonly<Record<string, unknown>>, Refusal> {
  const { unit, note } = act.payload;
  const { author } = act;
  if (UNIT_ROLES.includes(author.role) && !answersFor(author, world.find('units', unit)))
    return forbidden('server_not_your_unit');
  const parts = taskParts(row);
  if (!parts.some((each) => each.unit === unit)) return refused('server_no_such_part');
  return ok({
    parts: parts.map((each) =>
      each.unit === unit ? { ...each, state: 'reported', at: act.at, note } : each,
    ),
  });
}

/** How many units have not said yet what came of their part. */
export function openParts(row: Row): number {
  return taskParts(row).filter((each) => each.state === 'open').length;
}

function taskParts(row: Row): readonly TaskPart[] {
  return (row['parts'] as readonly TaskPart[] | null | undefined) ?? [];
}
