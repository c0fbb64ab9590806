import { text, type Row, type World } from '../casework/act.ts';
import { idList, idsOf } from '../casework/parties.ts';

/** Lists of ids between spaces, for the rules: the firms, the cases, the units that answer for them, their towns. */
export interface Concerned {
  readonly sources: string;
  readonly cases: string;
  readonly parties: string;
  readonly towns: string;
}

/** Whom a step about these cases concerns; `units` are named besides. A town answers for what lies in it. */
export function whomItConcerns(problems: readonly Row[], units: readonly string[], world: World): Concerned {
  const parties = [...problems.flatMap((each) => [text(each, 'unit'), ...idsOf(each, 'parties')]), ...units];
  const towns = units.map((each) => text(world.find('units', each) ?? { id: '' }, 'town'));
  return {
    sources: idList(problems.map((each) => text(each, 'source'))),
    cases: idList(problems.map((each) => each.id)),
    parties: idList(parties),
    towns: idList([...problems.map((each) => text(each, 'town')), ...towns]),
  };
}
