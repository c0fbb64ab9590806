import type { LadderEffect } from '../core/escalation/ladder-effect.ts';
import { LADDER_CATALOGUE, type Ladder } from '../core/escalation/ladder.ts';
import type { CatalogueRecord } from '../schema/records.ts';
import { fetchEditionsOf } from './catalogues.ts';
import { client } from './client.ts';

/** An edition of the ladders. */
export interface LadderEdition extends Pick<
  CatalogueRecord,
  'id' | 'version' | 'fromAt' | 'untilAt' | 'by' | 'publishedAt' | 'note'
> {
  readonly ladders: readonly Ladder[];
}

/** A new edition as it is sent; `base` is the latest one its author knew. */
export interface LadderProposal {
  readonly version: string;
  /** 0 = as soon as the server has it. */
  readonly fromAt: number;
  readonly note: string;
  readonly base: string;
  readonly ladders: readonly Ladder[];
}

/** Every edition of the ladders, the latest first; none = the product's own holds. Throws the SDK's error. */
export async function fetchLadderEditions(): Promise<LadderEdition[]> {
  const rows = await fetchEditionsOf(LADDER_CATALOGUE);
  return rows.map(({ body, ...row }) => ({
    ...row,
    ladders: (body as { readonly ladders?: readonly Ladder[] } | null)?.ladders ?? [],
  }));
}

/** A dry run: nothing changes. For administrators. Throws the SDK's error with the server's reason. */
export async function previewLadders(ladders: readonly Ladder[]): Promise<LadderEffect> {
  return client.send<LadderEffect>('/api/sf/ladders/preview', { method: 'POST', body: { ladders } });
}

/** Publishes an edition, which never changes; answers how many steps it proposed at once. Throws the SDK's error. */
export async function publishLadders(proposal: LadderProposal): Promise<{ readonly proposed: number }> {
  return client.send<{ proposed: number }>('/api/sf/ladders', { method: 'POST', body: proposal });
}
