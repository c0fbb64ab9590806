import type { Role } from '../roles.ts';
import { LEADER_FORMS, type StepForm } from './escalation-kinds.ts';
import type { RungDecider } from './ladder.ts';

/**
 * True when a role decides on a step of this form: a leader on all of them, whom the rung names (`confirm`) on the others.
 * `isOfficeHead` is asked only where the rung names the head of the office.
 */
export function decidesStep(
  role: Role | 'system',
  form: StepForm,
  confirm: readonly RungDecider[],
  isOfficeHead: () => boolean,
): boolean {
  if (role === 'leader') return true;
  if (LEADER_FORMS.includes(form)) return false;
  if (role === 'dispatcher' && confirm.includes('dispatcher')) return true;
  return confirm.includes('office_head') && isOfficeHead();
}
