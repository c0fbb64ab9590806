import { walkedPlaces } from '../core/patrol/grid-patrol.ts';
import type { WorkSpan } from '../core/work-calendar.ts';
import type {
  BatchRecord,
  FeedRecord,
  InspectionRecord,
  MobileReadingRecord,
  PostRecord,
  TaskRecord,
  UserRecord,
} from '../schema/records.ts';
import { client } from './client.ts';

/** All feeds with their health. The server writes it past the realtime door, so it has to be asked again. */
export async function fetchFeeds(): Promise<FeedRecord[]> {
  return client.collection('feeds').getFullList<FeedRecord>({ sort: 'code', skipTotal: true });
}

export interface FeedToken {
  readonly id: string;
  readonly code: string;
  /** Told once; only its hash is stored. */
  readonly token: string;
}

/** `alarmCategory`: what alarms of its devices are on the office's list; '' = it sends none. */
export async function makeFeed(code: string, name: string, alarmCategory = ''): Promise<FeedToken> {
  return client.send<FeedToken>('/api/sf/feeds', { method: 'POST', body: { code, name, alarmCategory } });
}

/** A new token; the one before stops working at once. */
export async function renewToken(feed: string): Promise<FeedToken> {
  return client.send<FeedToken>(`/api/sf/feeds/${feed}/token`, { method: 'POST' });
}

/** Whether the token of a push feed may exchange cases with the city's centre. */
export async function allowExchange(feed: string, on: boolean): Promise<void> {
  await client.send(`/api/sf/feeds/${feed}/exchange`, { method: 'POST', body: { on } });
}

export async function switchFeed(feed: string, on: boolean): Promise<void> {
  await client.send(`/api/sf/feeds/${feed}/switch`, { method: 'POST', body: { on } });
}

/** Imports of history and of the city, newest first; what an undo would do stays on the server. */
export async function fetchBatches(): Promise<BatchRecord[]> {
  const page = await client.collection('batches').getList<BatchRecord>(1, 50, {
    sort: '-at',
    fields: 'id,feed,file,by,at,accepted,corrected,undoneAt',
    skipTotal: true,
  });
  return page.items;
}

/** Where and when somebody was: a check, or a grid gone through without anything to record. */
export type Visit = Pick<InspectionRecord, 'lng' | 'lat' | 'at'>;

/** Places of all visits in [from, until) that may count there; a patrol's may lie outside that time. */
export async function fetchVisits(from: number, until: number): Promise<Visit[]> {
  const [checks, patrols] = await Promise.all([
    client.collection('inspections').getFullList<Visit>({
      filter: client.filter('at >= {:from} && at < {:until}', { from, until }),
      fields: 'id,lng,lat,at',
      batch: 1000,
      skipTotal: true,
    }),
    client.collection('tasks').getFullList<Pick<TaskRecord, 'cells'>>({
      filter: client.filter('type = "grid_patrol" && untilAt >= {:from} && sentAt < {:until}', {
        from,
        until,
      }),
      fields: 'id,cells',
      batch: 500,
      skipTotal: true,
    }),
  ]);
  return [...checks, ...patrols.flatMap((each) => walkedPlaces(each.cells))];
}

export async function fetchPeople(): Promise<{ people: UserRecord[]; posts: PostRecord[] }> {
  const [people, posts] = await Promise.all([
    client.collection('users').getFullList<UserRecord>({ sort: 'role,name', skipTotal: true }),
    client.collection('posts').getFullList<PostRecord>({ sort: '-fromAt', skipTotal: true }),
  ]);
  return { people, posts };
}

/** The latest handheld readings, newest first. */
export async function fetchHandheld(): Promise<MobileReadingRecord[]> {
  const page = await client
    .collection('mobile_readings')
    .getList<MobileReadingRecord>(1, 200, { sort: '-at', skipTotal: true });
  return page.items;
}

/** Code of the source that a station is the dust monitor of; '' = a station of the city's. */
export async function saveStationSource(station: string, source: string): Promise<void> {
  await client.collection('stations').update(station, { source });
}

/** A unit's working day; null = the usual hours. */
export async function saveWorkHours(unit: string, workHours: readonly WorkSpan[] | null): Promise<void> {
  await client.collection('units').update(unit, { workHours });
}

/** What all groups checked in [from, until), for the figures of their day. */
export async function fetchDayChecks(from: number, until: number): Promise<InspectionRecord[]> {
  return client.collection('inspections').getFullList<InspectionRecord>({
    filter: client.filter('at >= {:from} && at < {:until}', { from, until }),
    fields: 'id,group,at,lng,lat,result,education',
    batch: 1000,
    skipTotal: true,
  });
}
