import type { WindSample } from './wind-sample.ts';

export interface NamedWind {
  readonly station: string;
  readonly wind: readonly WindSample[];
}

/**
 * Feeds that repeat one weather record under several stations count once: keeps the first of identical series and lists
 * the others with it. Two series are the same when ≥ 6 shared times, and at least half of the shorter, all agree.
 */
export function distinctSeries<S extends NamedWind>(
  series: readonly S[],
): (S & { readonly sharedBy: string[] })[] {
  const kept: (S & { readonly sharedBy: string[] })[] = [];
  for (const one of series) {
    const twin = kept.find((other) => sameRecord(one.wind, other.wind));
    if (twin) twin.sharedBy.push(one.station);
    else kept.push({ ...one, sharedBy: [one.station] });
  }
  return kept;
}

function sameRecord(a: readonly WindSample[], b: readonly WindSample[]): boolean {
  const byTime = new Map(b.map((sample) => [sample.at, sample]));
  let shared = 0;
  for (const sample of a) {
    const twin = byTime.get(sample.at);
    if (!twin) continue;
    if (twin.kind !== sample.kind || twin.from !== sample.from || twin.speedMs !== sample.speedMs)
      return false;
    shared++;
  }
  return shared >= 6 && shared * 2 >= Math.min(a.length, b.length);
}
