import { unpackRecords, type PackedRecords } from '../core/city-lists.ts';
import type {
  GridRecord,
  GroupRecord,
  PriorityRecord,
  RoadRecord,
  SourceRecord,
  StationRecord,
  UnitRecord,
} from '../schema/records.ts';
import { fetchJson } from './fetch-json.ts';

/** Everything that changes rarely and that every map needs. */
export interface City {
  readonly stations: readonly StationRecord[];
  readonly grids: readonly GridRecord[];
  readonly roads: readonly RoadRecord[];
  readonly sources: readonly SourceRecord[];
  readonly groups: readonly GroupRecord[];
  readonly units: readonly UnitRecord[];
  readonly priorities: readonly PriorityRecord[];
}

/** Reads the city in one request, as everybody but the public may see it. Throws the SDK's error. */
export async function loadCity(): Promise<City> {
  const packed = await fetchJson<Record<keyof City, PackedRecords>>('/api/sf/city', {}, 'city');
  return {
    stations: unpackRecords<StationRecord>(packed.stations),
    grids: unpackRecords<GridRecord>(packed.grids),
    roads: unpackRecords<RoadRecord>(packed.roads),
    sources: unpackRecords<SourceRecord>(packed.sources),
    groups: unpackRecords<GroupRecord>(packed.groups),
    units: unpackRecords<UnitRecord>(packed.units),
    priorities: unpackRecords<PriorityRecord>(packed.priorities),
  };
}
