import type { City } from '../../src/cli/throw-away-city.mjs';
import { Office } from './office.ts';

/** A tablet that knows where it is. */
export const TABLET = {
  viewport: { width: 1180, height: 820 },
  permissions: ['geolocation'],
  geolocation: { longitude: 113.62, latitude: 34.86, accuracy: 12 },
};

export interface SentOut {
  /** The dispatcher who sent. */
  readonly office: Office;
  readonly task: string;
  /** Rows of the sites, in the order of the task. */
  readonly sites: readonly Record<string, unknown>[];
}

/** The office sends the inspector's group to sites of the demo city: to the first one, or to those from one up to another. */
export async function sentToSites(city: City, from = 0, until = from + 1): Promise<SentOut> {
  const office = await new Office(city).signIn('dispatcher');
  const { group } = await new Office(city).signIn('inspector');
  const sites = (await office.rows('sources', 'kind = "site" && demo = true')).slice(from, until);
  const task = await office.sends(
    group,
    sites.map((each) => each['id']),
  );
  return { office, task, sites };
}
