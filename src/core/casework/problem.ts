import { ok, type Result } from '../result.ts';
import { count, text, type Act, type Advance, type Refusal, type World, type Write } from './act.ts';
import type { ProblemFound } from './payloads.ts';
import { foundProblem } from './problem-found.ts';
import { isOpenProblem, type ProblemState } from './problem-states.ts';
import type { ProblemAct, ProblemStep, Transition } from './problem-transition.ts';
import { conflict, invalid, missing, refused } from './refuse.ts';
import { openProblems } from './source-count.ts';
import { DECIDE } from './steps-decide.ts';
import { DISPUTE } from './steps-dispute.ts';
import { EXCHANGE } from './steps-exchange.ts';
import { FILM } from './steps-film.ts';
import { MEDIA } from './steps-media.ts';
import { MERGE } from './steps-merge.ts';
import { PAUSE } from './steps-pause.ts';
import { RECTIFY } from './steps-rectify.ts';
import { REVIEW } from './steps-review.ts';
import { SAMPLE } from './steps-sample.ts';
import { URGE } from './steps-urge.ts';

/** The whole table: every event, from where, to where, on what evidence. Who may send it is in `permissions.ts`. */
export const TRANSITIONS = {
  ...DECIDE,
  ...RECTIFY,
  ...REVIEW,
  ...PAUSE,
  ...SAMPLE,
  ...DISPUTE,
  ...MERGE,
  ...MEDIA,
  ...EXCHANGE,
  ...URGE,
  ...FILM,
} satisfies { readonly [Each in ProblemStep]: Transition<Each> };

/** Next state of a problem, the totals it moves between, and its source's count of open problems. */
export function advanceProblem(act: ProblemAct, world: World): Result<Advance, Refusal> {
  const { type } = act.draft;
  if (type === 'problem.found') return foundProblem(act as Act<ProblemFound>, world);
  const transition = TRANSITIONS[type as ProblemStep] as Transition;
  const row = world.find('problems', act.draft.subjectId);
  if (!row) return missing('server_no_such_row', { subject: 'problems' });

  const state = text(row, 'state') as ProblemState;
  if (!transition.from.includes(state)) {
    const reason = `server_problem_is_${state}`;
    return act.draft.seen < count(row, 'rev') ? conflict(reason, row, ['state']) : refused(reason);
  }
  const { photos } = transition;
  if (photos && act.draft.photos.length < photos.count) return invalid(photos.reason);
  const against = transition.against?.(act, row, world);
  if (against) return against;

  const to = nextState(transition, act, row, state);
  const change: Write = {
    collection: 'problems',
    id: row.id,
    create: false,
    fields: {
      state: to,
      ...(transition.handling ? { handling: transition.handling } : {}),
      ...transition.fields?.(act, row, world),
      rev: count(row, 'rev') + 1,
    },
  };
  const opened = Number(isOpenProblem(to)) - Number(isOpenProblem(state));
  const also = transition.also?.(act, row, world);
  return ok({
    writes: [change, ...openProblems(text(row, 'source'), opened), ...(also?.writes ?? [])],
    follow: also?.follow ?? [],
  });
}

function nextState(transition: Transition, act: ProblemAct, row: never | object, now: ProblemState) {
  const { to } = transition;
  if (to === 'same') return now;
  return typeof to === 'function' ? to(act, row as never) : to;
}
