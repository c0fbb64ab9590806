import type { ReductionLine } from '../core/response/reduction-lines.ts';
import type { ReductionRecord, TaskRecord } from '../schema/records.ts';
import { client } from './client.ts';
import { fetchJson } from './fetch-json.ts';

/** The reduction list of a response, as far as this person sees it. Throws the SDK's error. */
export async function fetchReductions(response: string): Promise<readonly ReductionLine[]> {
  return fetchJson<readonly ReductionLine[]>(`/api/sf/reductions/${response}`);
}

/** What the response in force asks of a source; null when nothing. Throws the SDK's error. */
export async function fetchReductionOf(source: string): Promise<ReductionRecord | null> {
  const page = await client.collection('reductions').getList<ReductionRecord>(1, 1, {
    filter: client.filter('source = {:source} && untilAt = 0', { source }),
    skipTotal: true,
  });
  return page.items[0] ?? null;
}

/** The check tasks of a response that this person may see, in the order they were made; the cancelled ones left out. */
export async function fetchResponseTasks(response: string): Promise<readonly TaskRecord[]> {
  return client.collection('tasks').getFullList<TaskRecord>({
    filter: client.filter('because = "response" && basis = {:response} && state != "cancelled"', {
      response,
    }),
    sort: 'sentAt,no',
    skipTotal: true,
  });
}
