import { matchNames, type Named } from '../../core/search/match-names.ts';
import type { Readings } from '../../core/search/pinyin.ts';
import { distance } from '../../core/geo.ts';
import type { LngLat } from '../../core/units.ts';
import type { SourceRecord } from '../../schema/records.ts';
import { name } from '../../text/say.ts';

export interface NearSource {
  readonly source: SourceRecord;
  readonly metres: number;
}

/** Most sources that the choice lists. */
export const MOST_LISTED = 30;
/** A monitor stands within its site: further than this is asked about. */
export const FAR_M = 1000;

/** Sources that fit all words (all of them without words), nearest first, at most 30. */
export function nearSources(
  place: LngLat,
  sources: readonly SourceRecord[],
  named: readonly Named[],
  words: string,
  readings: Readings | null,
): readonly NearSource[] {
  const wanted = words.trim().split(/\s+/).filter(Boolean);
  const found =
    wanted.length === 0
      ? null
      : new Set(matchNames(named, wanted, readings, named.length).found.map((each) => each.id));
  return sources
    .filter((each) => found === null || found.has(each.id))
    .map((source) => ({ source, metres: distance(place, source) }))
    .sort((a, b) => a.metres - b.metres)
    .slice(0, MOST_LISTED);
}

/** A source as lists name it: its name, else its kind and code. */
export function sourceWords(source: Pick<SourceRecord, 'name' | 'kind' | 'code'>): string {
  return source.name || `${name('trade_kind', source.kind)} ${source.code}`;
}
