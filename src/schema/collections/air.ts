import { POLLUTANTS } from '../../core/air/pollutants.ts';
import { ZONE_ROW_OUTCOMES } from '../../core/casework/payloads.ts';
import { SIGHTING_KINDS } from '../../core/feeds/sighting.ts';
import { TRIGGER_RULES } from '../../core/triggers/trigger-rules.ts';
import { CONFIDENCES, ZONE_KINDS } from '../../core/upwind/zone.ts';
import { WIND_KINDS } from '../../core/wind/wind-sample.ts';
import { instant, int, json, number, relation, select, text, type CollectionSpec } from '../field.ts';
import { readAll, readOnMap, rule, serverOnly } from '../rules.ts';

export const air: readonly CollectionSpec[] = [
  {
    name: 'feeds',
    kind: 'base',
    fields: [
      text('code', { required: true, max: 40 }),
      text('name', { required: true, max: 80 }),
      select('kind', ['open_meteo', 'push', 'replay', 'file'], { required: true }),
      select('state', ['waiting', 'ok', 'failing', 'off'], { required: true }),
      instant('lastOkAt'),
      instant('lastTryAt'),
      json('lastError', 'Message | null'),
      /** What the last push was refused for, the first of it; null = nothing. */
      json('lastRefused', 'Refusal[] | null'),
      int('accepted', { min: 0 }),
      int('refused', { min: 0 }),
      int('duplicates', { min: 0 }),
      int('corrected', { min: 0 }),
      /** Not asked again before: it said it had enough. */
      instant('pausedUntil'),
      json('config', 'FeedConfig'),
      text('tokenHash', { hidden: true, max: 64 }),
    ],
    indexes: ['CREATE UNIQUE INDEX idx_feeds_code ON feeds (code)'],
    rules: readOnMap,
  },
  {
    name: 'wind',
    kind: 'base',
    fields: [
      relation('station', 'stations', { required: true }),
      instant('at'),
      select('kind', WIND_KINDS, { required: true }),
      /** Where it comes from, degrees; means something only when kind = steady. */
      number('fromDeg', { min: 0, max: 360 }),
      number('speedMs', { min: 0, max: 75 }),
      number('gustMs', { min: 0, max: 120 }),
      /** σθ within the interval as the feed measured it, degrees; 0 = it did not. */
      number('sigmaDeg', { min: 0, max: 104 }),
      /** Code of the feed. */
      text('feed', { max: 40 }),
      /** 0 = measured at the station. */
      number('distanceKm', { min: 0 }),
      int('compassPoints', { min: 0, max: 16 }),
      /** Import that brought it; '' = a live feed. */
      text('batch', { max: 32 }),
    ],
    indexes: [
      'CREATE UNIQUE INDEX idx_wind_station_at ON wind (station, at, feed)',
      'CREATE INDEX idx_wind_at ON wind (at)',
      "CREATE INDEX idx_wind_batch ON wind (batch) WHERE batch != ''",
    ],
    rules: readOnMap,
  },
  {
    name: 'readings',
    kind: 'base',
    fields: [
      relation('station', 'stations', { required: true }),
      /** End of the interval. */
      instant('at'),
      int('spanMin', { min: 1, max: 1440 }),
      /** Present pollutants only. */
      json('values', 'Partial<Record<Pollutant, number>>'),
      text('feed', { max: 40 }),
      text('batch', { max: 32 }),
    ],
    indexes: [
      'CREATE UNIQUE INDEX idx_readings_station_at ON readings (station, spanMin, at)',
      'CREATE INDEX idx_readings_at ON readings (at)',
      "CREATE INDEX idx_readings_batch ON readings (batch) WHERE batch != ''",
    ],
    rules: readOnMap,
  },
  {
    /** What a camera, a satellite or a caller reported at a place: a hint for the dispatcher, no case yet. */
    name: 'sightings',
    kind: 'base',
    fields: [
      instant('at'),
      select('kind', SIGHTING_KINDS, { required: true }),
      number('lng'),
      number('lat'),
      relation('source', 'sources'),
      text('device', { max: 80 }),
      text('note', { max: 400 }),
      text('feed', { max: 40 }),
    ],
    indexes: [
      'CREATE UNIQUE INDEX idx_sightings_device ON sightings (feed, device, at, kind)',
      'CREATE INDEX idx_sightings_at ON sightings (at)',
    ],
    rules: readOnMap,
  },
  {
    /** A value that a feed sent again differently: what stood there before, so that nothing accepted is lost and an import can be undone. */
    name: 'corrections',
    kind: 'base',
    fields: [
      select('table', ['wind', 'readings'], { required: true }),
      text('row', { required: true, max: 32 }),
      instant('at'),
      json('before', 'unknown'),
      json('after', 'unknown'),
      text('feed', { max: 40 }),
      text('batch', { max: 32 }),
    ],
    indexes: [
      'CREATE INDEX idx_corrections_row ON corrections (`row`, at)',
      "CREATE INDEX idx_corrections_batch ON corrections (batch) WHERE batch != ''",
    ],
    rules: { ...readAll, list: rule.office, view: rule.office },
  },
  {
    /** An import, of history or of the city: what undoing it takes away. */
    name: 'batches',
    kind: 'base',
    fields: [
      text('feed', { max: 40 }),
      text('file', { max: 200 }),
      relation('by', 'users'),
      instant('at'),
      int('accepted', { min: 0 }),
      int('corrected', { min: 0 }),
      instant('undoneAt'),
      /** Of an import of the city: ids it made, rows as they were before. */
      json('undo', 'unknown', 40_000_000),
    ],
    indexes: ['CREATE INDEX idx_batches_at ON batches (at)'],
    rules: { ...readAll, list: rule.office, view: rule.office },
  },
  {
    name: 'mobile_readings',
    kind: 'base',
    fields: [
      instant('at'),
      number('lng'),
      number('lat'),
      number('accuracyM', { min: 0 }),
      text('device', { required: true, max: 80 }),
      json('values', 'Partial<Record<Pollutant, number>>'),
      relation('by', 'users'),
    ],
    indexes: ['CREATE INDEX idx_mobile_at ON mobile_readings (at)'],
    rules: {
      ...readOnMap,
      create: `${rule.role('inspector', 'dispatcher', 'grid_officer')} && @request.body.by = @request.auth.id`,
    },
  },
  {
    name: 'zones',
    kind: 'base',
    fields: [
      relation('station', 'stations', { required: true }),
      instant('at'),
      select('pollutant', POLLUTANTS),
      select('kind', ZONE_KINDS, { required: true }),
      select('confidence', CONFIDENCES, { required: true }),
      text('method', { max: 60 }),
      json('zone', 'Zone'),
      json('ranking', 'Ranking'),
      /** Wind, series and settings the zone was computed from: what it takes to compute it again. */
      json('inputs', 'unknown'),
      select('state', ['proposed', 'frozen', 'superseded'], { required: true }),
      select('outcome', ZONE_ROW_OUTCOMES),
      json('score', 'unknown'),
      int('rev', { min: 0 }),
    ],
    indexes: [
      'CREATE INDEX idx_zones_station ON zones (station, at)',
      'CREATE INDEX idx_zones_state ON zones (state, at)',
    ],
    rules: readOnMap,
  },
  {
    name: 'suggestions',
    kind: 'base',
    fields: [
      relation('station', 'stations', { required: true }),
      instant('at'),
      select('pollutant', POLLUTANTS, { required: true }),
      select('rule', TRIGGER_RULES, { required: true }),
      /** Numbers that tripped the rule and their limits, all rules that hold. */
      json('evidence', 'TriggerEvidence[]'),
      select('state', ['open', 'snoozed', 'confirmed', 'dismissed', 'expired'], { required: true }),
      instant('snoozedUntil'),
      text('reason', { max: 400 }),
      relation('zone', 'zones'),
      relation('task', 'tasks'),
      json('regional', 'unknown'),
      int('rev', { min: 0 }),
    ],
    indexes: [
      'CREATE INDEX idx_suggestions_state ON suggestions (state, at)',
      'CREATE INDEX idx_suggestions_station ON suggestions (station, at)',
    ],
    rules: readOnMap,
  },
  {
    /** One row, key 'now': what an open map needs after a reconnect; the tick writes it, the realtime message carries the same. */
    name: 'snapshots',
    kind: 'base',
    fields: [text('key', { required: true, max: 40 }), instant('at'), text('body', { max: 3_000_000 })],
    indexes: ['CREATE UNIQUE INDEX idx_snapshots_key ON snapshots (key)'],
    rules: serverOnly,
  },
  {
    /** Rows the replay feed plays by the clock: slot = minutes since the start of the cycle. */
    name: 'replays',
    kind: 'base',
    fields: [
      int('slot', { min: 0 }),
      relation('station', 'stations', { required: true }),
      json('wind', 'unknown'),
      json('values', 'unknown'),
    ],
    indexes: ['CREATE UNIQUE INDEX idx_replays_slot ON replays (slot, station)'],
    rules: serverOnly,
  },
];
