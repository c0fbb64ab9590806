import { ClientResponseError } from 'pocketbase';
import type { CityKind, CityPlan, CityProblem } from '../core/city-import/city-plan.ts';
import type { FeedRow, Refusal } from '../core/feeds/feed-row.ts';
import type { Message } from '../core/message.ts';
import { client } from './client.ts';

export interface ImportedPiece {
  readonly accepted: number;
  readonly duplicates: number;
  readonly corrected: number;
  readonly refused: readonly Refusal[];
}

/** A piece of a batch of history; the same piece again changes nothing. Throws the SDK's error. */
export async function sendHistoryPiece(
  batch: string,
  file: string,
  rows: readonly FeedRow[],
): Promise<ImportedPiece> {
  return client.send<ImportedPiece>('/api/sf/import', { method: 'POST', body: { batch, file, rows } });
}

export interface CityAnswer {
  readonly batch: string;
  readonly counts: Readonly<
    Record<CityKind, { readonly created: number; readonly updated: number; readonly unchanged: number }>
  >;
}

/** The server would not have a plan: which rows, and why. */
export class PlanRefused extends Error {
  readonly problems: readonly (CityProblem & { readonly kind: CityKind })[];
  constructor(problems: readonly (CityProblem & { readonly kind: CityKind })[]) {
    super('plan refused');
    this.problems = problems;
  }
}

/** Stores a city or (dry run) says what that would do. Throws PlanRefused, else the SDK's error. */
export async function sendCity(
  batch: string,
  file: string,
  plan: CityPlan,
  dryRun: boolean,
): Promise<CityAnswer> {
  try {
    return await client.send<CityAnswer>('/api/sf/city-import', {
      method: 'POST',
      body: { batch, file, plan, dryRun },
    });
  } catch (error) {
    const problems = refusalOf(error)?.['problems'];
    if (Array.isArray(problems)) throw new PlanRefused(problems as PlanRefused['problems']);
    throw error;
  }
}

/** Takes an import back, of history or of the city. */
/** What an undo left as it is, because it was changed or used since. */
export interface KeptByUndo {
  readonly kept: number;
  /** Of a city: the rows by code or name, as far as they are told. */
  readonly keptRows?: readonly { readonly key: string }[];
}

/** Takes a batch back. Throws the SDK's error. */
export async function undoImport(batch: string, feed: string): Promise<KeptByUndo> {
  const path = feed === 'city' ? 'city-import' : 'import';
  return client.send<KeptByUndo>(`/api/sf/${path}/${batch}`, { method: 'DELETE' });
}

/** Why one of the product's own routes refused, or null when it did not say. */
export function refusalReason(error: unknown): Message | null {
  const data = refusalOf(error);
  const key = data?.['key'];
  if (typeof key !== 'string') return null;
  return { key, params: (data?.['params'] ?? {}) as Record<string, string | number> };
}

function refusalOf(error: unknown): Record<string, unknown> | null {
  if (!(error instanceof ClientResponseError)) return null;
  const data: unknown = error.response['data'];
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : null;
}
