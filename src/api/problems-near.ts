import type { EventRecord, ProblemRecord } from '../schema/records.ts';
import { client } from './client.ts';
import { fetchNamedPhotos } from './named-photos.ts';

/** Degrees of latitude per metre. */
const DEGREE_PER_M = 1 / 111_320;

/** Problems within a square round a place, found since a moment, newest first; void ones left out. `category` '' = all. Throws the SDK's error. */
export async function fetchProblemsNear(
  place: { readonly lng: number; readonly lat: number },
  radiusM: number,
  sinceAt: number,
  category: string,
): Promise<ProblemRecord[]> {
  const lat = radiusM * DEGREE_PER_M;
  const lng = lat / Math.cos((place.lat * Math.PI) / 180);
  const parts = [
    client.filter('lng >= {:w} && lng <= {:e} && lat >= {:s} && lat <= {:n} && foundAt >= {:since}', {
      w: place.lng - lng,
      e: place.lng + lng,
      s: place.lat - lat,
      n: place.lat + lat,
      since: sinceAt,
    }),
    'state != "void"',
    ...(category === '' ? [] : [client.filter('category = {:category}', { category })]),
  ];
  const page = await client.collection('problems').getList<ProblemRecord>(1, 60, {
    filter: parts.join(' && '),
    sort: '-foundAt',
    skipTotal: true,
  });
  return page.items;
}

/** The problem of a number; null when there is none, or none that this person may see. Throws the SDK's error. */
export async function fetchProblemByNumber(no: string): Promise<ProblemRecord | null> {
  const page = await client.collection('problems').getList<ProblemRecord>(1, 1, {
    filter: client.filter('no = {:no}', { no }),
    skipTotal: true,
  });
  return page.items[0] ?? null;
}

/** The first picture with which each problem was found, as an address that lives for minutes; those without one, or not to be seen, are left out. */
export async function fetchFirstPhotos(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const any = ids.map((id, i) => client.filter(`subjectId = {:id${i}}`, { [`id${i}`]: id })).join(' || ');
  const found = await client
    .collection('events')
    .getFullList<EventRecord>({ filter: `(${any}) && type = "problem.found"`, skipTotal: true });
  const photos = new Map((await fetchNamedPhotos(found)).map((each) => [each.id, each]));
  if (photos.size === 0) return new Map();
  const token = await client.files.getToken();
  return new Map(
    found.flatMap((event) => {
      const first = (event.photos ?? []).map((ref) => photos.get(ref.id)).find((each) => each !== undefined);
      if (!first) return [];
      return [
        [event.subjectId, client.files.getURL(first, first.file, { thumb: '160x160', token })] as const,
      ];
    }),
  );
}
