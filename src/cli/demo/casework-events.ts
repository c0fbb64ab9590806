import { canonicalJson } from '../../core/canonical-json.ts';
import type { EventDraft, EventType } from '../../core/casework/events.ts';
import type { Payload } from '../../core/casework/payloads.ts';
import type { Role } from '../../core/roles.ts';
import type { Instant } from '../../core/units.ts';
import { tellTrail } from './case-trails.ts';
import type { Author, Cast, DemoProblem } from './casework-history.ts';
import type { Chance } from './random.ts';

/** An event of the past as it goes into the log; the loader gives it its number and its place in the chain. */
export interface DemoEvent extends EventDraft {
  readonly actor: string;
  readonly role: Role | 'system';
  readonly post: string;
  readonly receivedAt: Instant;
}

/** The events that brought a problem to where it stands, and when it came there; what was fixed on the spot closes by itself. */
export function problemEvents(
  problem: DemoProblem,
  author: Author,
  cast: Cast,
  random: Chance,
  trail: { readonly chance: Chance; readonly untilAt: Instant },
): { readonly events: DemoEvent[]; readonly since: Instant } {
  const make = <T extends EventType>(
    type: T,
    at: Instant,
    by: { actor: string; role: Role | 'system'; post: string },
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
  const server = { actor: '', role: 'system' as const, post: '' };
  const { lng, lat, accuracyM } = problem;
  const place = { lng, lat, accuracyM, by: 'gps', reason: '' } as const;
  const made = [
    make('problem.found', problem.receivedAt, finder, 0, {
      category: problem.category,
      severity: problem.severity,
      origin: problem.origin,
      source: problem.source,
      task: null,
      place,
      foundAt: problem.foundAt,
      note: '',
      ...(problem.inspection ? { inspection: problem.inspection } : {}),
    }),
  ];
  if (problem.handling === 'fixed_on_spot') {
    const at = problem.receivedAt + random.int(4, 25) * 60_000;
    made.push(make('problem.fixed_on_spot', at, finder, 1, { note: '', place }));
    if (problem.state === 'closed')
      made.push(make('problem.closed', problem.closedAt, server, 2, { note: '' }));
    return { events: made, since: at };
  }
  const at = problem.receivedAt + random.int(5, 55) * 60_000;
  const untilAt = problem.state === 'closed' ? problem.closedAt : trail.untilAt;
  const since = tellTrail(problem, made, Math.min(at, untilAt), untilAt, cast, trail.chance);
  return { events: made, since };
}
