import { text, type Row, type World } from './act.ts';
import { idsOf } from './parties.ts';
import { answersFor, inTerritory } from './permissions.ts';
import type { Against, ProblemAct, Transitions } from './problem-transition.ts';
import { forbidden, invalid } from './refuse.ts';

/** One clip of what is going on there. It moves nothing and stands for no photo that a step asks for (feature 0.27). */
export const FILM: Transitions<'problem.filmed'> = {
  'problem.filmed': {
    from: [
      'found',
      'fixed_on_spot',
      'ownership_disputed',
      'assigned',
      'accepted',
      'rectifying',
      'submitted',
      're_inspected',
      'returned',
      'suspended',
    ],
    to: 'same',
    photos: { count: 1, reason: 'server_needs_clip' },
    against: (act, row, world) =>
      act.draft.photos.length > 1 ? invalid('server_one_clip') : hasToDoWith(act, row, world),
  },
};

/** Null for whoever works on the case: finder and group, grid, the units that have it, whoever looks at it again, the office. */
function hasToDoWith({ author }: ProblemAct, row: Row, world: World): Against {
  switch (author.role) {
    case 'dispatcher':
    case 'leader':
      return null;
    case 'inspector':
    case 'grid_officer': {
      const own = text(row, 'foundBy') === author.id;
      const group = author.group !== '' && text(row, 'group') === author.group;
      const grid = author.territory !== '' && inTerritory(author, row);
      const looks =
        author.role === 'inspector' &&
        (text(row, 'state') === 'submitted' || text(row, 'sample') === 'picked');
      return own || group || grid || looks ? null : forbidden('server_not_your_task');
    }
    default: {
      const units = [text(row, 'unit'), ...idsOf(row, 'parties')];
      const speaks = units.some((each) => answersFor(author, world.find('units', each)));
      return speaks ? null : forbidden('server_not_your_unit');
    }
  }
}
