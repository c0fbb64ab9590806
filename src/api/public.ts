import { client } from './client.ts';
import { fetchJson } from './fetch-json.ts';
import type { PublicExposure } from '../core/escalation/public-exposure.ts';
import type { Feedback, PublicReport } from '../core/intake/public-report.ts';
import type { PublicState } from '../core/intake/public-state.ts';
import type { FeedbackRecord, GridRecord, ReportRecord, RoadRecord } from '../schema/records.ts';

/** What a map needs before somebody is signed in. */
export interface PublicArea {
  readonly grids: readonly Pick<GridRecord, 'id' | 'name' | 'level' | 'parent' | 'polygon' | 'lng' | 'lat'>[];
  readonly roads: readonly Pick<RoadRecord, 'id' | 'name' | 'class' | 'line'>[];
}

/** An article as everybody may read it, with pictures in which nobody can be known. */
export type ExposedItem = PublicExposure & { readonly pictures: readonly string[] };
export interface ExposedPage {
  readonly items: readonly ExposedItem[];
  /** Names of the towns by id. */
  readonly towns: Readonly<Record<string, string>>;
  readonly more: boolean;
}

/** Exposures for everybody, newest first, from before an instant. */
export function fetchExposed(before?: number): Promise<ExposedPage> {
  return fetchJson<ExposedPage>('/api/sf/public/exposures', before === undefined ? {} : { before });
}

export function fetchPublicArea(): Promise<PublicArea> {
  return fetchJson<PublicArea>('/api/sf/public/area');
}

/**
 * Sends a citizen's report, with a JPEG when there is one; answers the tracking number, the same one for the same secret (32 random
 * hex digits). Throws the SDK's error with the reason.
 */
export async function sendReport(report: PublicReport, photo: Blob | null, secret: string): Promise<string> {
  const form = new FormData();
  form.set('report', JSON.stringify(report));
  form.set('secret', secret);
  if (photo) form.set('photo', photo, 'photo.jpg');
  return (await client.send<{ number: string }>('/api/sf/report', { method: 'POST', body: form })).number;
}

/** How far a report has come. Throws the SDK's error: 404 for a number that is none. */
export function fetchReportState(number: string): Promise<PublicState> {
  return fetchJson<PublicState>(`/api/sf/report/${encodeURIComponent(number)}`);
}

export async function sendFeedback(feedback: Feedback): Promise<void> {
  await client.send('/api/sf/feedback', { method: 'POST', body: feedback });
}

/** Reports of citizens for the office, newest first. */
export async function fetchReports(): Promise<ReportRecord[]> {
  const page = await client
    .collection('reports')
    .getList<ReportRecord>(1, 200, { sort: '-at', skipTotal: true });
  return page.items;
}

/** Gives a report that came in words its place on the map; it becomes a case, whose id is answered. */
export async function placeReport(report: string, place: { lng: number; lat: number }): Promise<string> {
  const { problem } = await client.send<{ problem: string }>(`/api/sf/reports/${report}/place`, {
    method: 'POST',
    body: place,
  });
  return problem;
}

/** What people say about the product, newest first. */
export async function fetchFeedback(): Promise<FeedbackRecord[]> {
  const page = await client
    .collection('feedback')
    .getList<FeedbackRecord>(1, 200, { sort: 'settled,-at', skipTotal: true });
  return page.items;
}

export async function settleFeedback(id: string, answer: string): Promise<void> {
  await client.collection('feedback').update(id, { settled: true, answer });
}
