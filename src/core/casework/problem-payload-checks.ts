import { CENTRE_STATES } from '../exchange/centre-states.ts';
import * as check from './check.ts';
import type { Check } from './check.ts';
import { CLIP_KINDS } from './clip.ts';
import type { PROBLEM_EVENTS } from './events.ts';
import { MEDIA_VERDICTS } from './steps-media.ts';
import { MEASURE_UNITS } from './measures.ts';
import { maybeReason, note, place, reason } from './payload-parts.ts';
import { PAPER_KINDS, VERDICTS } from './problem-payloads.ts';
import { isCategoryCode } from './category-code.ts';
import { message } from '../message.ts';
import { PROBLEM_ORIGINS } from './problem-states.ts';

const { bool, id, instant, list, nullable, number, oneOf, optional, shape, text } = check;

const units = (min: number): Check => list(id, 12, min);
export const papers = list(shape({ kind: oneOf(PAPER_KINDS), name: text(120, 1), photo: nullable(id) }), 40);
const measures = (min: number): Check =>
  list(shape({ what: text(200, 1), value: number(0, 1e9), unit: oneOf(MEASURE_UNITS) }), 20, min);
const verdict = oneOf(VERDICTS);

/** Whether an edition holds it, the server knows (problem-found.ts). */
const category: Check = (value, field) =>
  isCategoryCode(value) ? null : message('server_field_category', { field });

export const PROBLEM_CHECKS: Readonly<Record<(typeof PROBLEM_EVENTS)[number], Check>> = {
  'problem.found': shape({
    category,
    severity: oneOf([1, 2, 3]),
    origin: oneOf(PROBLEM_ORIGINS),
    source: (value, field) => (value === '' ? null : id(value, field)),
    task: nullable(id),
    place,
    foundAt: instant,
    note,
    inspection: optional(id),
    linked: optional(id),
    replaces: optional(id),
  }),
  'problem.fixed_on_spot': shape({ note, place: optional(place) }),
  'problem.assigned': shape({
    unit: id,
    orderNo: text(80),
    deadlineAt: instant,
    note,
    coUnits: optional(units(0)),
    order: optional(id),
  }),
  'problem.undecided': shape({ reason }),
  'problem.voided': shape({ reason }),
  'problem.closed': shape({ note }),
  'problem.confirmed': shape({ note }),
  'problem.accepted': shape({ handler: text(80, 1), phone: phone(), note }),
  'problem.refused': shape({ reason, whose: id }),
  'problem.started': shape({ note }),
  'problem.planned': shape({
    steps: list(shape({ what: text(400, 1), dueAt: instant, expert: text(200) }), 40, 1),
  }),
  'problem.step_proved': shape({ step: number(0, 39), note }),
  'problem.part_submitted': shape({ unit: id, measures: measures(1), papers, note }),
  'problem.submitted': shape({ measures: measures(1), papers, note }),
  'problem.reinspected': shape({
    verdict,
    place,
    note,
    deadlineAt: nullable(instant),
    reinspection: nullable(id),
  }),
  'problem.returned': shape({ reason: text(2000), deadlineAt: nullable(instant) }),
  'problem.suspended': shape({ reason }),
  'problem.resumed': shape({ reason }),
  'problem.extension_asked': shape({ until: instant, reason }),
  'problem.extension_decided': shape({ granted: bool, reason: text(400) }),
  'problem.sampled': shape({ picked: bool, of: number(1, 1e6), seed: text(120, 1) }),
  'problem.sample_checked': shape({ verdict, place, note, problem: nullable(id) }),
  'problem.disputed': shape({ candidates: units(1), reason }),
  'problem.claim_answered': shape({ unit: id, answer: oneOf(['claim', 'deny']), note, papers }),
  'problem.meeting_held': shape({ at: instant, present: units(1), minutes: text(4000, 1) }),
  'problem.owner_decided': shape({
    lead: id,
    coUnits: units(0),
    basis: text(1000, 1),
    deadlineAt: instant,
    rule: bool,
  }),
  'problem.merged': shape({ into: id, reason }),
  'problem.unmerged': shape({ reason }),
  'problem.absorbed': shape({ problem: id, no: text(40) }),
  'problem.verification_asked': shape({ group: id, dueAt: instant }),
  'problem.verified': shape({ verdict: oneOf(MEDIA_VERDICTS), place, note }),
  'problem.exchanged': shape({
    centreNo: text(60, 1),
    centreTaskNo: text(60),
    centreState: oneOf(CENTRE_STATES),
  }),
  'problem.urged': shape({ note: maybeReason }),
  'problem.filmed': shape({ kind: oneOf(CLIP_KINDS), phase: oneOf(['before', 'after']), note }),
  'problem.released': shape({ problem: id, no: text(40) }),
};

/** Digits with the signs people write between them, at least five. */
function phone(): Check {
  return (value, field) =>
    text(40, 5)(value, field) ??
    (/^\+?[\d\s()-]{5,}$/.test(value as string) ? null : { key: 'server_field_phone', params: { field } });
}
