import {
  measuresFor,
  strictest,
  type ReducibleSource,
  type ReductionMeasure,
  type ReductionStops,
} from './reduction-measures.ts';
import type { AskedMeasure, ResponseLevel } from './response-kinds.ts';

/** A row of `reductions` as the plan looks at it. */
export interface KnownReduction {
  readonly id: string;
  readonly source: string;
  readonly open: boolean;
  readonly stops: ReductionStops;
  readonly measures: readonly AskedMeasure[];
  /** An open task of this response still has to go there. */
  readonly onTask: boolean;
}

export interface PlannedReduction {
  readonly source: string;
  /** Null = it has no row yet. */
  readonly row: string | null;
  readonly measures: readonly AskedMeasure[];
  readonly categories: readonly string[];
  readonly stops: ReductionStops;
  /** Somebody has to go and look: it has more to do than before, and nobody is on the way. */
  readonly toCheck: boolean;
}

export interface ReductionPlan {
  readonly set: readonly PlannedReduction[];
  /** Ids of rows. */
  readonly lifted: readonly string[];
}

/**
 * What has to change so that exactly the sources concerned have exactly what the level asks; empty when all is as it should be, so that
 * it may run as often as it likes. `level` null = the response is over.
 */
export function planReductions(
  level: ResponseLevel | null,
  sources: readonly ReducibleSource[],
  measures: readonly ReductionMeasure[],
  exempt: ReadonlySet<string>,
  known: readonly KnownReduction[],
): ReductionPlan {
  const bySource = new Map(known.map((each) => [each.source, each]));
  const set: PlannedReduction[] = [];
  const concerned = new Set<string>();
  for (const source of level === null ? [] : sources) {
    const asked = exempt.has(source.id) ? [] : measuresFor(source, level!, measures);
    if (asked.length === 0) continue;
    concerned.add(source.id);
    const row = bySource.get(source.id) ?? null;
    const before = row?.open ? row.measures : [];
    const now = asked.map(({ code, text }): AskedMeasure => ({ code, text }));
    const stops = strictest(asked);
    if (row?.open && row.stops === stops && sameMeasures(before, now)) continue;
    set.push({
      source: source.id,
      row: row?.id ?? null,
      measures: now,
      categories: [...new Set(asked.flatMap((each) => each.categories))],
      stops,
      toCheck: !row?.onTask && now.some(({ code }) => !before.some((each) => each.code === code)),
    });
  }
  const lifted = known.filter((each) => each.open && !concerned.has(each.source)).map((each) => each.id);
  return { set, lifted };
}

function sameMeasures(before: readonly AskedMeasure[], now: readonly AskedMeasure[]): boolean {
  return (
    before.length === now.length &&
    now.every(({ code, text }, at) => before[at]?.code === code && before[at].text === text)
  );
}
