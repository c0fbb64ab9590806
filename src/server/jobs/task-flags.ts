import type { WindShiftFlag } from '../../core/patrol/task-types.ts';
import type { TaskFlagNow } from '../../core/snapshot.ts';
import type { TriggerPollutant } from '../../core/triggers/hour-air.ts';
import { bearing, type Instant, type LngLat } from '../../core/units.ts';
import { proposeCheapZone } from '../../core/upwind/propose-zone.ts';
import { targetsIn, windShift } from '../../core/upwind/wind-shift.ts';
import type { Zone } from '../../core/upwind/zone.ts';
import { recentWind } from '../../core/upwind/turned-wind.ts';
import { queryAll, type App } from '../pb.ts';
import type { StationZone } from './station-zones.ts';

/** A strike whose wind no longer holds, and the zone that holds now. */
export interface Shift {
  readonly task: string;
  readonly rev: number;
  readonly pollutant: TriggerPollutant;
  readonly now: StationZone;
  readonly flag: WindShiftFlag;
}

/** A task already flagged is flagged again only when the wind turned on by this much. */
const AGAIN_DEG = 30;

const SQL = `SELECT t.id, t.station, t.rev, z.pollutant, coalesce(t.targets, '') AS targets, coalesce(t.windShift, '') AS windShift, coalesce(z.zone->>'axis', -1) AS axis, z.zone->>'axis' IS NULL AS calm
  FROM tasks t JOIN zones z ON z.id = t.zone
  WHERE t.state IN ('sent', 'accepted', 'under_way') AND t.station <> ''`;
const SHAPE = {
  id: '',
  station: '',
  rev: 0,
  pollutant: '',
  targets: '',
  windShift: '',
  axis: -0,
  calm: false,
};

/** Strikes under way, compared with the wind of now and the pollutant they were sent for: those that turned by more than 45° or fell calm since they were sent. */
export function findShifts(
  app: App,
  zoneOf: (station: string, pollutant: TriggerPollutant) => StationZone | undefined,
  now: Instant,
): { shifts: Shift[]; flags: TaskFlagNow[] } {
  const shifts: Shift[] = [];
  const flags: TaskFlagNow[] = [];
  const rows = queryAll(app, SQL, SHAPE);
  for (const row of rows) {
    const pollutant = row.pollutant === 'pm25' ? 'pm25' : 'pm10';
    const current = zoneOf(row.station, pollutant);
    const before = JSON.parse(row.windShift || 'null') as WindShiftFlag | null;
    const flag = current && !row.calm ? shiftOf(app, row, current, now) : null;
    const shown = flag && current && isNews(flag, before) ? flag : before;
    if (flag && current && shown === flag)
      shifts.push({ task: row.id, rev: row.rev, pollutant, now: current, flag });
    if (shown)
      flags.push({
        task: row.id,
        station: row.station,
        at: shown.at,
        turnedDeg: shown.turnedDeg,
        calm: shown.calm,
        outside: shown.outside,
      });
  }
  return { shifts, flags };
}

function shiftOf(app: App, row: typeof SHAPE, current: StationZone, now: Instant): WindShiftFlag | null {
  const zone = recentZone(current);
  // No wind says nothing about the wind: the task keeps its zone, the screen says that the wind is stale.
  if (zone.shape.kind === 'none') return null;
  const shift = windShift(
    { axis: bearing(row.axis), speedMs: null },
    { axis: zone.axis, speedMs: zone.speedMs ?? 0 },
  );
  if (!shift) return null;
  const todo = (JSON.parse(row.targets || '[]') as { source: string; state: string }[]).filter(
    (each) => each.state === 'todo',
  );
  const places = placesOf(
    app,
    todo.map((each) => each.source),
  );
  const { calm } = shift;
  const turnedDeg = calm ? null : Math.round(Math.abs(shift.turnedDeg));
  return { at: now, turnedDeg, calm, zone: null, outside: targetsIn(zone, places).leave };
}

/** The zone of the last minutes' wind; where they hold no mean, the zone as it is. */
function recentZone({ input, zone }: StationZone): Zone {
  const recent = recentWind(input);
  return recent ? proposeCheapZone(recent) : zone;
}

function isNews(flag: WindShiftFlag, before: WindShiftFlag | null): boolean {
  if (before === null) return true;
  if (flag.calm || before.calm) return flag.calm !== before.calm;
  return Math.abs((flag.turnedDeg ?? 0) - (before.turnedDeg ?? 0)) > AGAIN_DEG;
}

function placesOf(app: App, ids: readonly string[]): (LngLat & { readonly id: string })[] {
  const sql = 'SELECT id, lng, lat FROM sources WHERE id IN (SELECT value FROM json_each({:ids}))';
  return queryAll(app, sql, { id: '', lng: -0, lat: -0 }, { ids: JSON.stringify(ids) }).map(
    ({ id, lng, lat }) => ({ id, lng, lat }),
  );
}
