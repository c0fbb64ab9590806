import type { OwnershipRuleRecord } from '../schema/records.ts';
import { client } from './client.ts';

/** Earlier decisions on whose a place is, for one category, newest first. Throws the SDK's error. */
export async function fetchOwnershipRules(category: string): Promise<OwnershipRuleRecord[]> {
  const page = await client.collection('ownership_rules').getList<OwnershipRuleRecord>(1, 200, {
    filter: client.filter('category = {:category}', { category }),
    sort: '-fromAt',
    skipTotal: true,
  });
  return page.items;
}
