import type { OwnershipRuleRecord } from '../schema/records.ts';
import { client } from './client.ts';

/** Earlier decisions on whose a place is, for these categories, newest first. Throws the SDK's error. */
export async function fetchOwnershipRules(categories: readonly string[]): Promise<OwnershipRuleRecord[]> {
  if (categories.length === 0) return [];
  return client.collection('ownership_rules').getFullList<OwnershipRuleRecord>({
    filter: categories.map((category) => client.filter('category = {:category}', { category })).join(' || '),
    sort: '-fromAt',
    batch: 500,
  });
}
