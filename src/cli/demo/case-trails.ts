import { canonicalJson } from '../../core/canonical-json.ts';
import { openDispute, type Dispute } from '../../core/casework/dispute.ts';
import type { EventType } from '../../core/casework/events.ts';
import type { Measure } from '../../core/casework/measures.ts';
import { evidenceRule } from '../../core/casework/evidence-rules.ts';
import { idList } from '../../core/casework/parties.ts';
import type { Payload } from '../../core/casework/payloads.ts';
import type { Paper } from '../../core/casework/problem-payloads.ts';
import type { ProblemState } from '../../core/casework/problem-states.ts';
import { HOUR_MS } from '../../core/china-time.ts';
import type { Role } from '../../core/roles.ts';
import type { Instant } from '../../core/units.ts';
import type { DemoEvent } from './casework-events.ts';
import type { Cast, DemoProblem } from './casework-history.ts';
import type { Chance } from './random.ts';
import { demoNames } from './read-data.ts';
import { person } from './territory.ts';

/** States of the open cases, one after the other, so that a city has some of each. */
export const OPEN_STATES: readonly ProblemState[] = [
  'assigned',
  'rectifying',
  'submitted',
  'accepted',
  'returned',
  'assigned',
  're_inspected',
  'rectifying',
  'ownership_disputed',
  'submitted',
  'suspended',
  'accepted',
];

type StepName = 'accepted' | 'started' | 'submitted' | 'passed' | 'failed' | 'suspended' | 'closed';

/** Steps after the assignment that lead to each state. */
const STEPS: Readonly<Partial<Record<ProblemState, readonly StepName[]>>> = {
  assigned: [],
  accepted: ['accepted'],
  rectifying: ['accepted', 'started'],
  submitted: ['accepted', 'started', 'submitted'],
  re_inspected: ['accepted', 'started', 'submitted', 'passed'],
  returned: ['accepted', 'started', 'submitted', 'failed'],
  suspended: ['accepted', 'suspended'],
  closed: ['accepted', 'started', 'submitted', 'passed', 'closed'],
};

export interface By {
  readonly actor: string;
  readonly role: Role | 'system';
  readonly post: string;
}

/** Fields of a case that its steps write. */
export interface TrailFields {
  handler?: string;
  handlerPhone?: string;
  acceptedAt?: Instant;
  submittedAt?: Instant;
  inspectedAt?: Instant;
  verdict?: 'pass' | 'fail';
  returns?: number;
  measures?: readonly Measure[];
  papers?: readonly Paper[];
  stateBefore?: string;
  suspendedAt?: Instant;
  dispute?: Dispute;
  parties?: string;
  assignedAt?: Instant;
  confirmedAt?: Instant;
  firstSpanMs?: number;
}

/** Appends what happened to a case after it was found, between `fromAt` and `untilAt`, and writes its fields; answers when it came into its state. */
export function tellTrail(
  problem: DemoProblem,
  events: DemoEvent[],
  fromAt: Instant,
  untilAt: Instant,
  { users, units, groups }: Cast,
  random: Chance,
): Instant {
  const user = (role: Role): By => {
    const found = users.find((each) => each.role === role)!;
    return { actor: found.id, role, post: found.name };
  };
  const unit = units.find((each) => each.id === problem.unit)!;
  const regulator = users.find((each) => each.role === 'regulator' && each.unit === unit.id);
  const byUnit: By = { actor: regulator?.id ?? '', role: 'regulator', post: unit.name };
  const other = groups.filter((each) => each.kind === 'on_site' && each.id !== problem.group);
  const byOther: By = { actor: '', role: 'inspector', post: random.pick(other).name };
  let last = fromAt;
  const tell = <T extends EventType>(type: T, at: Instant, by: By, payload: Payload<T>): void => {
    // One after the other also where two steps are one deed: the log is read in the order of receipt.
    last = Math.max(Math.floor(at / 1000) * 1000, (events.at(-1)?.receivedAt ?? 0) + 1000);
    events.push({
      id: random.id(last),
      subject: 'problems',
      subjectId: problem.id,
      type,
      ...by,
      deviceAt: last,
      clockOffsetMs: 0,
      receivedAt: last,
      seen: events.length,
      payload: canonicalJson(payload),
      photos: [],
    });
  };

  if (problem.severity === 3) {
    tell('problem.confirmed', fromAt, user('leader'), { note: '' });
    problem.confirmedAt = last;
  }
  if (problem.state === 'ownership_disputed') {
    const townUnit = units.find((each) => each.kind === 'town' && each.town === problem.town)!;
    const others = units.filter((each) => each.kind === 'regulator' && each.id !== unit.id);
    const candidates = [...new Set([unit.id, townUnit.id, others[0]!.id, others[1]!.id])];
    const at = Math.max(fromAt, untilAt - 5 * HOUR_MS);
    tell('problem.disputed', at, user('dispatcher'), { candidates, reason: demoNames.cases.dispute });
    const answer = { unit: unit.id, answer: 'deny', note: demoNames.cases.deny, papers: [] } as const;
    const openedAt = last;
    tell('problem.claim_answered', Math.min(at + HOUR_MS, untilAt), byUnit, answer);
    const dispute = openDispute(candidates, openedAt);
    const answered = dispute.candidates.map((each, n) => (n === 0 ? { ...answer, at: last } : each));
    Object.assign(problem, {
      dispute: { ...dispute, candidates: answered },
      parties: idList(candidates),
      unit: '',
      deadlineAt: 0,
    });
    problem.rev = events.length;
    return openedAt;
  }

  tell('problem.assigned', fromAt, user('dispatcher'), {
    unit: unit.id,
    orderNo: '',
    deadlineAt: problem.deadlineAt,
    note: '',
  });
  const townUnit = units.find((each) => each.kind === 'town' && each.town === problem.town);
  problem.assignedAt = last;
  problem.firstSpanMs = Math.max(0, problem.deadlineAt - last);
  problem.parties = idList([unit.id, ...(problem.severity === 3 && townUnit ? [townUnit.id] : [])]);

  const steps = STEPS[problem.state] ?? [];
  steps.forEach((step, n) => {
    const at = fromAt + ((untilAt - fromAt) * (n + 1)) / steps.length;
    switch (step) {
      case 'accepted':
        problem.handler = person(random);
        problem.handlerPhone = `0371-6363${String(random.int(0, 10_000)).padStart(4, '0')}`;
        tell('problem.accepted', at, byUnit, {
          handler: problem.handler,
          phone: problem.handlerPhone,
          note: '',
        });
        problem.acceptedAt = last;
        return;
      case 'started':
        return tell('problem.started', at, byUnit, { note: '' });
      case 'submitted': {
        problem.measures = [measureOf(problem, random)];
        problem.papers = evidenceRule(problem.category, null).needsPapers
          ? [{ kind: 'invoice', name: demoNames.cases.invoice, photo: null }]
          : [];
        const { measures, papers } = problem;
        tell('problem.submitted', at, byUnit, { measures, papers, note: '' });
        problem.submittedAt = last;
        return;
      }
      case 'passed':
      case 'failed': {
        const verdict = step === 'passed' ? 'pass' : 'fail';
        const { lng, lat, accuracyM } = problem;
        const note = verdict === 'fail' ? demoNames.cases.fail : '';
        const place = { lng, lat, accuracyM, by: 'gps', reason: '' } as const;
        tell('problem.reinspected', at, byOther, {
          verdict,
          place,
          note,
          deadlineAt: null,
          reinspection: null,
        });
        problem.inspectedAt = last;
        problem.verdict = verdict;
        if (verdict === 'pass') return;
        tell('problem.returned', last, { ...byOther, role: 'system' }, { reason: note, deadlineAt: null });
        problem.returns = 1;
        problem.deadlineAt = last + Math.floor(problem.firstSpanMs! / 2);
        return;
      }
      case 'suspended':
        problem.stateBefore = 'accepted';
        tell('problem.suspended', at, user('leader'), { reason: demoNames.cases.suspend });
        problem.suspendedAt = last;
        return;
      case 'closed':
        tell('problem.closed', at, user(problem.severity === 3 ? 'leader' : 'dispatcher'), { note: '' });
        problem.closedAt = last;
        return;
    }
  });
  problem.rev = events.length;
  return last;
}

/** What was done, with an amount in the unit of the trade. */
function measureOf({ category }: DemoProblem, random: Chance): Measure {
  const { cover, clean, fix } = demoNames.cases;
  if (['dust.bare_soil', 'land.bare', 'dust.pile_uncovered', 'yard.soil', 'yard.sand'].includes(category))
    return { what: cover, value: random.int(5, 120) * 10, unit: 'm2' };
  if (category === 'dust.accumulated' || category === 'road.dust')
    return { what: clean, value: random.int(2, 40) * 10, unit: 'm2' };
  if (category === 'coal.scattered') return { what: fix, value: random.int(1, 4), unit: 'household' };
  return { what: fix, value: 1, unit: 'piece' };
}
