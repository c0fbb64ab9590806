import type { RegionalNow } from '../../core/snapshot.ts';
import type { TriggerPollutant } from '../../core/triggers/hour-air.ts';
import { fallLine, stationFell, type FallLine } from '../../core/triggers/station-fell.ts';
import type { TriggerEvidence, TriggerLimits } from '../../core/triggers/trigger-rules.ts';
import type { Instant } from '../../core/units.ts';
import type { Zone } from '../../core/upwind/zone.ts';
import { queryAll, queryOne, type App } from '../pb.ts';
import type { StationAir } from './read-air.ts';

/** A frozen zone that nobody's finding will decide any more. */
export interface Settled {
  readonly id: string;
  readonly task: string;
  readonly rev: number;
  readonly zone: Zone;
  readonly outcome: 'station_fell' | 'regional';
}

const HOUR_MS = 3_600_000;

// Zones that are being searched and where nothing has been found: neither at a target nor as a problem of the task.
const SQL = `SELECT z.id, z.rev, z.zone, z.pollutant, t.id AS task, t.station, max(t.sentAt, z.at) AS since, coalesce(s.evidence, '') AS evidence
  FROM tasks t JOIN zones z ON z.id = t.zone LEFT JOIN suggestions s ON s.task = t.id
  WHERE t.type = 'upwind_strike' AND t.state IN ('sent', 'accepted', 'under_way') AND z.outcome IN ('open', '')
    AND NOT EXISTS (SELECT 1 FROM json_each(t.targets) WHERE value ->> 'state' = 'found')
    AND NOT EXISTS (SELECT 1 FROM problems p WHERE p.task = t.id AND p.state <> 'void')
  GROUP BY z.id`;
const SHAPE = {
  id: '',
  rev: 0,
  zone: '',
  pollutant: '',
  task: '',
  station: '',
  since: 0,
  evidence: '',
};

/**
 * Strikes under way whose station fell back to the line of their alarm (core/triggers/station-fell.ts), or whose rise turned out
 * within the hour to be one that most stations share.
 */
export function findSettled(
  app: App,
  air: readonly StationAir[],
  limits: TriggerLimits,
  regional: RegionalNow | null,
  now: Instant,
): Settled[] {
  return queryAll(app, SQL, SHAPE).flatMap((row): Settled[] => {
    const settled = (outcome: Settled['outcome']): Settled[] => [
      { id: row.id, task: row.task, rev: row.rev, zone: JSON.parse(row.zone) as Zone, outcome },
    ];
    if (regional?.pollutant === row.pollutant && now - row.since <= HOUR_MS) return settled('regional');
    const own = air.find((each) => each.station === row.station);
    if (!own) return [];
    const target = lineOf(app, row, limits);
    if (!target) return [];
    const { hourly, spanMin } = own;
    const series = own.series[target.pollutant];
    return stationFell(target.line, { series, spanMin, hourly }, row.since, now)
      ? settled('station_fell')
      : [];
  });
}

function lineOf(app: App, row: typeof SHAPE, limits: TriggerLimits): FallLine | null {
  const evidence = JSON.parse(row.evidence || '[]') as TriggerEvidence[] | null;
  const pollutant = row.pollutant === 'pm25' ? 'pm25' : 'pm10';
  const hour = (end: Instant): number | null => hourOf(app, row.station, pollutant, end);
  return fallLine(
    evidence ?? [],
    pollutant,
    { now: hour(row.since), before: hour(row.since - HOUR_MS) },
    limits,
  );
}

function hourOf(app: App, station: string, pollutant: TriggerPollutant, end: Instant): number | null {
  const sql = `SELECT coalesce(avg("values"->>'${pollutant}'), -1) AS mean FROM readings
    WHERE station = {:station} AND at > {:from} AND at <= {:end}`;
  const { mean } = queryOne(app, sql, { mean: -0 }, { station, from: end - HOUR_MS, end });
  return mean < 0 ? null : mean;
}
