import * as check from '../casework/check.ts';
import type { PROBLEM_CATEGORIES } from '../casework/problem-categories.ts';
import { message, type Message } from '../message.ts';
import { err, ok, type Result } from '../result.ts';
import { SOURCE_KINDS, type SourceKind, type SourceState } from '../sources/source-kinds.ts';
import type { SourceProfile } from '../sources/source-profile.ts';
import { RESPONSE_LEVELS, type ResponseLevel } from './response-kinds.ts';

/** Catalogue with the office's own list; its body is {measures: ReductionMeasure[]}. */
export const REDUCTION_CATALOGUE = 'reduction_measures';

/** What must not go on: all work at the place, the dust work alone, or nothing as such. */
export const REDUCTION_STOPS = ['site', 'work', 'nothing'] as const;
export type ReductionStops = (typeof REDUCTION_STOPS)[number];

/** Which sources of the kinds it holds for. */
export const REDUCTION_WHEN = ['always', 'earthwork', 'no_purifier'] as const;

/** One measure of a level and all levels above it (domain.md §9). */
export interface ReductionMeasure {
  readonly code: string;
  /** From this level on. */
  readonly level: ResponseLevel;
  readonly kinds: readonly SourceKind[];
  readonly when: (typeof REDUCTION_WHEN)[number];
  readonly stops: ReductionStops;
  /** A finding of one of these is a breach. */
  readonly categories: readonly string[];
  /** The office's own words; '' = the product's for the code. */
  readonly text: string;
}

const WORKS = ['site', 'earthwork', 'demolition', 'linear_works'] as const satisfies readonly SourceKind[];
const YARDS = ['soil_yard', 'freight_yard'] as const satisfies readonly SourceKind[];
const NOT_MET = 'ent.emergency_not_met';
const WORKING = 'dust.work_in_ban';

/** Work of these kinds goes by a permit, which a stop suspends. */
export const PERMIT_KINDS: readonly SourceKind[] = WORKS;
/** A finding of these while a measure forbids it is a major one, whatever was ticked (as of a shut site, feature 1.29). */
export const MAJOR_BREACHES: readonly string[] = [WORKING, NOT_MET];

/** The measures of domain.md §9 for what stands in the register; trucks on the road are the checkpoints' work. */
export const DEFAULT_MEASURES: readonly ReductionMeasure[] = [
  measure('yellow', 'earthwork', WORKS, 'work', [WORKING], 'earthwork'),
  measure('yellow', 'machines', [...WORKS, ...YARDS], 'nothing', [NOT_MET, 'machine.smoke']),
  measure('yellow', 'plan', ['enterprise', 'batching_plant'], 'nothing', [NOT_MET]),
  measure('yellow', 'wetting', ['road', 'bare_land'], 'nothing', [
    'road.dust',
    'dust.bare_soil',
    'land.bare',
  ]),
  measure('yellow', 'burning', ['open_burning'], 'site', ['burn.straw', 'burn.leaves', 'burn.rubbish']),
  measure('yellow', 'purifier', ['restaurant'], 'site', ['fume.no_purifier', NOT_MET], 'no_purifier'),
  measure('orange', 'outdoor_work', WORKS, 'nothing', [WORKING, NOT_MET]),
  measure('orange', 'haulage', ['batching_plant', ...YARDS], 'nothing', ['truck.route', NOT_MET]),
  measure('orange', 'old_trucks', ['enterprise'], 'nothing', [NOT_MET]),
  measure('red', 'sites', WORKS, 'site', [WORKING]),
  measure('red', 'yards', YARDS, 'site', [WORKING, NOT_MET]),
];

export interface ReducibleSource {
  readonly id: string;
  readonly kind: SourceKind;
  readonly state: SourceState;
  readonly profile: SourceProfile | null;
}

/** What a level asks of a source, in the order of the list; nothing of one that is shut or finished: it must not work anyhow. */
export function measuresFor(
  source: ReducibleSource,
  level: ResponseLevel,
  measures: readonly ReductionMeasure[],
): readonly ReductionMeasure[] {
  if (source.state !== 'active') return [];
  const rank = RESPONSE_LEVELS.indexOf(level);
  return measures.filter(
    (each) =>
      RESPONSE_LEVELS.indexOf(each.level) <= rank && each.kinds.includes(source.kind) && holds(each, source),
  );
}

/** The strictest of several. */
export function strictest(measures: readonly Pick<ReductionMeasure, 'stops'>[]): ReductionStops {
  return REDUCTION_STOPS.find((stops) => measures.some((each) => each.stops === stops)) ?? 'nothing';
}

const body = check.shape({
  measures: check.list(
    check.shape({
      code: check.text(40, 1),
      level: check.oneOf(RESPONSE_LEVELS),
      kinds: check.list(check.oneOf(SOURCE_KINDS), SOURCE_KINDS.length, 1),
      when: check.oneOf(REDUCTION_WHEN),
      stops: check.oneOf(REDUCTION_STOPS),
      categories: check.list(check.text(60, 1), 20, 1),
      text: check.text(200),
    }),
    60,
  ),
});

/** The list of an edition before it is published: every field good, no code twice, and words where the product has none. */
export function checkMeasures(value: unknown): Result<readonly ReductionMeasure[], Message> {
  const wrong = body(value, '');
  if (wrong) return err(wrong);
  const { measures } = value as { readonly measures: readonly ReductionMeasure[] };
  for (const [at, { code, text }] of measures.entries()) {
    const number = at + 1;
    if (measures.findIndex((each) => each.code === code) < at)
      return err(message('server_measure_twice', { number }));
    if (text.trim() === '' && !DEFAULT_MEASURES.some((each) => each.code === code))
      return err(message('server_measure_words', { number }));
  }
  return ok(measures);
}

/** Measures of the catalogue; the product's own when there is no list, or none that can be read. */
export function readMeasures(value: unknown): readonly ReductionMeasure[] {
  if (value === null || value === undefined) return DEFAULT_MEASURES;
  const read = checkMeasures(value);
  return read.ok ? read.value : DEFAULT_MEASURES;
}

/** Suspicion does not fall because a form was left empty: a site that does not say whether it digs is asked not to. */
function holds({ when }: ReductionMeasure, { kind, profile }: ReducibleSource): boolean {
  if (when === 'earthwork')
    return kind === 'earthwork' || kind === 'demolition' || profile?.['earthwork'] !== false;
  if (when === 'no_purifier') return profile?.['purifier'] === false;
  return true;
}

function measure(
  level: ResponseLevel,
  code: string,
  kinds: readonly SourceKind[],
  stops: ReductionStops,
  categories: readonly (typeof PROBLEM_CATEGORIES)[number][],
  when: ReductionMeasure['when'] = 'always',
): ReductionMeasure {
  return { code, level, kinds, when, stops, categories, text: '' };
}
