import type { FoundCase } from '../../core/search/search-answer.ts';
import { marksOf, type FoundName, type Mark } from '../../core/search/match-names.ts';
import type { Role } from '../../core/roles.ts';
import { city } from '../../state/city.svelte.ts';
import { m } from '../../text/paraglide/messages.js';
import { name } from '../../text/say.ts';
import { dateAndClock } from '../../text/time.ts';
import { screensOf } from './screens-by-role.ts';

/** One line of the results. */
export interface SearchRow {
  readonly id: string;
  readonly title: string;
  readonly marks: readonly Mark[];
  /** Number or code. */
  readonly code: string;
  readonly detail: string;
  readonly detailMarks: readonly Mark[];
  /** What it is, or how it stands. */
  readonly chip: string;
  /** Where Enter leads: a path, and what is searched there. */
  readonly to: string;
  readonly search: Readonly<Record<string, string>>;
}

export function stationRow(found: FoundName, words: readonly string[], role: Role): SearchRow {
  const station = city.stationById.get(found.id);
  const code = station?.code ?? '';
  return {
    id: `station-${found.id}`,
    title: station?.name ?? found.id,
    marks: found.marks,
    code,
    ...detailOf(placeWords(station?.town ?? ''), words),
    chip: name('trade_level', station?.level ?? ''),
    ...(screensOf(role).includes('dispatch')
      ? { to: '/dispatch', search: { station: found.id } }
      : { to: '/sources', search: { near: code } }),
  };
}

export function sourceRow(found: FoundName, words: readonly string[], role: Role): SearchRow {
  const source = city.sourceById.get(found.id);
  const where = [
    placeWords(source?.town ?? ''),
    placeWords(source?.village ?? ''),
    unitWords(source?.regulator ?? ''),
  ];
  return {
    id: `source-${found.id}`,
    title: source?.name || (source ? `${name('trade_kind', source.kind)} ${source.code}` : found.id),
    marks: source?.name ? found.marks : [],
    code: source?.code ?? '',
    ...detailOf(where.filter(Boolean).join(' · '), words),
    chip: name('trade_kind', source?.kind ?? ''),
    ...(screensOf(role).includes('dispatch')
      ? { to: '/dispatch', search: { source: found.id } }
      : { to: `/sources/${found.id}`, search: {} }),
  };
}

export function caseRow(found: FoundCase, words: readonly string[]): SearchRow {
  const category = name('trade_category', found.category.replaceAll('.', '_'));
  const source = city.sourceById.get(found.source)?.name ?? '';
  const title = [category, source].filter(Boolean).join(' · ');
  const detail = [found.note, placeWords(found.town), unitWords(found.unit), dateAndClock(found.foundAt)];
  return {
    id: `case-${found.id}`,
    title,
    marks: marksOf(title, words),
    code: found.no || m.app_search_no_number(),
    ...detailOf(detail.filter(Boolean).join(' · '), words),
    chip: name('trade_problem', found.state),
    to: `/cases/${found.id}`,
    search: {},
  };
}

function detailOf(detail: string, words: readonly string[]): Pick<SearchRow, 'detail' | 'detailMarks'> {
  return { detail, detailMarks: marksOf(detail, words) };
}

function placeWords(id: string): string {
  return city.gridById.get(id)?.name ?? '';
}

function unitWords(id: string): string {
  return city.unitById.get(id)?.name ?? '';
}
