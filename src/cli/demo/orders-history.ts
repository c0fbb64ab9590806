import { canonicalJson } from '../../core/canonical-json.ts';
import { idList, openParts, type CasePart } from '../../core/casework/parties.ts';
import type { Payload } from '../../core/casework/payloads.ts';
import { isOpenProblem, type ProblemState } from '../../core/casework/problem-states.ts';
import { chinaTime } from '../../core/china-time.ts';
import type { Instant } from '../../core/units.ts';
import type { DemoEvent } from './casework-events.ts';
import type { DemoProblem } from './casework-history.ts';
import { DRAGNET_PROBLEMS } from './checks-history.ts';
import { SITE_UNIT, type DemoUnit, type DemoUser } from './people.ts';
import { chance } from './random.ts';
import { demoNames } from './read-data.ts';
import type { DemoSource } from './sources.ts';
import { OWN_DISTRICT } from './territory.ts';

export interface DemoOrder {
  readonly id: string;
  readonly no: string;
  readonly kind: 'batch';
  readonly unit: string;
  readonly parties: string;
  readonly problems: readonly string[];
  readonly basis: string;
  readonly note: string;
  readonly deadlineAt: Instant;
  readonly by: string;
  readonly at: Instant;
  readonly demo: true;
  readonly rev: 1;
}

/** What orders and the site's own part write into cases. */
export interface OrderedCase {
  readonly order?: string;
  readonly orderNo?: string;
  readonly assignedAt?: Instant;
  readonly firstSpanMs?: number;
  readonly parties?: string;
  readonly parts?: readonly CasePart[];
}

interface Cast {
  readonly sources: readonly DemoSource[];
  readonly units: readonly DemoUnit[];
  readonly users: readonly DemoUser[];
}

const ORDERS = { open: 3, closed: 2 };
/** A unit has its part still to do. */
const TO_DO: readonly ProblemState[] = ['assigned', 'accepted', 'rectifying', 'returned', 'suspended'];
/** Their clocks no longer hang on the instant of the assignment. */
const GONE_ON: readonly ProblemState[] = ['accepted', 'rectifying', 'submitted', 're_inspected', 'closed'];

/**
 * Orders of the past days, each with the points of one check that go to one department, and the part of the one site that has a unit of
 * its own in the cases found there. Answers the events with the assignments told anew.
 */
export function demoOrders(
  seed: number,
  problems: readonly DemoProblem[],
  events: readonly DemoEvent[],
  { sources, units, users }: Cast,
): {
  readonly orders: readonly DemoOrder[];
  readonly cases: ReadonlyMap<string, OrderedCase>;
  readonly events: readonly DemoEvent[];
} {
  const random = chance(seed, 'orders');
  const dispatcher = users.find((each) => each.role === 'dispatcher')!;
  const cases = new Map<string, OrderedCase>();
  const retold = new Map<string, DemoEvent>();
  const sent: DemoEvent[] = [];
  const storyOf = grouped(events, (event) => event.subjectId);
  const assigned = (id: string): DemoEvent =>
    storyOf.get(id)!.find((event) => event.type === 'problem.assigned')!;
  const tellAnew = (event: DemoEvent, at: Instant, more: Partial<Payload<'problem.assigned'>>): void => {
    const payload = { ...(JSON.parse(event.payload) as Payload<'problem.assigned'>), ...more };
    retold.set(event.id, { ...event, deviceAt: at, receivedAt: at, payload: canonicalJson(payload) });
  };

  const orders = setsOf(problems, storyOf).map((set, nth): DemoOrder => {
    const at = lastAssignment(set, storyOf);
    const id = random.id(at);
    const no = `JB-${OWN_DISTRICT}-${chinaTime(at).year}-${String(nth + 1).padStart(4, '0')}`;
    const { unit } = set[0]!;
    const deadlineAt = Math.max(...set.map((each) => each.deadlineAt));
    const common = { kind: 'batch', unit, basis: demoNames.cases.order, deadlineAt, note: '' } as const;
    const told: Payload<'order.sent'> = { ...common, problems: set.map((each) => each.id), coUnits: [] };
    sent.push({
      id: random.id(at),
      subject: 'orders',
      subjectId: id,
      type: 'order.sent',
      actor: dispatcher.id,
      role: 'dispatcher',
      post: dispatcher.name,
      deviceAt: at,
      clockOffsetMs: 0,
      receivedAt: at,
      seen: 0,
      payload: canonicalJson(told),
      photos: [],
    });
    for (const each of set) {
      const assignedAt = at + 1000;
      tellAnew(assigned(each.id), assignedAt, { order: id, orderNo: no, note: common.basis });
      cases.set(each.id, { order: id, orderNo: no, assignedAt, firstSpanMs: each.deadlineAt - assignedAt });
    }
    return {
      id,
      no,
      ...common,
      parties: idList([unit]),
      problems: told.problems,
      by: dispatcher.id,
      at,
      demo: true,
      rev: 1,
    };
  });

  const site = units.find((each) => each.code === SITE_UNIT.code)!;
  const place = sources.find((each) => each.code === SITE_UNIT.source)!;
  for (const each of problems) {
    if (each.source !== place.id || each.unit === '' || !isOpenProblem(each.state)) continue;
    const event = assigned(each.id);
    tellAnew(event, event.receivedAt, { coUnits: [site.id] });
    // What is being checked again, its parts have been done.
    const done = { unit: site.id, state: 'submitted', at: each.submittedAt ?? 0, note: '' } as const;
    const parts = TO_DO.includes(each.state) ? openParts([site.id]) : [done];
    cases.set(each.id, { parties: idList([each.unit, site.id]), parts });
  }
  return { orders, cases, events: [...events.map((event) => retold.get(event.id) ?? event), ...sent] };
}

/** Checks whose points went to one department and have gone on since, the latest with something open and the latest that are done; the earliest first. */
function setsOf(
  problems: readonly DemoProblem[],
  storyOf: ReadonlyMap<string, readonly DemoEvent[]>,
): readonly (readonly DemoProblem[])[] {
  const fits = problems.filter(
    (each) => each.handling === 'assigned' && each.severity < 3 && GONE_ON.includes(each.state),
  );
  const sets = [...grouped(fits, (each) => `${each.inspection} ${each.unit}`).values()]
    .filter((set) => set.length > 1 && set.length < DRAGNET_PROBLEMS - 1)
    .filter((set) => {
      const at = lastAssignment(set, storyOf) + 1000;
      return set.every((each) => nextAfterAssignment(storyOf.get(each.id)!) > at);
    })
    .sort((a, b) => lastAssignment(a, storyOf) - lastAssignment(b, storyOf));
  const isDone = (set: readonly DemoProblem[]): boolean => set.every((each) => each.state === 'closed');
  const chosen = new Set([
    ...sets.filter((set) => !isDone(set)).slice(-ORDERS.open),
    ...sets.filter(isDone).slice(-ORDERS.closed),
  ]);
  return sets.filter((set) => chosen.has(set));
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

function lastAssignment(
  set: readonly DemoProblem[],
  storyOf: ReadonlyMap<string, readonly DemoEvent[]>,
): Instant {
  const at = (each: DemoProblem): Instant =>
    storyOf.get(each.id)!.find((event) => event.type === 'problem.assigned')?.receivedAt ?? 0;
  return Math.max(...set.map(at));
}

function nextAfterAssignment(story: readonly DemoEvent[]): Instant {
  const at = story.findIndex((event) => event.type === 'problem.assigned');
  return story[at + 1]?.receivedAt ?? Infinity;
}
