import { CATEGORY_CATALOGUE, type CategoryRow } from '../core/casework/category-catalogue.ts';
import type { CatalogueRecord } from '../schema/records.ts';
import { client } from './client.ts';

/** An edition of the problem categories. */
export interface CategoryEdition extends Pick<
  CatalogueRecord,
  'id' | 'version' | 'fromAt' | 'untilAt' | 'by' | 'publishedAt' | 'note'
> {
  readonly categories: readonly CategoryRow[];
}

/** A new edition as it is sent; `base` is the latest one its author knew. */
export interface EditionProposal {
  readonly version: string;
  /** 0 = as soon as the server has it. */
  readonly fromAt: number;
  readonly note: string;
  readonly base: string;
  readonly applyToOpen: boolean;
  readonly categories: readonly CategoryRow[];
}

/** What an edition would change. */
export interface EditionEffect {
  readonly changes: readonly { readonly code: string; readonly field: string }[];
  /** Cases that a unit has to put right. */
  readonly open: number;
  /** Deadlines that would change, and how many of them to an earlier time. */
  readonly moved: number;
  readonly earlier: number;
  /** Keep their deadline, since the new one would be over. */
  readonly kept: number;
  /** Keep it, since it is not the edition's: set by hand, extended, halved on return or held still. */
  readonly own: number;
  readonly byCategory: readonly { readonly category: string; readonly count: number }[];
}

/** All editions, latest first. Throws the SDK's error. */
export async function fetchEditions(): Promise<CategoryEdition[]> {
  const filter = client.filter('code = {:code}', { code: CATEGORY_CATALOGUE });
  const rows = await client
    .collection('catalogues')
    .getFullList<CatalogueRecord>({ filter, sort: '-fromAt', skipTotal: true });
  return rows.map(({ body, ...row }) => ({
    ...row,
    categories: (body as { readonly categories?: readonly CategoryRow[] } | null)?.categories ?? [],
  }));
}

/** A dry run: nothing changes. */
export async function previewEdition(proposal: EditionProposal): Promise<EditionEffect> {
  return client.send<EditionEffect>('/api/sf/categories/preview', { method: 'POST', body: proposal });
}

export async function publishEdition(proposal: EditionProposal): Promise<{ readonly moved: number }> {
  return client.send<{ moved: number }>('/api/sf/categories', { method: 'POST', body: proposal });
}
