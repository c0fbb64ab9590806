import { canonicalJson } from '../../core/canonical-json.ts';
import type { EventDraft, EventType } from '../../core/casework/events.ts';
import type { Payload } from '../../core/casework/payloads.ts';
import type { Role } from '../../core/roles.ts';
import type { Instant } from '../../core/units.ts';
import type { Author, Cast, DemoProblem } from './casework-history.ts';
import type { Chance } from './random.ts';

/** An event of the past as it goes into the log; the loader gives it its number and its place in the chain. */
export interface DemoEvent extends EventDraft {
  readonly actor: string;
  readonly role: Role | 'system';
  readonly post: string;
  readonly receivedAt: Instant;
}

/** The events that brought a problem to where it stands: found, decided, perhaps closed; major ones are closed by the leader. */
export function problemEvents(
  problem: DemoProblem,
  author: Author,
  { users, units }: Cast,
  random: Chance,
): DemoEvent[] {
  const dispatcher = users.find((user) => user.role === 'dispatcher')!;
  const leader = users.find((user) => user.role === 'leader')!;
  const make = <T extends EventType>(
    type: T,
    at: Instant,
    by: { actor: string; role: Role; post: string },
    seen: number,
    payload: Payload<T>,
  ): DemoEvent => ({
    id: random.id(at),
    subject: 'problems',
    subjectId: problem.id,
    type,
    ...by,
    deviceAt: at,
    clockOffsetMs: 0,
    receivedAt: at,
    seen,
    payload: canonicalJson(payload),
    photos: [],
  });
  const finder = { actor: author.user, role: 'inspector' as const, post: author.group.name };
  const office = { actor: dispatcher.id, role: 'dispatcher' as const, post: dispatcher.name };
  const made = [
    make('problem.found', problem.receivedAt, finder, 0, {
      category: problem.category,
      severity: problem.severity,
      origin: problem.origin,
      source: problem.source,
      task: null,
      place: { lng: problem.lng, lat: problem.lat, accuracyM: problem.accuracyM, by: 'gps', reason: '' },
      foundAt: problem.foundAt,
      note: '',
    }),
  ];
  if (problem.handling === 'fixed_on_spot') {
    const at = problem.receivedAt + random.int(4, 25) * 60_000;
    made.push(make('problem.fixed_on_spot', at, finder, 1, { note: '' }));
  } else {
    const at = problem.receivedAt + random.int(5, 55) * 60_000;
    const unit = units.find((each) => each.id === problem.unit)!;
    made.push(
      make('problem.assigned', at, office, 1, {
        unit: unit.id,
        orderNo: '',
        deadlineAt: problem.deadlineAt,
        note: '',
      }),
    );
  }
  if (problem.state === 'closed') {
    const by =
      problem.severity === 3 ? { actor: leader.id, role: 'leader' as const, post: leader.name } : office;
    made.push(make('problem.closed', problem.closedAt, by, 2, { note: '' }));
  }
  return made;
}
