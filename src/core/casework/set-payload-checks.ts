import { INSPECTION_OUTCOMES } from '../checks/inspection-kinds.ts';
import * as check from './check.ts';
import type { Check } from './check.ts';
import { answers, circumstances, note, place } from './payload-parts.ts';
import { papers } from './problem-payload-checks.ts';
import { VERDICTS } from './problem-payloads.ts';
import type { SetPayloads } from './set-payloads.ts';

const { id, instant, list, nullable, oneOf, optional, shape, text } = check;

/** One order or one set: more is more than one. */
const MAX_SET = 500;

export const SET_CHECKS: Readonly<Record<keyof SetPayloads, Check>> = {
  'order.sent': shape({
    kind: oneOf(['batch', 'special']),
    problems: list(id, MAX_SET, 1),
    unit: id,
    coUnits: list(id, 12),
    basis: text(1000),
    deadlineAt: instant,
    note,
  }),
  'inspection.made': shape({
    source: id,
    task: nullable(id),
    ...circumstances,
    outcome: oneOf(INSPECTION_OUTCOMES),
    at: instant,
    place,
    note,
    answers: optional(answers),
  }),
  'inspection.amended': shape({ answers: optional(answers), education: circumstances.education }),
  'reinspection.opened': shape({
    source: id,
    problems: list(id, MAX_SET, 1),
    group: nullable(id),
    units: list(id, 40),
    dueAt: instant,
    note,
  }),
  'reinspection.reported': shape({
    at: instant,
    verdicts: list(
      shape({ problem: id, verdict: oneOf(VERDICTS), note, place, photos: list(id, 20, 1) }),
      MAX_SET,
      1,
    ),
    papers,
    signers: list(shape({ unit: id, name: text(80, 1) }), 40),
    note,
  }),
  'reinspection.closed': shape({ note }),
};
