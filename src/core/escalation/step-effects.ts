import { count, text, type FollowUp, type Row, type World } from '../casework/act.ts';
import { idsOf } from '../casework/parties.ts';
import { SHUTS, type StepForm } from './escalation-kinds.ts';
import { marksOnCases } from './marks-on-cases.ts';

/** What a step brings about when it begins: the cases carry it, and a place that is shut is shut in the register. */
export function begun(row: Row, source: Row | null): FollowUp[] {
  const form = row['form'] as StepForm;
  const shut = SHUTS[form];
  const mark = { step: row.id, form, level: count(row, 'level'), on: true };
  const closes = shut && source && text(source, 'state') !== 'sealed' && text(source, 'state') !== shut;
  return [
    ...marksOnCases(casesOf(row), mark),
    ...(closes ? [sourceState(source.id, shut, text(row, 'reason'))] : []),
  ];
}

/** The opposite: a place works again unless another order still shuts it. */
export function over(row: Row, world: World): FollowUp[] {
  const form = row['form'] as StepForm;
  const marks = marksOnCases(casesOf(row), { step: row.id, form, level: count(row, 'level'), on: false });
  const source = SHUTS[form] ? world.find('sources', text(row, 'source')) : null;
  if (!source || !['stopped', 'sealed'].includes(text(source, 'state'))) return marks;
  const others = (world.stepsAt?.(source.id) ?? []).filter((each) => each.id !== row.id);
  const shut = (['seal', 'stop_work'] as const).find((each) =>
    others.some((other) => other['form'] === each),
  );
  const state = shut ? SHUTS[shut]! : 'active';
  return state === text(source, 'state')
    ? marks
    : [...marks, sourceState(source.id, state, text(row, 'reason'))];
}

/** Ids of the cases a step is about. */
export function casesOf(row: Row): readonly string[] {
  return idsOf(row, 'cases');
}

function sourceState(subjectId: string, state: string, reason: string): FollowUp {
  const payload = { changes: { state }, reason: reason.trim() === '' ? '–' : reason };
  return { type: 'source.updated', subject: 'sources', subjectId, payload };
}
