import { boundsOf } from '../../map/fit.ts';

interface Place {
  readonly lng: number;
  readonly lat: number;
}

/** What holds the district's fence, with a small margin; without a fence, what holds the stations. Null for neither. */
export function districtBounds(polygon: unknown, stations: readonly Place[]): ReturnType<typeof boundsOf> {
  const places: Place[] = [];
  const walk = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    if (typeof part[0] === 'number') places.push({ lng: Number(part[0]), lat: Number(part[1]) });
    else for (const each of part) walk(each);
  };
  walk((polygon as { coordinates?: unknown } | null | undefined)?.coordinates);
  return boundsOf(places.length > 0 ? places : stations, 0.02);
}
