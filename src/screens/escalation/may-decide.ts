import { decidesStep } from '../../core/escalation/decides-step.ts';
import type { StepForm } from '../../core/escalation/escalation-kinds.ts';
import type { RungDecider } from '../../core/escalation/ladder.ts';
import { ownPosts } from '../../state/own-posts.svelte.ts';
import { session } from '../../state/session.svelte.ts';

/** True when the person signed in decides on a step of this form; what the post adds to the role counts once it is known. */
export function mayDecide(form: StepForm, confirm: readonly RungDecider[]): boolean {
  const { role } = session;
  const isHead = (): boolean => role === 'dispatcher' && ownPosts.capabilities.includes('office_head');
  return role !== null && decidesStep(role, form, confirm, isHead);
}

/** Asks what the post of the person signed in adds, where it may add anything. */
export function askOwnPosts(): void {
  const { user } = session;
  if (user?.role === 'dispatcher') void ownPosts.load(user.id);
}
