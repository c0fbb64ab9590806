import {
  count,
  deadlineOnServer,
  text,
  type Act,
  type Refusal,
  type Row,
  type World,
  type Write,
} from '../casework/act.ts';
import { idList } from '../casework/parties.ts';
import { invalid, missing, refused } from '../casework/refuse.ts';
import { DAY_MS } from '../china-time.ts';
import { ok, type Result } from '../result.ts';
import type { Instant } from '../units.ts';
import type { OnDuty } from './response-kinds.ts';
import type { ResponseShiftDropped, ResponseShiftSet } from './response-payloads.ts';
import { standbyRoster } from './standby-roster.ts';

/** More would be no roster any more. */
const MOST_SHIFTS = 400;

/** The shifts of a response that turns red; on a device, which does not know who is in the groups, none. */
export function openRoster(
  act: Act<unknown>,
  response: string,
  rev: number,
  from: Instant,
  world: World,
): readonly Write[] {
  return standbyRoster(world.standby?.(act.at) ?? [], from).map((shift, turn): Write => ({
    collection: 'duty_shifts',
    // Of the response's own id, so that the same event makes the same rows again.
    id: `${response.slice(0, 24)}${hex(rev)}${hex(turn)}`,
    create: true,
    fields: {
      response,
      fromAt: shift.fromAt,
      untilAt: shift.untilAt,
      group: shift.group,
      ...(shift.named ? namesOf(shift.people, world) : { people: idList(shift.people), names: [] }),
      note: '',
      state: 'planned',
      by: '',
      at: act.at,
      demo: false,
      rev: 1,
    },
  }));
}

/** What is still to come is dropped, what runs ends now; what is over stays as it was. */
export function closeRoster(shifts: readonly string[], now: Instant, world: World): readonly Write[] {
  return shifts.flatMap((id) => {
    const row = world.find('duty_shifts', id);
    if (!row || text(row, 'state') === 'dropped' || count(row, 'untilAt') <= now) return [];
    return [change(row, count(row, 'fromAt') >= now ? { state: 'dropped' } : { untilAt: now })];
  });
}

/** A shift as the office wants it. What is over stays; of one that runs the beginning stays. */
export function setShift(act: Act<ResponseShiftSet>, response: Row, world: World): Result<Write, Refusal> {
  const { shift, group, people, note } = act.payload;
  const row = world.find('duty_shifts', shift);
  if (row && text(row, 'response') !== response.id) return missing('server_no_such_shift');
  if (row && count(row, 'untilAt') <= act.at) return refused('server_shift_over');
  const begun = row !== null && count(row, 'fromAt') <= act.at;
  const fromAt = begun ? count(row, 'fromAt') : deadlineOnServer(act, act.payload.fromAt);
  const untilAt = deadlineOnServer(act, act.payload.untilAt);
  if (untilAt <= fromAt || untilAt <= act.at) return invalid('server_shift_times');
  if (untilAt - fromAt > DAY_MS) return invalid('server_shift_long');
  if (group !== null && !world.find('groups', group)) return missing('server_no_such_group');
  if (people.some((each) => !world.find('users', each))) return missing('server_no_such_person');
  const left = people
    .map((each) => world.find('users', each))
    .find((each) => each && count(each, 'retiredAt') > 0);
  if (left) return invalid('server_shift_person_left', { name: text(left, 'name') });
  if (group === null && people.length === 0) return invalid('server_shift_nobody');
  const fields = { fromAt, untilAt, group: group ?? '', ...namesOf(people, world), note: note.trim() };
  if (row) return ok(change(row, { ...fields, state: 'planned' }));
  if (((response['shifts'] as readonly string[] | null) ?? []).length >= MOST_SHIFTS)
    return refused('server_shift_too_many');
  const { id: by } = act.author;
  const made = { ...fields, response: response.id, state: 'planned', by, at: act.at, demo: false, rev: 1 };
  return ok({ collection: 'duty_shifts', id: shift, create: true, fields: made });
}

export function dropShift(
  act: Act<ResponseShiftDropped>,
  response: Row,
  world: World,
): Result<Write, Refusal> {
  const row = world.find('duty_shifts', act.payload.shift);
  if (!row || text(row, 'response') !== response.id) return missing('server_no_such_shift');
  if (count(row, 'fromAt') <= act.at) return refused('server_shift_begun');
  return ok(change(row, { state: 'dropped' }));
}

/** Names and numbers as they are now: those on the list read it without the right to look people up. */
function namesOf(
  people: readonly string[],
  world: World,
): { readonly people: string; readonly names: readonly OnDuty[] } {
  return {
    people: idList(people),
    names: [...new Set(people)].map((user) => {
      const row = world.find('users', user);
      return { user, name: row ? text(row, 'name') : '', phone: row ? text(row, 'phone') : '' };
    }),
  };
}

function change(row: Row, fields: Readonly<Record<string, unknown>>): Write {
  return {
    collection: 'duty_shifts',
    id: row.id,
    create: false,
    fields: { ...fields, rev: count(row, 'rev') + 1 },
  };
}

function hex(value: number): string {
  return value.toString(16).padStart(4, '0');
}
