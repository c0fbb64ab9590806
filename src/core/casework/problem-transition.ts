import type { Result } from '../result.ts';
import type { Act, Advance, Refusal, Row, World } from './act.ts';
import type { PROBLEM_EVENTS } from './events.ts';
import type { Payloads } from './payloads.ts';
import type { Handling, ProblemState } from './problem-states.ts';

export type ProblemEvent = (typeof PROBLEM_EVENTS)[number];
export type ProblemStep = Exclude<ProblemEvent, 'problem.found'>;
export type ProblemAct<E extends ProblemEvent = ProblemEvent> = Act<Payloads[E]>;
export type Against = Result<never, Refusal> | null;

/** One line of the table of domain.md §4. */
export interface Transition<E extends ProblemStep = ProblemStep> {
  readonly from: readonly ProblemState[];
  /** 'same' = the case stays where it is. */
  readonly to: ProblemState | 'same' | ((act: ProblemAct<E>, row: Row) => ProblemState);
  /** Absent = stays in the total it is in. */
  readonly handling?: Handling;
  /** Photos the event must name, and what is said when they lack. */
  readonly photos?: { readonly count: number; readonly reason: string };
  /** What else must hold; null = nothing against it. */
  readonly against?: (act: ProblemAct<E>, row: Row, world: World) => Against;
  readonly fields?: (act: ProblemAct<E>, row: Row, world: World) => Readonly<Record<string, unknown>>;
  /** What else it writes and what follows from it. */
  readonly also?: (act: ProblemAct<E>, row: Row, world: World) => Partial<Advance>;
}

/** A part of the table: each event with the payload of its own. */
export type Transitions<E extends ProblemStep> = { readonly [Each in E]: Transition<Each> };
