/** What a place did in a period. */
export interface PlaceRecord {
  readonly source: string;
  /** Inspections of the period; a place nobody looked at has no score. */
  readonly checks: number;
  /** Findings by severity: general, serious, major. */
  readonly findings: readonly [number, number, number];
  /** Deadlines of the period that were missed. */
  readonly overdue: number;
  /** Exposures and steps of the ladder that began in it. */
  readonly steps: number;
}
export interface PlaceScore {
  readonly source: string;
  /** Place on its list, from 1; equal scores share one. */
  readonly rank: number;
  /** 0 to 100. */
  readonly score: number;
  /** Points it lost, by what for. */
  readonly lost: { readonly findings: number; readonly overdue: number; readonly steps: number };
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
export interface RedBlackList<Place extends PlaceScore = PlaceScore> {
  readonly red: readonly Place[];
  readonly black: readonly Place[];
  /** Places that were left out together, since they are equal and there is no room for all of them. */
  readonly redTied: number;
  readonly blackTied: number;
  /** Places with a score. */
  readonly scored: number;
  readonly settings: RedBlackSettings;
}

/**
 * The red and the black list of a period: top and bottom of the score (feature 2.13). Equal scores share a rank; more checks come first
 * among equals. Places that are equal at the edge of a list are all in it or all out: none is left out by chance. Where all of them have
 * the same score, checks decide.
 */
export function redBlackList(
  records: readonly PlaceRecord[],
  settings: RedBlackSettings = RED_BLACK_SETTINGS,
): RedBlackList {
  const scores = records.filter((each) => each.checks > 0).map((each) => scoreOf(each, settings));
  const best = scores.filter((each) => each.score >= settings.redFrom);
  const worst = scores.filter((each) => each.score < settings.blackBelow);
  const red = edge(
    best.sort((a, b) => b.score - a.score || order(a, b)),
    settings.most,
  );
  const black = edge(
    worst.sort((a, b) => a.score - b.score || order(a, b)),
    settings.most,
  );
  return {
    ...{ red: ranked(red.rows), black: ranked(black.rows) },
    ...{ redTied: red.tied, blackTied: black.tied },
    ...{ scored: scores.length, settings },
  };
}

type Scored = Omit<PlaceScore, 'rank'>;

function scoreOf(record: PlaceRecord, { finding, overdue, step }: RedBlackSettings): Scored {
  const lost = {
    findings: record.findings.reduce((sum, each, at) => sum + each * (finding[at] ?? 0), 0),
    overdue: record.overdue * overdue,
    steps: record.steps * step,
  };
  const score = Math.max(0, 100 - lost.findings - lost.overdue - lost.steps);
  return { source: record.source, score, lost, record };
}

/** Equal scores share the rank of the first of them, and the next one counts them all: 1, 1, 3. */
function ranked(rows: readonly Scored[]): readonly PlaceScore[] {
  return rows.map((each) => ({
    ...each,
    rank: 1 + rows.findIndex((other) => other.score === each.score),
  }));
}

function edge(
  sorted: readonly Scored[],
  most: number,
): { readonly rows: readonly Scored[]; readonly tied: number } {
  const rows = sorted.slice(0, most);
  const [last, next] = [sorted[most - 1], sorted[most]];
  if (!last || !next || last.score !== next.score) return { rows, tied: 0 };
  const apart = rows.filter((each) => each.score !== last.score);
  const equal = sorted.filter((each) => each.score === last.score);
  if (apart.length > 0) return { rows: apart, tied: equal.length };
  // All are equal: then checks decide, since an empty list would say nothing.
  if (last.record.checks !== next.record.checks) return { rows, tied: 0 };
  return {
    rows: rows.filter((each) => each.record.checks !== last.record.checks),
    tied: equal.filter((each) => each.record.checks === last.record.checks).length,
  };
}

function order(a: Scored, b: Scored): number {
  return b.record.checks - a.record.checks || (a.source < b.source ? -1 : 1);
}
