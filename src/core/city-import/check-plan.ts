import { areaM2 } from '../geo.ts';
import type { GridArea } from '../territory/cell-index.ts';
import { parentCode } from '../territory/grid-code.ts';
import { checkTiling, MAX_GAP_SHARE } from '../territory/tiling.ts';
import {
  gridProblem,
  parentProblem,
  roadProblem,
  sourceProblem,
  stationProblem,
  type DraftProblem,
} from './check-drafts.ts';
import {
  CITY_KINDS,
  problem,
  type CityKind,
  type CityKnown,
  type CityPlan,
  type CityProblem,
} from './city-plan.ts';

/** A problem of one row of a plan. */
export interface PlanProblem extends CityProblem {
  readonly kind: CityKind;
}

/**
 * Everything that keeps a plan from being stored, row by row: the sender checks with it and the server checks again, since it
 * trusts no sender. Rows count from 1; a code that comes twice is the second one's problem. Not a plan at all: row 0.
 */
export function checkPlan(value: unknown, known: CityKnown): PlanProblem[] {
  const plan = value as Partial<Record<CityKind, unknown>> | null;
  const lists = CITY_KINDS.map((kind) => plan?.[kind]);
  if (typeof plan !== 'object' || !lists.every(Array.isArray))
    return [{ kind: 'grids', ...problem(0, '', 'admin_city_no_plan') }];
  const problems: PlanProblem[] = [];
  const codes = new Set([...known.gridCodes, ...(plan as CityPlan).grids.map((each) => String(each?.code))]);
  const checks: Readonly<Record<CityKind, (row: never) => DraftProblem | null>> = {
    grids: (row: CityPlan['grids'][number]) => gridProblem(row) ?? parentProblem(row.code, codes),
    roads: roadProblem,
    stations: stationProblem,
    sources: (row) => sourceProblem(row, known.unitCodes),
  };
  for (const kind of CITY_KINDS) {
    const seen = new Set<string>();
    (plan as CityPlan)[kind].forEach((row: unknown, index: number) => {
      const found = typeof row === 'object' && row !== null ? checks[kind](row as never) : NOT_A_ROW;
      const key = keyOf(kind, row);
      const twice =
        !found && seen.has(key)
          ? { field: 'code', reason: { key: 'admin_city_twice', params: { code: key } } }
          : null;
      seen.add(key);
      const wrong = found ?? twice;
      if (wrong)
        problems.push({ kind, ...problem(index + 1, wrong.field, wrong.reason.key, wrong.reason.params) });
    });
  }
  return problems;
}

const NOT_A_ROW: DraftProblem = { field: '', reason: { key: 'admin_feed_row_not_object' } };

/** What tells rows of one kind apart: the code; of a road its name and class. */
export function keyOf(kind: CityKind, row: unknown): string {
  const fields = (row ?? {}) as Readonly<Record<string, unknown>>;
  return kind === 'roads' ? `${String(fields['name'])} ${String(fields['class'])}` : String(fields['code']);
}

/** Whether the children of one grid tile it, as a share of its area. */
export interface TilingReport {
  readonly code: string;
  readonly children: number;
  /** Part of the parent that no child holds; negative = the children are larger. Null when it could not be said. */
  readonly gapShare: number | null;
  readonly problems: readonly {
    readonly key: string;
    readonly params?: Readonly<Record<string, string | number>>;
  }[];
}

/**
 * Tiling of every parent that a plan touches, over what is here and what comes (features.md 1.16: less than 0.1 % lost or doubled).
 * `thorough` also looks for overlaps place by place; without it only areas are summed, which the server can afford.
 */
export function tilingReports(
  plan: Pick<CityPlan, 'grids'>,
  here: readonly { readonly code: string; readonly polygon: unknown }[],
  thorough = true,
): TilingReport[] {
  const byCode = new Map<string, GridArea>();
  for (const each of here)
    if (each.polygon)
      byCode.set(each.code, { id: each.code, code: each.code, polygon: each.polygon as GridArea['polygon'] });
  for (const each of plan.grids)
    byCode.set(each.code, { id: each.code, code: each.code, polygon: each.polygon });
  const children = new Map<string, GridArea[]>();
  for (const each of byCode.values()) {
    const above = parentCode(each.code);
    if (above !== null) children.set(above, [...(children.get(above) ?? []), each]);
  }
  const touched = new Set(plan.grids.flatMap((each) => [each.code, parentCode(each.code) ?? '']));
  return [...touched].sort().flatMap((code) => {
    const parent = byCode.get(code);
    const below = children.get(code);
    if (!parent || !below) return [];
    return [{ code, children: below.length, ...(thorough ? tiling(parent, below) : gap(parent, below)) }];
  });
}

function tiling(parent: GridArea, below: readonly GridArea[]): Pick<TilingReport, 'gapShare' | 'problems'> {
  const { gapShare, problems } = checkTiling(parent, below);
  return { gapShare: Number.isFinite(gapShare) ? gapShare : null, problems };
}

function gap(parent: GridArea, below: readonly GridArea[]): Pick<TilingReport, 'gapShare' | 'problems'> {
  const whole = areaM2(parent.polygon);
  const gapShare = (whole - below.reduce((sum, each) => sum + areaM2(each.polygon), 0)) / whole;
  if (Math.abs(gapShare) < MAX_GAP_SHARE) return { gapShare, problems: [] };
  const percent = Math.round(gapShare * 10_000) / 100;
  return { gapShare, problems: [{ key: 'trade_tiling_gap', params: { code: parent.code, percent } }] };
}
