import type { Suspect } from '../../core/upwind/zone.ts';

/** Below half a percent the list shows 0 %: nobody goes there because of this zone. */
const LEAST_SHARE = 0.005;

/** What a loop chooses of what it caught; suspects with next to no share are only counted, so that nobody is sent to them unseen. */
export function lassoTake(
  caught: readonly string[],
  suspects: readonly Suspect[],
): { readonly taken: readonly string[]; readonly left: number } {
  const shareOf = new Map(suspects.map((each) => [each.id, each.share]));
  const taken = caught.filter((id) => (shareOf.get(id) ?? 1) >= LEAST_SHARE);
  return { taken, left: caught.length - taken.length };
}
