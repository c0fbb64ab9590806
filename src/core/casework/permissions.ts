import type { Role } from '../roles.ts';
import { text, type Author, type Row } from './act.ts';
import type { EventType } from './events.ts';

const FIELD: readonly Role[] = ['inspector', 'grid_officer'];
const OFFICE: readonly Role[] = ['dispatcher'];

/** Who may send which event; 'system' = the server's own jobs. Nothing else is allowed. */
export const PERMISSIONS: Readonly<Record<EventType, readonly (Role | 'system')[]>> = {
  'problem.found': [...FIELD, ...OFFICE],
  'problem.fixed_on_spot': [...FIELD, ...OFFICE],
  'problem.assigned': OFFICE,
  'problem.undecided': OFFICE,
  'problem.voided': OFFICE,
  'problem.closed': [...OFFICE, 'leader', 'system'],
  'problem.reminded': ['system'],
  'problem.overdue': ['system'],
  'problem.raised': ['system'],
  'problem.rescheduled': ['system'],
  'task.sent': OFFICE,
  'task.recalled': OFFICE,
  'task.accepted': FIELD,
  'task.started': FIELD,
  'task.visited': FIELD,
  'task.retargeted': OFFICE,
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
  'source.updated': [...FIELD, ...OFFICE, 'admin'],
  'group.area_changed': [...OFFICE, 'admin'],
};

export function maySend(author: Author, type: EventType): boolean {
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
