import type { Author } from '../../../src/core/casework/act.ts';
import type { PROBLEM_EVENTS } from '../../../src/core/casework/events.ts';
import type { Payloads, ProblemFound } from '../../../src/core/casework/payloads.ts';
import type { ProblemState } from '../../../src/core/casework/problem-states.ts';
import { NOW, person } from './memory-world.ts';

export type ProblemEvent = (typeof PROBLEM_EVENTS)[number];

export const PROBLEM = 'problem00000001';
export const OTHER = 'problem00000002';
export const UNIT = 'unit00000000000';
export const CO_UNIT = 'otherunit000000';
export const TOWN_UNIT = 'townunit0000000';
export const HOUR = 3_600_000;

export const inspector = person('inspector');
export const second = person('inspector', 'second', { group: 'other' });
export const dispatcher = person('dispatcher');
export const leader = person('leader');
export const regulator = person('regulator', 'regulator', { unit: UNIT });
export const coRegulator = person('regulator', 'coregulator', { unit: CO_UNIT });
export const town = person('town', 'town', { territory: 'town' });
export const system = person('system', '');

export const finding: ProblemFound = {
  category: 'dust.bare_soil',
  severity: 1,
  origin: 'patrol',
  source: 'source000000001',
  task: null,
  place: { lng: 113.6, lat: 34.8, accuracyM: 12, by: 'gps', reason: '' },
  foundAt: NOW,
  note: '',
};
const { place } = finding;
const measures = [{ what: '苫盖', value: 120, unit: 'm2' }] as const;

export const PAYLOADS: Pick<Payloads, ProblemEvent> = {
  'problem.found': finding,
  'problem.fixed_on_spot': { note: '', place },
  'problem.assigned': { unit: UNIT, orderNo: '', deadlineAt: NOW + 48 * HOUR, note: '' },
  'problem.undecided': { reason: 'r' },
  'problem.voided': { reason: 'r' },
  'problem.closed': { note: '' },
  'problem.confirmed': { note: '' },
  'problem.accepted': { handler: '张', phone: '0371-6363', note: '' },
  'problem.refused': { reason: 'r', whose: CO_UNIT },
  'problem.started': { note: '' },
  'problem.planned': { steps: [{ what: '装除尘器', dueAt: NOW + HOUR, expert: '李' }] },
  'problem.step_proved': { step: 0, note: '' },
  'problem.part_submitted': { unit: CO_UNIT, measures, papers: [], note: '' },
  'problem.submitted': { measures, papers: [], note: '' },
  'problem.reinspected': { verdict: 'pass', place, note: '', deadlineAt: null, reinspection: null },
  'problem.returned': { reason: 'r', deadlineAt: null },
  'problem.suspended': { reason: 'r' },
  'problem.resumed': { reason: 'r' },
  'problem.extension_asked': { until: NOW + 96 * HOUR, reason: 'r' },
  'problem.extension_decided': { granted: true, reason: '' },
  'problem.sampled': { picked: true, of: 10, seed: 's' },
  'problem.sample_checked': { verdict: 'pass', place, note: '', problem: null },
  'problem.disputed': { candidates: [UNIT, CO_UNIT], reason: 'r' },
  'problem.claim_answered': { unit: UNIT, answer: 'deny', note: '', papers: [] },
  'problem.meeting_held': { at: NOW, present: [UNIT], minutes: '现场会' },
  'problem.owner_decided': { lead: UNIT, coUnits: [], basis: 'b', deadlineAt: NOW + 48 * HOUR, rule: true },
  'problem.merged': { into: OTHER, reason: 'r' },
  'problem.unmerged': { reason: 'r' },
  'problem.absorbed': { problem: OTHER, no: 'WT-2' },
  'problem.released': { problem: OTHER, no: 'WT-2' },
  'problem.verification_asked': { group: 'group0000000000', dueAt: NOW + HOUR },
  'problem.verified': { verdict: 'true', place, note: 'n' },
  'problem.exchanged': { centreNo: '2026-1', centreTaskNo: '', centreState: 'filed' },
  'problem.urged': { note: '请抓紧' },
  'problem.filmed': { kind: 'mp4', phase: 'before', note: '' },
};

/** Somebody who may do it, on the ordinary way. */
export const AUTHORS: Readonly<Record<ProblemEvent, Author>> = {
  'problem.found': inspector,
  'problem.fixed_on_spot': inspector,
  'problem.assigned': dispatcher,
  'problem.undecided': dispatcher,
  'problem.voided': dispatcher,
  'problem.closed': leader,
  'problem.confirmed': leader,
  'problem.accepted': regulator,
  'problem.refused': regulator,
  'problem.started': regulator,
  'problem.planned': regulator,
  'problem.step_proved': regulator,
  'problem.part_submitted': coRegulator,
  'problem.submitted': regulator,
  'problem.reinspected': second,
  'problem.returned': dispatcher,
  'problem.suspended': leader,
  'problem.resumed': leader,
  'problem.extension_asked': regulator,
  'problem.extension_decided': dispatcher,
  'problem.sampled': system,
  'problem.sample_checked': second,
  'problem.disputed': dispatcher,
  'problem.claim_answered': regulator,
  'problem.meeting_held': dispatcher,
  'problem.owner_decided': dispatcher,
  'problem.merged': dispatcher,
  'problem.unmerged': dispatcher,
  'problem.absorbed': system,
  'problem.released': system,
  'problem.verification_asked': dispatcher,
  'problem.verified': inspector,
  'problem.exchanged': dispatcher,
  'problem.urged': leader,
  'problem.filmed': inspector,
};

const step = (...names: readonly string[]): readonly ProblemEvent[] =>
  names.map((each) => `problem.${each}` as ProblemEvent);

/** How a problem gets into each state. */
export const PATHS: Readonly<Record<ProblemState, readonly ProblemEvent[]>> = {
  found: [],
  fixed_on_spot: step('fixed_on_spot'),
  ownership_disputed: step('disputed'),
  assigned: step('assigned'),
  accepted: step('assigned', 'accepted'),
  rectifying: step('assigned', 'accepted', 'started'),
  submitted: step('assigned', 'accepted', 'started', 'submitted'),
  re_inspected: step('assigned', 'accepted', 'started', 'submitted', 'reinspected'),
  returned: step('assigned', 'accepted', 'started', 'submitted', 'reinspected', 'returned'),
  suspended: step('assigned', 'suspended'),
  closed: step('fixed_on_spot', 'closed'),
  void: step('voided'),
};

/** domain.md §4 said once more, and independently of the code: what may follow what, and where it leads. */
export const LEADS: Readonly<Record<ProblemState, Partial<Record<ProblemEvent, readonly ProblemState[]>>>> = {
  found: {
    'problem.exchanged': ['found'],
    'problem.filmed': ['found'],
    'problem.fixed_on_spot': ['fixed_on_spot'],
    'problem.assigned': ['assigned'],
    'problem.confirmed': ['found'],
    'problem.voided': ['void'],
    'problem.disputed': ['ownership_disputed'],
    'problem.merged': ['void'],
    'problem.absorbed': ['found'],
    'problem.released': ['found'],
    'problem.verification_asked': ['found'],
    'problem.verified': ['found', 'void', 'fixed_on_spot'],
  },
  fixed_on_spot: {
    'problem.exchanged': ['fixed_on_spot'],
    'problem.filmed': ['fixed_on_spot'],
    'problem.undecided': ['found'],
    'problem.voided': ['void'],
    'problem.closed': ['closed'],
    'problem.sampled': ['fixed_on_spot'],
    'problem.sample_checked': ['closed'],
    'problem.merged': ['void'],
    'problem.absorbed': ['fixed_on_spot'],
    'problem.released': ['fixed_on_spot'],
  },
  ownership_disputed: {
    'problem.exchanged': ['ownership_disputed'],
    'problem.filmed': ['ownership_disputed'],
    'problem.confirmed': ['ownership_disputed'],
    'problem.voided': ['void'],
    'problem.disputed': ['ownership_disputed'],
    'problem.claim_answered': ['ownership_disputed'],
    'problem.meeting_held': ['ownership_disputed'],
    'problem.owner_decided': ['assigned'],
    'problem.merged': ['void'],
    'problem.absorbed': ['ownership_disputed'],
    'problem.released': ['ownership_disputed'],
  },
  assigned: {
    'problem.exchanged': ['assigned'],
    'problem.filmed': ['assigned'],
    'problem.undecided': ['found'],
    'problem.voided': ['void'],
    'problem.accepted': ['accepted'],
    'problem.refused': ['found', 'ownership_disputed'],
    'problem.suspended': ['suspended'],
    'problem.merged': ['void'],
    'problem.absorbed': ['assigned'],
    'problem.released': ['assigned'],
    'problem.urged': ['assigned'],
  },
  accepted: {
    'problem.exchanged': ['accepted'],
    'problem.filmed': ['accepted'],
    'problem.voided': ['void'],
    'problem.started': ['rectifying'],
    'problem.planned': ['accepted'],
    'problem.part_submitted': ['accepted'],
    'problem.extension_asked': ['accepted'],
    'problem.extension_decided': ['accepted'],
    'problem.suspended': ['suspended'],
    'problem.merged': ['void'],
    'problem.absorbed': ['accepted'],
    'problem.released': ['accepted'],
    'problem.urged': ['accepted'],
  },
  rectifying: {
    'problem.exchanged': ['rectifying'],
    'problem.filmed': ['rectifying'],
    'problem.voided': ['void'],
    'problem.planned': ['rectifying'],
    'problem.step_proved': ['rectifying'],
    'problem.part_submitted': ['rectifying'],
    'problem.submitted': ['submitted'],
    'problem.extension_asked': ['rectifying'],
    'problem.extension_decided': ['rectifying'],
    'problem.suspended': ['suspended'],
    'problem.merged': ['void'],
    'problem.absorbed': ['rectifying'],
    'problem.released': ['rectifying'],
    'problem.urged': ['rectifying'],
  },
  submitted: {
    'problem.exchanged': ['submitted'],
    'problem.filmed': ['submitted'],
    'problem.voided': ['void'],
    'problem.reinspected': ['re_inspected', 'returned'],
    'problem.merged': ['void'],
    'problem.absorbed': ['submitted'],
    'problem.released': ['submitted'],
  },
  re_inspected: {
    'problem.exchanged': ['re_inspected'],
    'problem.filmed': ['re_inspected'],
    'problem.voided': ['void'],
    'problem.closed': ['closed'],
    'problem.returned': ['returned'],
    'problem.merged': ['void'],
    'problem.absorbed': ['re_inspected'],
    'problem.released': ['re_inspected'],
  },
  returned: {
    'problem.exchanged': ['returned'],
    'problem.filmed': ['returned'],
    'problem.voided': ['void'],
    'problem.started': ['rectifying'],
    'problem.planned': ['returned'],
    'problem.part_submitted': ['returned'],
    'problem.extension_asked': ['returned'],
    'problem.extension_decided': ['returned'],
    'problem.suspended': ['suspended'],
    'problem.merged': ['void'],
    'problem.absorbed': ['returned'],
    'problem.released': ['returned'],
    'problem.urged': ['returned'],
  },
  suspended: {
    'problem.exchanged': ['suspended'],
    'problem.filmed': ['suspended'],
    'problem.voided': ['void'],
    'problem.resumed': ['assigned', 'accepted', 'rectifying', 'returned'],
    'problem.absorbed': ['suspended'],
    'problem.released': ['suspended'],
  },
  closed: {
    'problem.exchanged': ['closed'],
    'problem.absorbed': ['closed'],
    'problem.released': ['closed'],
  },
  void: {
    'problem.exchanged': ['void'],
    'problem.unmerged': [
      'found',
      'fixed_on_spot',
      'ownership_disputed',
      'assigned',
      'accepted',
      'rectifying',
      'submitted',
      're_inspected',
      'returned',
    ],
    'problem.absorbed': ['void'],
    'problem.released': ['void'],
  },
};
