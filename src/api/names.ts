import type { UserRecord } from '../schema/records.ts';
import { client } from './client.ts';

/** Leaders in office, by name. Throws the SDK's error. */
export async function fetchLeaders(): Promise<UserRecord[]> {
  const filter = 'role = "leader" && retiredAt = 0';
  return client.collection('users').getFullList<UserRecord>({ filter, sort: 'name', skipTotal: true });
}

/** Names of people by id; those this person may not see are left out. */
export async function fetchNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const filter = ids.map((id, i) => client.filter(`id = {:id${i}}`, { [`id${i}`]: id })).join(' || ');
  const people = await client.collection('users').getFullList<UserRecord>({ filter, skipTotal: true });
  return new Map(people.map((each) => [each.id, each.name]));
}
