import { subIndex } from '../../core/air/aqi.ts';
import { categoryOf } from '../../core/air/category.ts';
import { editionAt } from '../../core/air/tables.ts';
import type { StationNow } from '../../core/snapshot.ts';
import { m } from '../../text/paraglide/messages.js';
import { figure } from '../../text/number.ts';
import type { DayAir } from './day-air.ts';

export interface Place {
  readonly id: string;
  readonly name: string;
  readonly lng: number;
  readonly lat: number;
}

/** What StationMarkers draws; level 0 = no valid value. */
export interface StationMark extends Place {
  readonly level: 0 | 1 | 2 | 3 | 4 | 5 | 6;
  readonly value: string;
  readonly age?: string;
}

/** Live: the running mean of the last hour, with the index of the last full one. A stale station has neither. */
export function livePills(stations: readonly Place[], live: ReadonlyMap<string, StationNow>): StationMark[] {
  return stations.map((each) => {
    const station = live.get(each.id);
    const fresh = station && !station.stale ? station : null;
    return mark(each, fresh?.values.pm10 ?? null, fresh?.hour?.aqi ?? fresh?.hour?.iaqi.pm10 ?? null);
  });
}

/** A past day: its mean against the daily table; a day without 20 valid hours has no value. */
export function dayPills(stations: readonly Place[], air: DayAir | undefined, at: number): StationMark[] {
  return stations.map((each) => {
    const value = air?.pm10.get(each.id) ?? null;
    return mark(each, value, value === null ? null : subIndex(editionAt(at), 'pm10_24h', value));
  });
}

/** A station's PM10 and the category of an index. */
function mark({ id, name, lng, lat }: Place, value: number | null, index: number | null): StationMark {
  const level = categoryOf(index)?.level ?? 0;
  return {
    id,
    name,
    lng,
    lat,
    value: figure(value),
    level,
    ...(value === null ? { age: m.air_category_short_none() } : {}),
  };
}
