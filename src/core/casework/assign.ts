import { count, deadlineOnServer, text, type Row, type World } from './act.ts';
import { idList, openParts } from './parties.ts';
import type { Against, ProblemAct } from './problem-transition.ts';
import { forbidden, invalid, missing, refused } from './refuse.ts';

/** Whom a case goes to. */
export interface Addressees {
  readonly unit: string;
  readonly coUnits: readonly string[];
  readonly deadlineAt: number;
}

/** What stands against assigning: units, deadline, and for a major problem the leader and both addressees (feature 0.16). */
export function againstAssigning(to: Addressees, act: ProblemAct, row: Row, world: World): Against {
  const { unit, coUnits, deadlineAt } = to;
  if ([unit, ...coUnits].some((each) => !world.find('units', each))) return missing('server_no_such_unit');
  if (coUnits.includes(unit)) return invalid('server_unit_twice');
  if (deadlineOnServer(act, deadlineAt) <= act.at) return invalid('server_deadline_has_passed');
  if (count(row, 'severity') < 3) return null;
  if (act.author.role !== 'leader' && count(row, 'confirmedAt') === 0)
    return forbidden('server_major_needs_leader');
  const kinds = addressees(to, row, world).map((each) => text(world.find('units', each) ?? row, 'kind'));
  return kinds.includes('town') && kinds.includes('regulator') ? null : refused('server_special_needs_both');
}

/** Fields of a case that has just been assigned; its clock starts here. */
export function assignedFields(to: Addressees, act: ProblemAct, row: Row, world: World) {
  const deadlineAt = deadlineOnServer(act, to.deadlineAt);
  const all = addressees(to, row, world);
  return {
    unit: to.unit,
    parties: idList(all),
    parts: to.coUnits.length === 0 ? null : openParts(to.coUnits),
    assignedAt: act.at,
    deadlineAt,
    firstSpanMs: deadlineAt - act.at,
  };
}

/** A major problem also goes to the government of the place, whether it was named or not: 属地. */
function addressees({ unit, coUnits }: Addressees, row: Row, world: World): readonly string[] {
  const town = count(row, 'severity') === 3 ? world.unitOfTown(text(row, 'town')) : '';
  return [...new Set([unit, ...coUnits, ...(town === '' ? [] : [town])])];
}

/** What a case loses when it goes back to be decided on. */
export const UNASSIGNED = {
  unit: '',
  parties: '',
  parts: null,
  order: '',
  orderNo: '',
  assignedAt: 0,
  deadlineAt: 0,
  firstSpanMs: 0,
} as const;
