import type {
  GridRecord,
  GroupRecord,
  PriorityRecord,
  RoadRecord,
  SourceRecord,
  StationRecord,
  UnitRecord,
} from '../schema/records.ts';
import { client } from './client.ts';

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

/** Reads the city as far as the rules let this person see it. Throws the SDK's error. */
export async function loadCity(): Promise<City> {
  const [stations, grids, roads, sources, groups, units, priorities] = await Promise.all([
    all<StationRecord>('stations', 'code'),
    all<GridRecord>('grids', 'code'),
    all<RoadRecord>('roads', 'name'),
    all<SourceRecord>('sources', 'code'),
    all<GroupRecord>('groups', 'code'),
    all<UnitRecord>('units', 'code'),
    all<PriorityRecord>('priorities', 'name'),
  ]);
  return { stations, grids, roads, sources, groups, units, priorities };
}

async function all<T>(collection: string, sort: string): Promise<T[]> {
  return client.collection(collection).getFullList<T>({ batch: 1000, sort, skipTotal: true });
}
