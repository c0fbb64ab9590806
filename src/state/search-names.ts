import { folded, type Named } from '../core/search/match-names.ts';
import { searchKey } from '../core/search/match-expression.ts';
import { findPinyin, isPinyin, type Readings } from '../core/search/pinyin.ts';
import { membersOf, namesEverywhere } from '../text/say.ts';
import { city } from './city.svelte.ts';

/** A word of letters may be the pinyin of many sources; the server takes so many keys a word. */
const MOST_SOURCES = 60;

export function namedStations(): readonly Named[] {
  return city.data.stations
    .filter((each) => !each.retired)
    .map((each) => ({
      ...pick(each),
      about: [...namesEverywhere('trade_level', each.level), placeName(each.town)],
    }));
}

/** Sources with what people also know them by: the kind, the town and village, who regulates and who leads. */
export function namedSources(): readonly Named[] {
  return city.data.sources.map((each) => ({
    ...pick(each),
    about: [
      ...namesEverywhere('trade_kind', each.kind),
      placeName(each.town),
      placeName(each.village),
      city.unitById.get(each.regulator)?.name ?? '',
    ],
  }));
}

/**
 * What a word stands for beside its letters, as keys of the index of cases: categories by their words in every language, and
 * whatever has this pinyin. Names as they are written are the server's to find.
 */
export function keysOfWord(word: string, readings: Readings | null): readonly string[] {
  const low = folded(word);
  const spoken =
    readings && isPinyin(word) ? (name: string) => findPinyin(name, word, readings) !== null : () => false;
  const categories = membersOf('trade_category').filter((each) =>
    namesEverywhere('trade_category', each).some((name) => name.toLowerCase().includes(low) || spoken(name)),
  );
  const named = (list: readonly { readonly id: string; readonly name: string }[]) =>
    list.filter((each) => spoken(each.name)).map((each) => each.id);
  return [
    ...categories.map((each) => searchKey('category', each)),
    ...named(city.data.grids).map((id) => searchKey('place', id)),
    ...named(city.data.units).map((id) => searchKey('unit', id)),
    ...named(city.data.sources)
      .slice(0, MOST_SOURCES)
      .map((id) => searchKey('source', id)),
  ];
}

function pick({
  id,
  name,
  code,
}: Named | { readonly id: string; readonly name: string; readonly code: string }) {
  return { id, name, code };
}

function placeName(id: string): string {
  return city.gridById.get(id)?.name ?? '';
}
