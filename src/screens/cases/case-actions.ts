import { isOwnSample } from '../../core/casework/sample.ts';
import { DISPUTE_MS } from '../../core/casework/steps-dispute.ts';
import { URGEABLE_STATES, URGING_ROLES, urgedToday } from '../../core/casework/urge.ts';
import { exhaustive } from '../../core/exhaustive.ts';
import type { Role } from '../../core/roles.ts';
import { liesIn } from '../../core/territory/own-grid.ts';
import type { ProblemRecord } from '../../schema/records.ts';

/** Every step that a person can take from a case's page, the likeliest of each state first. */
export const CASE_ACTIONS = [
  'verify',
  'ask_verification',
  'assign',
  'confirm',
  'accept',
  'submit',
  'submit_part',
  'prove',
  'claim',
  'open_review',
  'reinspect',
  'check_sample',
  'close',
  'decide_owner',
  'meet',
  'answer_extension',
  'extend',
  'urge',
  'plan',
  'refuse',
  'dispute',
  'resume',
  'suspend',
  'unmerge',
  'merge',
  'undecide',
  'void',
] as const;
export type CaseAction = (typeof CASE_ACTIONS)[number];

/** Who looks at the case. */
export interface Viewer {
  readonly id: string;
  readonly unit: string;
  readonly group: string;
  readonly territory?: string;
}
type Case = Pick<ProblemRecord, 'state' | 'severity'> & Partial<ProblemRecord>;

const NOBODY: Viewer = { id: '', unit: '', group: '' };
const UNITS: readonly Role[] = ['regulator', 'town', 'site_officer'];
const AT_WORK: readonly ProblemRecord['state'][] = ['accepted', 'rectifying', 'returned'];
/** An enterprise is not just told to stop: it needs a plan (feature 0.23). */
const PLANNED = ['ent.', 'gas.', 'plant.'];

/** What a person may do with a case now, the likeliest first; the server decides again. */
export function caseActions(
  problem: Case,
  role: Role,
  who: Viewer = NOBODY,
  now: number = Date.now(),
): readonly CaseAction[] {
  return CASE_ACTIONS.filter((action) =>
    action === 'urge'
      ? mayUrge(problem, role, who, now)
      : UNITS.includes(role)
        ? unitMay(action, problem, who)
        : role === 'inspector'
          ? inspectorMay(action, problem, who)
          : officeMay(action, problem, role, who, now),
  );
}

/** The chief of the grid, the town, the office and a leader urge the unit that has the case, once a day each. */
function mayUrge(problem: Case, role: Role, { unit, territory }: Viewer, now: number): boolean {
  const roles: readonly Role[] = URGING_ROLES;
  const states: readonly ProblemRecord['state'][] = URGEABLE_STATES;
  if (!roles.includes(role) || !states.includes(problem.state)) return false;
  if (urgedToday(problem.urges ?? null, role, now) || (unit !== '' && problem.unit === unit)) return false;
  if (role !== 'grid_officer' && role !== 'town') return true;
  const { town = '', village = '', cell = '' } = problem;
  return liesIn({ town, village, cell }, territory ?? '');
}

function unitMay(action: CaseAction, problem: Case, { unit }: Viewer): boolean {
  const mine = unit !== '' && problem.unit === unit;
  const working = AT_WORK.includes(problem.state);
  const plan = problem.plan ?? [];
  switch (action) {
    case 'accept':
    case 'refuse':
      return mine && problem.state === 'assigned';
    case 'submit':
      return mine && working;
    case 'submit_part':
      return working && (problem.parts ?? []).some((each) => each.unit === unit && each.state === 'open');
    case 'prove':
      return mine && working && plan.some((each) => each.provedAt === 0);
    case 'plan':
      return (
        mine &&
        working &&
        plan.every((each) => each.provedAt === 0) &&
        PLANNED.some((each) => problem.category?.startsWith(each))
      );
    case 'extend':
      return mine && working && !asksExtension(problem);
    case 'claim':
      return (
        problem.state === 'ownership_disputed' &&
        (problem.dispute?.candidates ?? []).some((each) => each.unit === unit)
      );
    default:
      return false;
  }
}

function inspectorMay(action: CaseAction, problem: Case, { id, group }: Viewer): boolean {
  if (action === 'verify') return awaitsVisit(problem);
  if (action === 'check_sample') return awaitsSample(problem, id);
  if (action !== 'reinspect' || problem.state !== 'submitted') return false;
  if (problem.handledBy !== undefined && problem.handledBy !== '' && problem.handledBy === id) return false;
  return problem.severity < 3 || (group !== '' && group !== problem.group);
}

function officeMay(action: CaseAction, problem: Case, role: Role, { id }: Viewer, now: number): boolean {
  const office = role === 'dispatcher';
  const leader = role === 'leader';
  const major = problem.severity === 3;
  const confirmed = (problem.confirmedAt ?? 0) > 0;
  const { state } = problem;
  const disputed = state === 'ownership_disputed';
  switch (action) {
    case 'verify':
    case 'ask_verification':
      return office && awaitsVisit(problem);
    case 'assign':
      return office && state === 'found' && !awaitsVisit(problem) && (!major || confirmed);
    case 'check_sample':
      return leader && awaitsSample(problem, id);
    case 'confirm':
      return leader && (state === 'found' || disputed) && major && !confirmed;
    case 'open_review':
      return (office || leader) && state === 'submitted';
    case 'close':
      return state === 'fixed_on_spot'
        ? leader && problem.sample !== 'picked'
        : state === 're_inspected' && problem.verdict === 'pass' && (leader || (office && !major));
    case 'decide_owner':
      return disputed && (leader || (office && now - (problem.dispute?.openedAt ?? now) <= DISPUTE_MS));
    case 'meet':
      return disputed && (office || leader);
    case 'answer_extension':
      return office && AT_WORK.includes(state) && asksExtension(problem);
    case 'dispute':
      return office && (state === 'found' || disputed);
    case 'resume':
      return leader && state === 'suspended';
    case 'suspend':
      return leader && (state === 'assigned' || AT_WORK.includes(state));
    case 'unmerge':
      return office && state === 'void' && (problem.mergedInto ?? '') !== '';
    case 'merge':
      return office && state !== 'suspended' && state !== 'closed' && state !== 'void';
    case 'undecide':
      return office && (state === 'assigned' || state === 'fixed_on_spot');
    case 'void':
      return office && state !== 'closed' && state !== 'void';
    case 'accept':
    case 'submit':
    case 'submit_part':
    case 'prove':
    case 'claim':
    case 'reinspect':
    case 'extend':
    case 'plan':
    case 'refuse':
    case 'urge':
      return false;
    default:
      return exhaustive(action);
  }
}

/** From the media, and nobody has been there to see whether it is so. */
function awaitsVisit({ origin, verification, state }: Case): boolean {
  return origin === 'media' && (verification ?? '') === '' && state === 'found';
}

/** Drawn for a second look, which is somebody else's. */
function awaitsSample(problem: Case, id: string): boolean {
  const { state, sample } = problem;
  return state === 'fixed_on_spot' && sample === 'picked' && !isOwnSample(problem, id);
}

/** An extension that was asked for and not answered. */
export function asksExtension(problem: Partial<ProblemRecord>): boolean {
  const asked = problem.extension as { granted: boolean | null } | null | undefined;
  return asked != null && asked.granted === null;
}

const BULK: Readonly<Record<'assign' | 'undecide' | 'close' | 'void', readonly Role[]>> = {
  assign: ['dispatcher', 'leader'],
  undecide: ['dispatcher'],
  close: ['dispatcher', 'leader'],
  void: ['dispatcher'],
};

/** What a person may do to many cases at once; which of them take it, the server says one by one. */
export function bulkActions(role: Role): readonly (keyof typeof BULK)[] {
  return (Object.keys(BULK) as (keyof typeof BULK)[]).filter((action) => BULK[action].includes(role));
}
