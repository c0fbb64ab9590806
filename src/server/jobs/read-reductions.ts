import type { KnownReduction } from '../../core/response/reduction-plan.ts';
import type { ReducibleSource, ReductionStops } from '../../core/response/reduction-measures.ts';
import type { AskedMeasure, Exemption, ResponseStep } from '../../core/response/response-kinds.ts';
import type { Instant } from '../../core/units.ts';
import { queryAll, type App } from '../pb.ts';

export interface ResponseAtWork {
  readonly id: string;
  readonly steps: readonly ResponseStep[];
  readonly exempt: ReadonlySet<string>;
  readonly untilAt: Instant;
  readonly appliedAt: Instant;
}
export type RegisteredSource = ReducibleSource & { readonly town: string };

/** Responses that ask something of somebody, or that have something to take back. */
export function responsesAtWork(app: App): readonly ResponseAtWork[] {
  const sql = `SELECT id, coalesce(steps, '[]') AS steps, coalesce(exemptions, '[]') AS exemptions, untilAt, appliedAt FROM responses
    WHERE state = 'in_force' OR id IN (SELECT response FROM reductions WHERE untilAt = 0)
      OR id IN (SELECT basis FROM tasks WHERE because = 'response' AND state NOT IN ('done', 'cancelled'))`;
  const shape = { id: '', steps: '', exemptions: '', untilAt: 0, appliedAt: 0 };
  return queryAll(app, sql, shape).map(({ steps, exemptions, ...rest }) => {
    const exempt = ((JSON.parse(exemptions) as readonly Exemption[] | null) ?? []).filter(
      (each) => each.endedAt === 0,
    );
    return {
      ...rest,
      steps: JSON.parse(steps) as readonly ResponseStep[],
      exempt: new Set(exempt.map((each) => each.source)),
    };
  });
}

/** What a response has asked of whom so far. */
export function knownReductions(app: App, response: string): readonly KnownReduction[] {
  const sql = `SELECT r.id, r.source, r.untilAt, r.stops, coalesce(r.measures, '[]') AS measures,
      EXISTS (SELECT 1 FROM tasks t, json_each(t.targets) target WHERE t.id = r.task AND t.state NOT IN ('done', 'cancelled')
        AND target.value ->> '$.source' = r.source AND target.value ->> '$.state' = 'todo') AS onTask
    FROM reductions r WHERE r.response = {:response}`;
  const shape = { id: '', source: '', untilAt: 0, stops: '', measures: '', onTask: 0 };
  return queryAll(app, sql, shape, { response }).map(({ untilAt, stops, measures, onTask, ...rest }) => ({
    ...rest,
    open: untilAt === 0,
    stops: stops as ReductionStops,
    measures: JSON.parse(measures) as readonly AskedMeasure[],
    onTask: onTask > 0,
  }));
}

/** In the order of the cells, so that what lies together is gone to together. */
export function reducibleSources(app: App): readonly RegisteredSource[] {
  const sql = `SELECT id, kind, state, town, coalesce(profile, 'null') AS profile FROM sources WHERE state = 'active'
    ORDER BY town, village, cell, id`;
  const shape = { id: '', kind: '', state: '', town: '', profile: '' };
  return queryAll(app, sql, shape).map(
    (row) => ({ ...row, profile: JSON.parse(row.profile) as unknown }) as RegisteredSource,
  );
}
