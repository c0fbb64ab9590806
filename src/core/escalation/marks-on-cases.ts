import {
  count,
  type Act,
  type Advance,
  type FollowUp,
  type Refusal,
  type Row,
  type World,
} from '../casework/act.ts';
import { missing } from '../casework/refuse.ts';
import { ok, type Result } from '../result.ts';
import type { StepOnCase } from './escalation-kinds.ts';
import type { ProblemEscalated } from './payloads.ts';

/** A step of the ladder as the cases it is about carry it: an event of their own each, so that their stories tell of it. */
export function marksOnCases(problems: readonly string[], mark: ProblemEscalated): FollowUp[] {
  return problems.map((subjectId) => ({
    type: 'problem.escalated',
    subject: 'problems',
    subjectId,
    payload: mark,
  }));
}

/** The level of a case is the highest of the steps it carries. */
export function escalateProblem(act: Act<ProblemEscalated>, world: World): Result<Advance, Refusal> {
  const row = world.find('problems', act.draft.subjectId);
  if (!row) return missing('server_no_such_row', { subject: 'problems' });
  const { step, form, level, on } = act.payload;
  const others = stepsOf(row).filter((each) => each.step !== step);
  const steps = on ? [...others, { step, form, level }] : others;
  const fields = {
    steps,
    escalation: Math.max(0, ...steps.map((each) => each.level)),
    rev: count(row, 'rev') + 1,
  };
  return ok({ writes: [{ collection: 'problems', id: row.id, create: false, fields }], follow: [] });
}

export function stepsOf(row: Row): readonly StepOnCase[] {
  return (row['steps'] as readonly StepOnCase[] | null) ?? [];
}
