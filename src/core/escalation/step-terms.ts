import {
  count,
  deadlineOnServer,
  onServerClock,
  text,
  type Act,
  type Refusal,
  type Row,
  type World,
} from '../casework/act.ts';
import { invalid, missing, refused } from '../casework/refuse.ts';
import { exhaustive } from '../exhaustive.ts';
import { isOpenProblem, type ProblemState } from '../casework/problem-states.ts';
import { unitLateMs } from '../casework/unit-late.ts';
import type { Result } from '../result.ts';
import type { Commitment } from './escalation-kinds.ts';
import type { StepTerms } from './payloads.ts';

/** Why a step of these terms cannot be taken about these cases; null when it can. */
export function checkTerms(
  terms: StepTerms,
  problems: readonly Row[],
  source: Row | null,
  at: number,
  world: World,
): Result<never, Refusal> | null {
  switch (terms.form) {
    case 'exposure':
      return null;
    case 'listing':
      // 整改不到位: only what was not put right by its deadline is listed (feature 4.07).
      if (problems.length === 0 || problems.some((each) => !isLate(each, at)))
        return refused('server_listing_needs_missed');
      return terms.untilAt <= at ? invalid('server_until_is_past') : null;
    case 'blacklist':
      if (!source) return invalid('server_step_needs_source');
      return terms.untilAt <= at ? invalid('server_until_is_past') : null;
    case 'stop_work':
    case 'seal':
      if (!source) return invalid('server_step_needs_source');
      return terms.untilAt !== null && terms.untilAt <= at ? invalid('server_until_is_past') : null;
    case 'paid_rectification':
      return world.find('units', terms.unit) ? null : missing('server_no_such_unit');
    case 'interview':
    case 'penalty':
    case 'accountability':
    case 'mark':
      return null;
    default:
      return exhaustive(terms);
  }
}

/** The fields of a row that terms set; every form writes all of them, so that nothing of an earlier one stays. */
export function fieldsOfTerms(act: Act<unknown>, terms: StepTerms): Readonly<Record<string, unknown>> {
  const fields = {
    terms,
    fromAt: act.at,
    untilAt: 0,
    costCNY: 0,
    law: '',
    commitments: [] as readonly Commitment[],
    nextDueAt: 0,
    overdueAt: 0,
    exposure: '',
  };
  switch (terms.form) {
    case 'exposure':
      return { ...fields, exposure: terms.exposure };
    case 'interview': {
      const commitments = terms.commitments.map(({ what, dueAt }) => ({
        what,
        dueAt: deadlineOnServer(act, dueAt),
        keptAt: 0,
        missedAt: 0,
      }));
      return {
        ...fields,
        fromAt: onServerClock(act, terms.heldAt),
        commitments,
        nextDueAt: nextDue(commitments),
      };
    }
    case 'penalty':
      return { ...fields, law: terms.law, costCNY: terms.amountCNY };
    case 'paid_rectification':
      return { ...fields, costCNY: terms.costCNY };
    case 'listing':
    case 'blacklist':
    case 'stop_work':
    case 'seal':
    case 'mark':
      return { ...fields, untilAt: terms.untilAt === null ? 0 : deadlineOnServer(act, terms.untilAt) };
    case 'accountability':
      return fields;
    default:
      return exhaustive(terms);
  }
}

/** When the next promise is due; 0 = none is open. */
export function nextDue(commitments: readonly Commitment[]): number {
  const open = commitments.filter((each) => each.keptAt === 0 && each.missedAt === 0);
  return open.length === 0 ? 0 : Math.min(...open.map((each) => each.dueAt));
}

/** Its unit missed the deadline, and it is still waited for. */
function isLate(problem: Row, at: number): boolean {
  const state = text(problem, 'state') as ProblemState;
  const of = (field: string): number => count(problem, field);
  const time = {
    ...{ state, deadlineAt: of('deadlineAt'), suspendedAt: of('suspendedAt') },
    ...{ submittedAt: of('submittedAt'), closedAt: of('closedAt') },
  };
  return isOpenProblem(state) && unitLateMs(time, at) > 0;
}
