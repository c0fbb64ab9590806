import { text, type Row } from './act.ts';
import { answersFor, inTerritory } from './permissions.ts';
import type { Against, Transitions } from './problem-transition.ts';
import { forbidden, refused } from './refuse.ts';
import { urgedToday, URGEABLE_STATES, type Urge } from './urge.ts';

/** Nothing moves but the attention: whoever answers for the place reminds the unit that has the case (feature 1.62). */
export const URGE: Transitions<'problem.urged'> = {
  'problem.urged': {
    from: URGEABLE_STATES,
    to: 'same',
    against: ({ author, at }, row, world): Against => {
      const ofPlace = author.role === 'grid_officer' || author.role === 'town';
      if (ofPlace && (author.territory === '' || !inTerritory(author, row)))
        return forbidden('server_not_your_territory');
      if (answersFor(author, world.find('units', text(row, 'unit')))) return refused('server_urge_yourself');
      return urgedToday(urgesOf(row), author.role, at) ? refused('server_urged_today') : null;
    },
    fields: (act, row, world) => {
      const { role, id } = act.author;
      const others = urgesOf(row).filter((each) => each.role !== role);
      const post = world.post?.(id, act.at) ?? '';
      return { urges: [...others, { at: act.at, role, post, note: act.payload.note.trim() }] };
    },
  },
};

function urgesOf(row: Row): readonly Urge[] {
  return (row['urges'] as readonly Urge[] | null | undefined) ?? [];
}
