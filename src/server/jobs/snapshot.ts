import type {
  FeedNow,
  MobileNow,
  RegionalNow,
  Snapshot,
  StationNow,
  SuggestionNow,
  TaskFlagNow,
  WindNow,
  ZoneNow,
} from '../../core/snapshot.ts';
import { TICK_TOPIC } from '../../core/snapshot.ts';
import type { SightingKind } from '../../core/feeds/sighting.ts';
import { seesMap } from '../../core/roles.ts';
import type { HourIndex } from '../../core/air/hour-index.ts';
import type { Pollutant } from '../../core/air/pollutants.ts';
import type { DustNow } from '../../core/triggers/dust-monitor.ts';
import { ranksOf, riseOf } from '../../core/triggers/hour-air.ts';
import type { Instant } from '../../core/units.ts';
import type { Zone } from '../../core/upwind/zone.ts';
import { host, queryAll, queryOne, type App } from '../pb.ts';
import type { StationAir } from './read-air.ts';
import type { StationZone } from './station-zones.ts';

const MINUTE = 60_000;
const DAY_MS = 86_400_000;
/** expectations.md §2.7: a station without data for 2 h is grey. */
const STALE_MS = 120 * MINUTE;

export interface TickState {
  readonly at: Instant;
  readonly air: readonly StationAir[];
  readonly dust: ReadonlyMap<string, DustNow>;
  readonly hours: ReadonlyMap<string, HourIndex>;
  readonly zones: ReadonlyMap<string, StationZone>;
  readonly flags: readonly TaskFlagNow[];
  readonly regional: RegionalNow | null;
  readonly mobile: readonly MobileNow[];
  readonly monitorLevels: readonly string[];
}

/** Puts the tick together as text, keeps it as the one row 'now' and tells every open map: one message. */
export function publish(app: App, state: TickState): number {
  const rev = queryOne(
    app,
    `SELECT coalesce(max(CAST(body->>'rev' AS INT)), 0) + 1 AS rev FROM snapshots WHERE key = 'now'`,
    { rev: 0 },
  ).rev;
  const snapshot: Snapshot = {
    at: state.at,
    rev,
    stations: stationsNow(state),
    zones: zonesNow(state),
    suggestions: suggestionsNow(app),
    feeds: feedsNow(app),
    flags: state.flags,
    regional: state.regional,
    mobile: state.mobile,
    sightings: sightingsNow(app, state.at),
    monitorLevels: state.monitorLevels,
  };
  const body = JSON.stringify(snapshot);
  const sql = `INSERT INTO snapshots (id, key, at, body) VALUES ('now000000000000', 'now', {:at}, {:body})
    ON CONFLICT (key) DO UPDATE SET at = excluded.at, body = excluded.body`;
  app.db().newQuery(sql).bind({ at: state.at, body }).execute();
  send(app, body);
  return rev;
}

/** Posterior zones of the last tick, by station; empty when it is older than two minutes. */
export function recentZones(app: App, now: Instant): Map<string, Zone> {
  const sql = "SELECT body FROM snapshots WHERE key = 'now' AND at > {:from}";
  const row = queryAll(app, sql, { body: '' }, { from: now - 2 * MINUTE })[0];
  const { zones } = JSON.parse(row?.body ?? '{"zones":[]}') as Pick<Snapshot, 'zones'>;
  return new Map(
    zones.filter(({ zone }) => zone.shape.kind === 'posterior').map(({ station, zone }) => [station, zone]),
  );
}

/** To everybody who asked for it and sees the map, by the person's role as it is now. */
function send(app: App, body: string): void {
  const clients = app.subscriptionsBroker().clients();
  let text: unknown = null;
  for (const id in clients) {
    const client = clients[id]!;
    if (!client.hasSubscription(TICK_TOPIC)) continue;
    const who = client.get('auth') as { getString(field: string): string } | null;
    if (!who || !seesMap(who.getString('role'))) continue;
    text ??= host.newMessage(TICK_TOPIC, body);
    client.send(text);
  }
}

function stationsNow({ at, air, zones, dust, hours }: TickState): StationNow[] {
  const ranks = ranksOf(air.map((each) => (each.dust ? undefined : each.now.pm10)));
  const rankOf = ranks.filter((each) => each !== null).length;
  return air.map((each, index) => {
    const delta1h: Partial<Record<Pollutant, number>> = {};
    const values: Partial<Record<Pollutant, number>> = {};
    for (const pollutant of Object.keys(each.now) as Pollutant[]) {
      values[pollutant] = tenth(each.now[pollutant]!);
      const rise = riseOf(each, pollutant);
      if (rise !== undefined) delta1h[pollutant] = tenth(rise);
    }
    const monitor = dust.get(each.station);
    const hour = hours.get(each.station);
    const stale = each.at === null || at - each.at > STALE_MS;
    return {
      id: each.station,
      values,
      delta1h,
      rank: ranks[index] ?? null,
      rankOf,
      ageMin: each.at === null ? null : Math.max(0, Math.round((at - each.at) / MINUTE)),
      stale,
      wind: windNow(zones.get(each.station), at),
      ...(hour ? { hour } : {}),
      ...(monitor ? { dust: monitor } : {}),
    };
  });
}

function windNow(zone: StationZone | undefined, at: Instant): WindNow | null {
  const wind = zone?.wind;
  const last = wind?.samples[wind.samples.length - 1];
  if (!wind || !last) return null;
  const { kind, from, speedMs } = last;
  return {
    kind,
    from,
    speedMs: tenth(speedMs),
    gustMs: last.gustMs ?? null,
    at: last.at,
    ageMin: Math.max(0, Math.round((at - last.at) / MINUTE)),
    source: wind.feed,
    distanceKm: wind.source.distanceKm,
  };
}

function zonesNow({ zones }: TickState): ZoneNow[] {
  return [...zones.values()].map(({ station, zone }) => ({ station: station.id, zone }));
}

function suggestionsNow(app: App): SuggestionNow[] {
  const sql = `SELECT id, station, at, pollutant, rule, coalesce(evidence, '') AS evidence, state, snoozedUntil, zone, rev FROM suggestions
    WHERE state IN ('open', 'snoozed') ORDER BY at DESC LIMIT 100`;
  const shape = {
    id: '',
    station: '',
    at: 0,
    pollutant: '',
    rule: '',
    evidence: '',
    state: '',
    snoozedUntil: 0,
    zone: '',
    rev: 0,
  };
  return queryAll(app, sql, shape).map(
    (row) =>
      ({
        id: row.id,
        station: row.station,
        at: row.at,
        pollutant: row.pollutant,
        rule: row.rule,
        evidence: JSON.parse(row.evidence || '[]'),
        state: row.state,
        snoozedUntil: row.snoozedUntil || null,
        zone: row.zone,
        rev: row.rev,
      }) as SuggestionNow,
  );
}

function feedsNow(app: App): FeedNow[] {
  const sql = `SELECT code, name, kind, state, lastOkAt, lastTryAt, coalesce(lastError, '') AS lastError FROM feeds ORDER BY code`;
  const shape = { code: '', name: '', kind: '', state: '', lastOkAt: 0, lastTryAt: 0, lastError: '' };
  return queryAll(app, sql, shape).map(
    (row) =>
      ({
        code: row.code,
        name: row.name,
        kind: row.kind,
        state: row.state,
        lastOkAt: row.lastOkAt || null,
        lastTryAt: row.lastTryAt || null,
        lastError: JSON.parse(row.lastError || 'null'),
      }) as FeedNow,
  );
}

function sightingsNow(app: App, now: Instant): Snapshot['sightings'] {
  const sql = `SELECT id, at, kind, lng, lat, source, device, note FROM sightings
    WHERE at > {:from} AND at <= {:now} ORDER BY at DESC LIMIT 200`;
  const shape = { id: '', at: 0, kind: '', lng: -0, lat: -0, source: '', device: '', note: '' };
  const rows = queryAll(app, sql, shape, { from: now - DAY_MS, now });
  return rows.map(({ id, at, kind, lng, lat, source, device, note }) => ({
    ...{ id, at, lng, lat, source, device, note },
    kind: kind as SightingKind,
  }));
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
