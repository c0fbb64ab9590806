import { HOURS_BACK, hourIndex, lastFullHour, type HourIndex } from '../../core/air/hour-index.ts';
import type { Reading } from '../../core/air/pollutants.ts';
import type { Instant } from '../../core/units.ts';
import { queryAll, type App } from '../pb.ts';

const HOUR_MS = 3_600_000;
/** A reading that ends so long after the hour may reach back into it. */
const OVER_MS = 15 * 60_000;

const SQL = `SELECT station, '[' || group_concat('[' || at || ',' || spanMin || ',' || "values" || ']') || ']' AS readings FROM readings
  WHERE at > {:from} AND at < {:to} AND spanMin <= 60
  AND station IN (SELECT value FROM json_each({:missing})) GROUP BY station`;

/** Hourly index of every station's last full hour that has a valid value, looking three hours back; stations without one are absent. */
export function readHourIndices(
  app: App,
  stations: readonly { readonly id: string }[],
  now: Instant,
): ReadonlyMap<string, HourIndex> {
  const found = new Map<string, HourIndex>();
  for (let back = 0; back < HOURS_BACK && found.size < stations.length; back += 1) {
    const end = lastFullHour(now) - back * HOUR_MS;
    const missing = JSON.stringify(stations.map((each) => each.id).filter((each) => !found.has(each)));
    const values = { from: end - HOUR_MS, to: Math.min(end + OVER_MS, now + 1), missing };
    for (const row of queryAll(app, SQL, { station: '', readings: '' }, values)) {
      const index = hourIndex(readingsOf(row.readings), end);
      if (index) found.set(row.station, index);
    }
  }
  return found;
}

function readingsOf(text: string): Reading[] {
  const rows = JSON.parse(text) as [number, number, Reading['values'] | null][];
  return rows.map(([at, spanMin, values]) => ({ at, spanMin, values: values ?? {} }));
}
