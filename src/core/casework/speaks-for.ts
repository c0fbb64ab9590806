import { text, type Row, type World } from './act.ts';
import { answersFor } from './permissions.ts';
import type { Against, ProblemAct } from './problem-transition.ts';
import { forbidden } from './refuse.ts';

/** Null when the author speaks for the unit that leads the case. */
export function speaksForUnit(act: ProblemAct, row: Row, world: World): Against {
  return speaksFor(act, text(row, 'unit'), world);
}

/** Null when the author speaks for this unit. */
export function speaksFor({ author }: Pick<ProblemAct, 'author'>, unit: string, world: World): Against {
  return answersFor(author, world.find('units', unit)) ? null : forbidden('server_not_your_unit');
}
