/** What a place did in a period. */
export interface PlaceRecord {
  readonly source: string;
  /** Inspections of the period; a place nobody looked at has no score. */
  readonly checks: number;
  /** Findings by severity: general, serious, major. */
  readonly findings: readonly [number, number, number];
  /** Deadlines of the period that passed. */
  readonly overdue: number;
  /** Exposures and steps of the ladder that began in it. */
  readonly steps: number;
}
export interface PlaceScore {
  readonly source: string;
  /** 0 to 100. */
  readonly score: number;
  readonly record: PlaceRecord;
}
export interface RedBlackSettings {
  /** Points lost for a general, serious and major finding (domain.md §7: 1, 3, 10), for a deadline missed, for a step. */
  readonly finding: readonly [number, number, number];
  readonly overdue: number;
  readonly step: number;
  /** How many each list has at most. */
  readonly most: number;
  /** The red list takes nobody below, the black list nobody above. */
  readonly redFrom: number;
  readonly blackBelow: number;
}
export const RED_BLACK_SETTINGS: RedBlackSettings = {
  finding: [1, 3, 10],
  overdue: 5,
  step: 10,
  most: 10,
  redFrom: 95,
  blackBelow: 80,
};
export interface RedBlackList {
  readonly red: readonly PlaceScore[];
  readonly black: readonly PlaceScore[];
  /** Places with a score. */
  readonly scored: number;
}

/**
 * The red and the black list of a period: top and bottom of the score (feature 2.13). Equal scores at the edge of a list are all in
 * it or all out: none is left out by chance. More checks come first among equals.
 */
export function redBlackList(
  records: readonly PlaceRecord[],
  settings: RedBlackSettings = RED_BLACK_SETTINGS,
): RedBlackList {
  const scores = records.filter((each) => each.checks > 0).map((each) => scoreOf(each, settings));
  const best = [...scores].sort((a, b) => b.score - a.score || order(a, b));
  const worst = [...scores].sort((a, b) => a.score - b.score || order(a, b));
  return {
    red: edge(best, settings.most).filter((each) => each.score >= settings.redFrom),
    black: edge(worst, settings.most).filter((each) => each.score < settings.blackBelow),
    scored: scores.length,
  };
}

function scoreOf(record: PlaceRecord, { finding, overdue, step }: RedBlackSettings): PlaceScore {
  const lost =
    record.findings.reduce((sum, each, at) => sum + each * (finding[at] ?? 0), 0) +
    record.overdue * overdue +
    record.steps * step;
  return { source: record.source, score: Math.max(0, 100 - lost), record };
}

function edge(sorted: readonly PlaceScore[], most: number): readonly PlaceScore[] {
  const last = sorted[most - 1]?.score;
  const next = sorted[most]?.score;
  if (last === undefined || next === undefined || last !== next) return sorted.slice(0, most);
  const apart = sorted.slice(0, most).filter((each) => each.score !== last);
  // All are equal: then checks decide, since an empty list would say nothing.
  return apart.length > 0 ? apart : sorted.slice(0, most);
}

function order(a: PlaceScore, b: PlaceScore): number {
  return b.record.checks - a.record.checks || (a.source < b.source ? -1 : 1);
}
