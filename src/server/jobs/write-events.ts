import { uuidv7 } from '../../core/ids.ts';
import type { SuggestionAction } from '../../core/triggers/decide-suggestions.ts';
import type { RegionalNow } from '../../core/snapshot.ts';
import type { Pollutant } from '../../core/air/pollutants.ts';
import type { Instant } from '../../core/units.ts';
import { chanceByArea, scoreZone } from '../../core/upwind/outcome.ts';
import { append } from '../events/append.ts';
import { host, queryOne, type App } from '../pb.ts';
import { attempt } from './attempt.ts';
import type { Settled } from './settled-zones.ts';
import { rankTargets } from './rank-targets.ts';
import type { StationZone } from './station-zones.ts';
import type { Shift } from './task-flags.ts';

export interface Decided {
  readonly action: SuggestionAction;
  readonly zone: StationZone;
  readonly rev: number;
}

/** Raises, reopens and expires suggestions through the door, each in a transaction of its own: one that is refused stops no other. */
export function writeSuggestions(
  app: App,
  decided: readonly Decided[],
  regional: RegionalNow | null,
  now: Instant,
): number {
  return decided.filter((each) => attempt(app, 'tick', (tx) => writeSuggestion(tx, each, regional, now)))
    .length;
}

/** Flags the strikes whose wind turned, each with the zone that holds now. */
export function writeShifts(app: App, shifts: readonly Shift[], now: Instant): number {
  return shifts.filter((each) =>
    attempt(app, 'tick', (tx) => {
      const zone = saveZone(tx, each.now, each.pollutant, now);
      return append(tx, {
        type: 'task.flagged',
        subjectId: each.task,
        seen: each.rev,
        payload: { ...each.flag, zone },
        made: [{ collection: 'zones', id: zone }],
      });
    }),
  ).length;
}

/** Zones that nobody's finding will decide get why as their outcome; a later finding replaces it. */
export function writeSettled(app: App, settled: readonly Settled[]): number {
  return settled.filter(({ id, task, rev, zone, outcome }) =>
    attempt(app, 'tick', (tx) => {
      const { shape } = zone;
      const score =
        shape.kind === 'none' ? null : scoreZone(zone, outcome, [], chanceByArea(zone, shape.radiusM));
      return append(tx, {
        type: 'zone.scored',
        subjectId: id,
        seen: rev,
        payload: { outcome, task, score },
      });
    }),
  ).length;
}

function writeSuggestion(
  tx: App,
  { action, zone, rev }: Decided,
  regional: RegionalNow | null,
  now: Instant,
): ReturnType<typeof append> {
  if (action.do !== 'raise') {
    const type = action.do === 'reopen' ? 'suggestion.reopened' : 'suggestion.expired';
    return append(tx, { type, subjectId: action.id, seen: rev, payload: { reason: action.reason.key } });
  }
  // The console's tick and the server's know nothing of each other's lock; the transaction does.
  if (hasOpen(tx, action.station)) throw new Error('a suggestion is open already');
  const first = action.evidence[0]!;
  const zoneId = zone.zone.shape.kind === 'none' ? null : saveZone(tx, zone, first.pollutant, now);
  return append(tx, {
    type: 'suggestion.raised',
    subjectId: uuidv7(now, Math.random),
    seen: 0,
    payload: {
      station: action.station,
      at: now,
      pollutant: first.pollutant,
      rule: first.rule,
      evidence: action.evidence,
      zone: zoneId,
      regional,
    },
    made: zoneId === null ? [] : [{ collection: 'zones', id: zoneId }],
  });
}

function hasOpen(tx: App, station: string): boolean {
  const sql =
    "SELECT count(*) AS open FROM suggestions WHERE station = {:station} AND state IN ('open', 'snoozed')";
  return queryOne(tx, sql, { open: 0 }, { station }).open > 0;
}

/** A proposed zone with its ranking and everything it was computed from. */
function saveZone(tx: App, { zone, input }: StationZone, pollutant: Pollutant, now: Instant): string {
  const id = uuidv7(now, Math.random);
  const ranking = rankTargets(tx, { zone, input }, pollutant, now);
  const { kind } = zone.shape;
  const { station, at, confidence, method } = zone;
  const row = {
    id,
    station,
    at,
    pollutant,
    kind,
    confidence,
    method,
    zone,
    ranking,
    inputs: { input, grid: 'cheap' },
    state: 'proposed',
    outcome: 'open',
    rev: 1,
  };
  tx.save(host.newRecord(tx.findCollectionByNameOrId('zones'), row));
  return id;
}
