import { count, text, type Refusal, type Row, type World } from '../casework/act.ts';
import { idsOf } from '../casework/parties.ts';
import { missing, refused } from '../casework/refuse.ts';
import { ok, type Result } from '../result.ts';
import type { DirectiveHop, DirectiveItem } from './directive-kinds.ts';
import type { DirectiveCaseLinked, DirectiveOwnerNamed } from './directive-payloads.ts';
import { whomItConcerns } from './whom-it-concerns.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Cases that belong to an order from above, found out later, or linked by mistake; whom it concerns follows (feature 3.21). */
export function caseLinked(payload: DirectiveCaseLinked, row: Row, world: World): Result<Fields, Refusal> {
  const { problems, linked } = payload;
  if (problems.some((each) => !world.find('problems', each)))
    return missing('server_no_such_row', { subject: 'problems' });
  const before = idsOf(row, 'cases');
  const cases = linked
    ? [...new Set([...before, ...problems])]
    : before.filter((each) => !problems.includes(each));
  if (cases.length === before.length) return refused('server_directive_nothing_new');
  const rows = cases.flatMap((each) => world.find('problems', each) ?? []);
  const items = (row['items'] as readonly DirectiveItem[] | null) ?? [];
  const hops = (row['hops'] as readonly DirectiveHop[] | null) ?? [];
  const units = [...items.map(({ unit }) => unit), ...hops.map(({ to }) => to)].filter((each) => each !== '');
  const { cases: named, parties, towns } = whomItConcerns(rows, units, world);
  return ok({ cases: named, parties, towns });
}

/** Another leader answers for it from now on; his board shows it (feature 3.22). */
export function ownerNamed(payload: DirectiveOwnerNamed, row: Row, world: World): Result<Fields, Refusal> {
  if (!isLeader(payload.owner, world)) return refused('server_owner_no_leader');
  return text(row, 'owner') === payload.owner
    ? refused('server_directive_nothing_new')
    : ok({ owner: payload.owner });
}

/** Somebody who is a leader and has not left. */
export function isLeader(person: string, world: World): boolean {
  const user = world.find('users', person);
  return user !== null && text(user, 'role') === 'leader' && count(user, 'retiredAt') === 0;
}
