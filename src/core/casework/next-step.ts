import { exhaustive } from '../exhaustive.ts';
import type { ProblemState } from './problem-states.ts';

/** Who has to do something next; null = nothing is left to do (feature 4.25: no open problem without a next step). */
export type NextStep =
  'decide' | 'settle_owner' | 'accept' | 'rectify' | 're_inspect' | 'sample' | 'close' | 'resume' | null;

/** `sample`: where it stands in the sampled re-check, '' = nowhere. */
export function nextStepOf(state: ProblemState, sample = ''): NextStep {
  switch (state) {
    case 'found':
      return 'decide';
    case 'ownership_disputed':
      return 'settle_owner';
    case 'assigned':
      return 'accept';
    case 'accepted':
    case 'rectifying':
    case 'returned':
      return 'rectify';
    case 'submitted':
      return 're_inspect';
    case 'fixed_on_spot':
      return sample === 'picked' ? 'sample' : 'close';
    case 're_inspected':
      return 'close';
    case 'suspended':
      return 'resume';
    case 'closed':
    case 'void':
      return null;
    default:
      return exhaustive(state);
  }
}
