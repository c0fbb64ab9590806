import {
  count,
  text,
  type Act,
  type Advance,
  type FollowUp,
  type Refusal,
  type Row,
  type World,
} from '../casework/act.ts';
import type { ESCALATION_EVENTS } from '../casework/events.ts';
import type { Payloads } from '../casework/payloads.ts';
import { isOpenProblem, type ProblemState } from '../casework/problem-states.ts';
import { conflict, forbidden, invalid, missing, refused } from '../casework/refuse.ts';
import { exhaustive } from '../exhaustive.ts';
import { ok, type Result } from '../result.ts';
import type { Commitment, StepForm, StepState } from './escalation-kinds.ts';
import type { RungDecider } from './ladder.ts';
import { marksOnCases } from './marks-on-cases.ts';
import type {
  Because,
  CommitmentKept,
  CommitmentMissed,
  EscalationConfirmed,
  EscalationExpired,
  EscalationOpened,
  EscalationProposed,
} from './payloads.ts';
import { signMinutes } from './sign-minutes.ts';
import { begun, casesOf, over } from './step-effects.ts';
import { mayDecide, rungFields } from './step-rung.ts';
import { checkTerms, fieldsOfTerms, nextDue } from './step-terms.ts';

type StepEvent = (typeof ESCALATION_EVENTS)[number];

/** From which states an event leads on. */
const FROM: Readonly<
  Record<Exclude<StepEvent, 'escalation.proposed' | 'escalation.opened'>, readonly StepState[]>
> = {
  'escalation.confirmed': ['proposed'],
  'escalation.dismissed': ['proposed'],
  'escalation.undone': ['dismissed', 'in_force', 'lifted'],
  'escalation.lifted': ['in_force'],
  'escalation.signed': ['in_force', 'lifted'],
  'escalation.commitment_kept': ['in_force'],
  'escalation.commitment_missed': ['in_force'],
  'escalation.expired': ['in_force'],
};

const COUNTS_DAYS: readonly StepEvent[] = ['escalation.commitment_missed', 'escalation.expired'];
/** What is only written down, decides nothing. */
const RECORDS: readonly StepEvent[] = ['escalation.commitment_kept', 'escalation.signed'];

/**
 * A step of the ladder: a rule proposes it, or a person opens it; a person decides, and every decision can be taken back. The rung
 * of the ladder in force says what it is made of and who may decide.
 */
export function advanceStep(act: Act<Payloads[StepEvent]>, world: World): Result<Advance, Refusal> {
  const type = act.draft.type as StepEvent;
  if (type === 'escalation.proposed') return proposed(act as Act<EscalationProposed>, world);
  if (type === 'escalation.opened') return opened(act as Act<EscalationOpened>, world);
  const row = world.find('escalations', act.draft.subjectId);
  if (!row) return missing('server_no_such_row', { subject: 'escalations' });
  const state = text(row, 'state') as StepState;
  if (!FROM[type].includes(state)) {
    const reason = 'server_step_state';
    return act.draft.seen < count(row, 'rev') ? conflict(reason, row, ['state']) : refused(reason);
  }
  const form = text(row, 'form') as StepForm;
  const decides = mayDecide(act, form, (row['confirm'] as readonly RungDecider[] | null) ?? [], world);
  // Of itself the server decides nothing: it counts days, and an article is the decision on a proposed exposure.
  const follows = act.author.role === 'system' && (COUNTS_DAYS.includes(type) || form === 'exposure');
  if (!RECORDS.includes(type) && !follows && !decides) return forbidden('server_step_not_yours');
  switch (type) {
    case 'escalation.confirmed':
      return confirmed(act as Act<EscalationConfirmed>, row, world);
    case 'escalation.dismissed':
      return change(row, { state: 'dismissed', ...decided(act as Act<Because>) });
    case 'escalation.lifted':
      return change(
        row,
        { state: 'lifted', liftedAt: act.at, ...decided(act as Act<Because>) },
        over(row, world),
      );
    case 'escalation.undone':
      return undone(act as Act<Because>, row, state, world);
    case 'escalation.signed':
      return form === 'interview' ? signMinutes(act, world) : invalid('server_step_form');
    case 'escalation.commitment_kept':
      return kept(act as Act<CommitmentKept>, row);
    case 'escalation.commitment_missed':
      return missed(act as Act<CommitmentMissed>, row);
    case 'escalation.expired':
      return expired(act as Act<EscalationExpired>, row, world);
    default:
      return exhaustive(type);
  }
}

function proposed(act: Act<EscalationProposed>, world: World): Result<Advance, Refusal> {
  const base = rungFields(act, world, act.payload);
  if (!base.ok) return base;
  const { because, key, edition } = act.payload;
  const fields = { ...base.value, state: 'proposed', edition, because, key, proposedAt: act.at };
  return created(act, fields);
}

function opened(act: Act<EscalationOpened>, world: World): Result<Advance, Refusal> {
  const base = rungFields(act, world, act.payload);
  if (!base.ok) return base;
  const { terms, reason } = act.payload;
  const { form, confirm } = base.value;
  if (terms.form !== form || form === 'exposure') return invalid('server_step_form');
  if (!mayDecide(act, form, confirm, world)) return forbidden('server_step_not_yours');
  const source = act.payload.source === null ? null : world.find('sources', act.payload.source);
  const problems = act.payload.problems.map((each) => world.find('problems', each)!);
  const against = checkTerms(terms, problems, source, act.at, world);
  if (against) return against;
  const fields = {
    ...base.value,
    ...fieldsOfTerms(act, terms),
    ...chargedTo(terms, base.value),
    state: 'in_force',
    key: `own/${act.draft.subjectId}`,
    proposedAt: 0,
    reason,
    decidedBy: act.author.id,
    decidedAt: act.at,
  };
  const row: Row = { id: act.draft.subjectId, ...fields };
  return created(act, fields, begun(row, source));
}

function confirmed(act: Act<EscalationConfirmed>, row: Row, world: World): Result<Advance, Refusal> {
  const { terms } = act.payload;
  if (terms.form !== row['form']) return invalid('server_step_form');
  // The article itself is the confirmation of a proposed exposure, so that none is said to be out that is not.
  if (terms.form === 'exposure' && act.author.role !== 'system') return refused('server_step_by_article');
  const source = text(row, 'source') === '' ? null : world.find('sources', text(row, 'source'));
  const problems = casesOf(row).flatMap((each) => world.find('problems', each) ?? []);
  const against = checkTerms(terms, problems, source, act.at, world);
  if (against) return against;
  const fields = {
    ...fieldsOfTerms(act, terms),
    ...chargedTo(terms, { parties: text(row, 'parties') }),
    state: 'in_force',
    ...decided(act as Act<Because>),
  };
  const after: Row = { ...row, ...fields };
  return change(row, fields, terms.form === 'exposure' ? [] : begun(after, source));
}

/** What was decided is open again; a step without a proposal is void. */
function undone(act: Act<Because>, row: Row, state: StepState, world: World): Result<Advance, Refusal> {
  if (text(row, 'form') === 'exposure' && state !== 'dismissed' && act.author.role !== 'system')
    return refused('server_step_by_article');
  const again = count(row, 'proposedAt') > 0 ? 'proposed' : 'void';
  const to = state === 'lifted' ? 'in_force' : again;
  // Its days are over: it would end again at once.
  const until = count(row, 'untilAt');
  if (to === 'in_force' && until > 0 && until <= act.at) return invalid('server_until_is_past');
  const source = text(row, 'source') === '' ? null : world.find('sources', text(row, 'source'));
  const follow = to === 'in_force' ? begun(row, source) : state === 'in_force' ? over(row, world) : [];
  return change(row, { state: to, liftedAt: 0, ...decided(act) }, follow);
}

function kept(act: Act<CommitmentKept>, row: Row): Result<Advance, Refusal> {
  const commitments = commitmentsOf(row);
  const promise = commitments[act.payload.commitment];
  if (!promise) return invalid('server_no_such_commitment');
  if (promise.keptAt > 0) return refused('server_commitment_kept');
  const next = commitments.map((each) => (each === promise ? { ...each, keptAt: act.at } : each));
  return change(row, { commitments: next, nextDueAt: nextDue(next) });
}

/** A broken promise raises the level by one (feature 1.41); what comes of it is for a person to decide. */
function missed(act: Act<CommitmentMissed>, row: Row): Result<Advance, Refusal> {
  const { commitment, dueAt } = act.payload;
  const commitments = commitmentsOf(row);
  const promise = commitments[commitment];
  const due = promise && promise.dueAt === dueAt && promise.keptAt === 0 && promise.missedAt === 0;
  if (!due || promise.dueAt > act.at) return refused('server_not_due');
  const next = commitments.map((each) => (each === promise ? { ...each, missedAt: dueAt } : each));
  const raised = commitments.some((each) => each.missedAt > 0);
  const level = count(row, 'level') + (raised ? 0 : 1);
  const fields = {
    commitments: next,
    nextDueAt: nextDue(next),
    level,
    overdueAt: count(row, 'overdueAt') || dueAt,
  };
  const mark = { step: row.id, form: 'interview', level, on: true } as const;
  return change(row, fields, raised ? [] : marksOnCases(casesOf(row), mark));
}

/**
 * The last day is over: what was decided until then ends, as its decider said. Listed supervision does not end by waiting (整改不到位):
 * while one of its cases is open it stays, and is late from then on.
 */
function expired(act: Act<EscalationExpired>, row: Row, world: World): Result<Advance, Refusal> {
  const { untilAt } = act.payload;
  const due = untilAt > 0 && count(row, 'untilAt') === untilAt && count(row, 'overdueAt') === 0;
  if (!due || untilAt > act.at) return refused('server_not_due');
  const waits = row['form'] === 'listing' && casesOf(row).some((each) => isOpenCase(world, each));
  if (waits) return change(row, { overdueAt: untilAt });
  return change(row, { state: 'ended', liftedAt: untilAt }, over({ ...row, reason: '' }, world));
}

function isOpenCase(world: World, id: string): boolean {
  const problem = world.find('problems', id);
  return problem !== null && isOpenProblem(text(problem, 'state') as ProblemState);
}

/** Whose account a cost is on, and that this unit sees it (feature 1.28). */
function chargedTo(terms: EscalationConfirmed['terms'], row: { readonly parties: string }) {
  if (terms.form !== 'paid_rectification') return {};
  const { unit } = terms;
  const parties = row.parties.includes(` ${unit} `)
    ? row.parties
    : `${row.parties === '' ? ' ' : row.parties}${unit} `;
  return { unit, parties };
}

function decided(act: Act<Because>): Readonly<Record<string, unknown>> {
  return { reason: act.payload.reason, decidedBy: act.author.id, decidedAt: act.at };
}

function commitmentsOf(row: Row): readonly Commitment[] {
  return (row['commitments'] as readonly Commitment[] | null) ?? [];
}

function created(
  act: Act<unknown>,
  fields: Readonly<Record<string, unknown>>,
  follow: readonly FollowUp[] = [],
): Result<Advance, Refusal> {
  const write = { collection: 'escalations', id: act.draft.subjectId, create: true };
  return ok({ writes: [{ ...write, fields: { ...fields, at: act.at, demo: false, rev: 1 } }], follow });
}

function change(
  row: Row,
  fields: Readonly<Record<string, unknown>>,
  follow: readonly FollowUp[] = [],
): Result<Advance, Refusal> {
  const write = { collection: 'escalations', id: row.id, create: false };
  return ok({ writes: [{ ...write, fields: { ...fields, rev: count(row, 'rev') + 1 } }], follow });
}
