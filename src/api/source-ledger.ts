import type { SourceSuspicion } from '../core/source-suspicion.ts';
import type { EventRecord, InspectionRecord, TaskRecord } from '../schema/records.ts';
import { client } from './client.ts';
import { fetchJson } from './fetch-json.ts';

/** What was written down about one source, latest first, as far as the rules let this person see it. Throws the SDK's error. */
export async function fetchSourceEvents(id: string, most: number): Promise<EventRecord[]> {
  const page = await client.collection('events').getList<EventRecord>(1, most, {
    filter: client.filter('subjectId = {:id}', { id }),
    sort: '-seq',
    skipTotal: true,
  });
  return page.items;
}

/** Checks of one source, latest first. Throws the SDK's error. */
export async function fetchChecksOf(id: string, most: number): Promise<InspectionRecord[]> {
  const page = await client.collection('inspections').getList<InspectionRecord>(1, most, {
    filter: client.filter('source = {:id}', { id }),
    sort: '-at',
    skipTotal: true,
  });
  return page.items;
}

/** Tasks that have the source among their targets, latest first. Throws the SDK's error. */
export async function fetchTasksOf(id: string, most: number): Promise<TaskRecord[]> {
  const page = await client.collection('tasks').getList<TaskRecord>(1, most, {
    filter: client.filter('targets ~ {:id}', { id }),
    sort: '-sentAt',
    skipTotal: true,
    fields: 'id,no,type,state,group,station,targets,sentAt',
  });
  return page.items;
}

/** Frozen zones in which the source was a suspect, latest first. Throws the SDK's error. */
export function fetchSuspicions(id: string): Promise<SourceSuspicion[]> {
  return fetchJson<SourceSuspicion[]>(`/api/sf/sources/${id}/suspicions`);
}
