import {
  count,
  onServerClock,
  text,
  type Act,
  type Advance,
  type Refusal,
  type World,
} from '../casework/act.ts';
import type { Payloads } from '../casework/payloads.ts';
import { invalid, missing, refused } from '../casework/refuse.ts';
import { ok, type Result } from '../result.ts';
import type { GroupArea } from './task-types.ts';

/** A task force's area from now on; the one before it ends then and stays, so that old reports keep their area. */
export function advanceGroup(
  act: Act<Payloads['group.area_changed']>,
  world: World,
): Result<Advance, Refusal> {
  const { radiusM, polygon } = act.payload;
  const row = world.find('groups', act.draft.subjectId);
  if (!row) return missing('server_no_such_row', { subject: 'groups' });
  if ((radiusM === null) === (polygon === null)) return invalid('server_area_one_of_two');
  if (radiusM !== null && text(row, 'station') === '') return refused('server_radius_needs_station');
  const from = onServerClock(act, act.payload.from);
  const before = (row['areas'] as readonly GroupArea[] | null) ?? [];
  const last = before.at(-1);
  if (last && from <= last.from) return refused('server_area_before_the_last');
  const areas: readonly GroupArea[] = [
    ...before.slice(0, -1),
    ...(last ? [{ ...last, until: from }] : []),
    { from, until: null, radiusM, polygon },
  ];
  const fields = { areas, rev: count(row, 'rev') + 1 };
  return ok({ writes: [{ collection: 'groups', id: row.id, create: false, fields }], follow: [] });
}
