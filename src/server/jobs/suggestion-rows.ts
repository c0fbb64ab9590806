import type { StationCase } from '../../core/triggers/decide-suggestions.ts';
import type { SuggestionState } from '../../core/triggers/trigger-rules.ts';
import type { TriggerPollutant } from '../../core/triggers/hour-air.ts';
import { queryAll, type App } from '../pb.ts';
import type { Station } from './read-stations.ts';

export interface SuggestionCase extends StationCase {
  readonly pollutant: TriggerPollutant;
  readonly rev: number;
}

// The newest suggestion of each station, when it ended (its last event), and whether a strike for the station is on its way.
const SQL = `SELECT s.id, s.station, s.at, s.state, s.snoozedUntil, s.pollutant, s.rev,
  coalesce((SELECT max(e.receivedAt) FROM events e WHERE e.subjectId = s.id), s.at) AS endedAt
  FROM suggestions s WHERE s.id IN (
    SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY station ORDER BY state IN ('open', 'snoozed') DESC, at DESC) AS place FROM suggestions) WHERE place = 1)`;
const UNDER_WAY = `SELECT DISTINCT station FROM tasks WHERE type = 'upwind_strike' AND state IN ('sent', 'accepted', 'under_way') AND station <> ''`;
const SHAPE = { id: '', station: '', at: 0, state: '', snoozedUntil: 0, pollutant: '', rev: 0, endedAt: 0 };

export function readCases(app: App, stations: readonly Station[]): SuggestionCase[] {
  const rows = new Map(queryAll(app, SQL, SHAPE).map((row) => [row.station, row]));
  const underWay = new Set(queryAll(app, UNDER_WAY, { station: '' }).map((row) => row.station));
  return stations.map((station): SuggestionCase => {
    const row = rows.get(station.id);
    const taskUnderWay = underWay.has(station.id);
    if (!row)
      return { station: station.id, last: null, endedAt: null, taskUnderWay, pollutant: 'pm10', rev: 0 };
    const state = row.state as SuggestionState['state'];
    const active = state === 'open' || state === 'snoozed';
    return {
      station: station.id,
      last: { id: row.id, station: station.id, state, at: row.at, snoozedUntil: row.snoozedUntil || null },
      endedAt: active ? null : row.endedAt,
      taskUnderWay,
      pollutant: row.pollutant === 'pm25' ? 'pm25' : 'pm10',
      rev: row.rev,
    };
  });
}
