import { city } from '../../state/city.svelte.ts';
import { m } from '../../text/paraglide/messages.js';
import { name } from '../../text/say.ts';
import { categoryWords } from './case-words.ts';
import type { CaseQuery } from './case-query.ts';

/** What a list is narrowed to, as a line for people: 状态：待办；街镇：花园口镇. The whole ledger has words of its own. */
export function queryWords(query: CaseQuery): string {
  const parts: string[] = [];
  const add = (field: string, value: string): number =>
    parts.push(m.cases_about_part({ field: name('cases_filter', field), value }));
  if (query.state)
    add('state', query.state === 'open' ? m.cases_state_open() : name('trade_problem', query.state));
  if (query.category) add('category', categoryWords(query.category));
  if (query.town) add('town', city.towns.find((each) => each.code === query.town)?.name ?? query.town);
  if (query.unit) add('unit', city.data.units.find((each) => each.code === query.unit)?.name ?? query.unit);
  if (query.handling) add('handling', name('trade_handling', query.handling));
  if (query.severity) add('severity', name('trade_severity', query.severity));
  if (query.origin) add('origin', name('trade_origin', query.origin));
  if (query.due) add('due', name('cases_due', query.due));
  if (query.age) add('age', m.cases_age_over({ days: query.age }));
  if (query.mine) add('mine', m.cases_mine());
  if (query.from) add('from', query.from);
  if (query.until) add('until', query.until);
  add('sort', name('cases_sort', query.sort));
  return parts.length === 1 ? `${m.cases_about_all()}；${parts[0]}` : parts.join('；');
}
