import type { Role } from '../roles.ts';
import { text, type Author, type Row } from './act.ts';
import type { EventType } from './events.ts';
import { URGING_ROLES } from './urge.ts';

const FIELD: readonly Role[] = ['inspector', 'grid_officer'];
const OFFICE: readonly Role[] = ['dispatcher'];
/** Whoever cases are assigned to. */
const UNIT: readonly Role[] = ['regulator', 'town', 'site_officer'];

/** Who may send which event; 'system' = the server's own jobs. Nothing else is allowed. */
export const PERMISSIONS: Readonly<Record<EventType, readonly (Role | 'system')[]>> = {
  'problem.found': [...FIELD, ...OFFICE, 'public', 'system'],
  'problem.fixed_on_spot': [...FIELD, ...OFFICE],
  'problem.assigned': [...OFFICE, 'leader', 'system'],
  'problem.undecided': OFFICE,
  'problem.voided': OFFICE,
  'problem.reminded': ['system'],
  'problem.overdue': ['system'],
  'problem.raised': ['system'],
  'problem.rescheduled': ['system'],
  'problem.closed': [...OFFICE, 'leader', 'inspector', 'system'],
  'problem.confirmed': ['leader', 'system'],
  'problem.accepted': UNIT,
  'problem.refused': UNIT,
  'problem.started': UNIT,
  'problem.planned': UNIT,
  'problem.step_proved': UNIT,
  'problem.part_submitted': UNIT,
  'problem.submitted': UNIT,
  'problem.reinspected': ['inspector', 'system'],
  'problem.returned': ['inspector', ...OFFICE, 'leader', 'system'],
  'problem.suspended': ['leader'],
  'problem.resumed': ['leader'],
  'problem.extension_asked': UNIT,
  'problem.extension_decided': OFFICE,
  'problem.sampled': ['system'],
  'problem.sample_checked': ['inspector', 'leader'],
  'problem.disputed': OFFICE,
  'problem.claim_answered': UNIT,
  'problem.meeting_held': [...OFFICE, 'leader'],
  'problem.owner_decided': [...OFFICE, 'leader'],
  'problem.merged': OFFICE,
  'problem.unmerged': OFFICE,
  'problem.absorbed': ['system'],
  'problem.released': ['system'],
  'problem.verification_asked': OFFICE,
  'problem.verified': ['inspector', ...OFFICE],
  'problem.exchanged': [...OFFICE, 'system'],
  'problem.urged': URGING_ROLES,
  'problem.filmed': [...FIELD, ...OFFICE, 'leader', ...UNIT],
  'problem.look_back_due': ['system'],
  'order.sent': [...OFFICE, 'leader'],
  'inspection.made': [...FIELD, ...OFFICE, 'leader'],
  'inspection.amended': [...FIELD, ...OFFICE, 'leader'],
  'reinspection.opened': [...OFFICE, 'leader'],
  'reinspection.reported': ['inspector'],
  'reinspection.closed': [...OFFICE, 'leader'],
  'notice.issued': [...FIELD, ...OFFICE, 'leader'],
  'notice.received': [...FIELD, ...OFFICE, ...UNIT],
  'notice.voided': [...OFFICE, 'leader'],
  'exposure.published': [...OFFICE, 'leader', 'inspector'],
  'exposure.followed_up': [...OFFICE, 'leader', 'inspector'],
  'exposure.redacted': [...OFFICE, 'leader', 'inspector'],
  'exposure.withdrawn': [...OFFICE, 'leader'],
  'exposure.restored': [...OFFICE, 'leader'],
  'exposure.lapsed': ['system'],
  'escalation.proposed': ['system'],
  'escalation.dismissed': [...OFFICE, 'leader'],
  'escalation.opened': [...OFFICE, 'leader'],
  'escalation.confirmed': [...OFFICE, 'leader', 'system'],
  'escalation.undone': [...OFFICE, 'leader', 'system'],
  'escalation.lifted': [...OFFICE, 'leader'],
  'escalation.signed': [...OFFICE, 'leader'],
  'escalation.commitment_kept': [...OFFICE, 'leader'],
  'escalation.commitment_missed': ['system'],
  'escalation.expired': ['system'],
  'problem.escalated': ['system'],
  'directive.received': [...OFFICE, 'leader'],
  'directive.forwarded': [...OFFICE, 'leader', ...UNIT],
  'directive.read': UNIT,
  'directive.item_done': [...OFFICE, 'leader', ...UNIT],
  'directive.item_reviewed': [...OFFICE, 'leader'],
  'directive.case_linked': [...OFFICE, 'leader'],
  'directive.owner_named': [...OFFICE, 'leader'],
  'directive.answered': [...OFFICE, 'leader'],
  'directive.reviewed': ['leader'],
  'directive.overdue': ['system'],
  'meeting.held': [...OFFICE, 'leader'],
  'meeting.signed': [...OFFICE, 'leader'],
  'listing.published': ['leader'],
  'listing.withdrawn': ['leader'],
  // Leaders decide on an emergency response (domain.md §1); the office keeps its roster.
  'response.started': ['leader'],
  'response.level_changed': ['leader'],
  'response.ended': ['leader'],
  'response.shift_set': [...OFFICE, 'leader'],
  'response.shift_dropped': [...OFFICE, 'leader'],
  'response.reduced': ['system'],
  'response.exempted': [...OFFICE, 'leader'],
  'response.exemption_ended': [...OFFICE, 'leader'],
  'task.sent': OFFICE,
  'task.proposed': ['system'],
  'task.given': OFFICE,
  'task.recalled': OFFICE,
  'task.lapsed': ['system'],
  'task.accepted': FIELD,
  'task.started': FIELD,
  'task.visited': FIELD,
  'task.walked': FIELD,
  'task.retargeted': OFFICE,
  'task.part_reported': [...FIELD, ...OFFICE, ...UNIT],
  'task.done': [...FIELD, ...OFFICE],
  'task.flagged': [...OFFICE, 'system'],
  'task.shift_kept': OFFICE,
  'task.shift_reopened': OFFICE,
  'suggestion.raised': ['system'],
  'suggestion.snoozed': OFFICE,
  'suggestion.dismissed': OFFICE,
  'suggestion.reopened': [...OFFICE, 'system'],
  'suggestion.expired': ['system'],
  'suggestion.confirmed': ['system'],
  'zone.scored': ['system'],
  'source.registered': [...FIELD, ...OFFICE, 'admin'],
  'source.updated': [...FIELD, ...OFFICE, 'admin', 'system'],
  'group.area_changed': [...OFFICE, 'admin'],
};

export function maySend(author: Author, type: EventType): boolean {
  // An account of the public sends nothing: citizens have none, and speak through the server's own route.
  if (author.role === 'public' && author.id !== '') return false;
  return PERMISSIONS[type].includes(author.role);
}

/** True when the row lies in the author's territory; an empty territory is the whole district. */
export function inTerritory(author: Author, row: Row): boolean {
  if (author.role === 'system' || author.territory === '') return true;
  return ['town', 'village', 'cell'].some((field) => text(row, field) === author.territory);
}

/** True when a task is the author's: his group's, or he is not a person of the field. */
export function ownsTask(author: Author, task: Row): boolean {
  if (author.role !== 'inspector' && author.role !== 'grid_officer') return true;
  return author.group !== '' && text(task, 'group') === author.group;
}

/** True when the author speaks for a unit: he belongs to it, or it is the office of his town. */
export function answersFor(author: Author, unit: Row | null): boolean {
  if (!unit || !UNIT.includes(author.role as Role)) return false;
  if (author.unit !== '') return author.unit === unit.id;
  return author.role === 'town' && author.territory !== '' && text(unit, 'town') === author.territory;
}

/** Units answer for what is assigned to them wherever it lies; everybody else keeps to his territory. */
export function boundByTerritory(author: Author): boolean {
  return !UNIT.includes(author.role as Role);
}
