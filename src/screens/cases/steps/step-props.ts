import type { OneCase } from '../../../state/cases-one.svelte.ts';

/** What every dialog about one case is given. */
export interface StepProps {
  readonly one: OneCase;
  readonly onclose: () => void;
}
