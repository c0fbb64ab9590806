import type { MobileNow, Snapshot } from '../../core/snapshot.ts';
import type { ClueKind, ClueMark } from '../../map/layers/clues-style.ts';
import { dispatch } from '../../state/dispatch.svelte.ts';
import { now } from '../../state/now.svelte.ts';
import { deskView } from './desk-view.svelte.ts';

/** What lies between the stations: handheld readings and sightings of the snapshot, none that came after the moment looked at. */
export type Clue =
  | { readonly kind: 'handheld'; readonly row: MobileNow }
  | { readonly kind: 'sighting'; readonly row: Snapshot['sightings'][number] };

/** All clues that the layers show, sightings first, each newest first. */
export function shownClues(): Clue[] {
  const { snapshot } = now;
  if (!snapshot) return [];
  const known = (each: { readonly at: number }) => dispatch.at === null || each.at <= dispatch.at;
  const sightings = deskView.hidden.has('sightings') ? [] : snapshot.sightings.filter(known);
  const mobile = deskView.hidden.has('mobile') ? [] : snapshot.mobile.filter(known);
  return [
    ...sightings.map((row) => ({ kind: 'sighting', row }) as const),
    ...mobile.map((row) => ({ kind: 'handheld', row }) as const),
  ];
}

/** The clues as the map draws them. */
export function clueMarks(clues: readonly Clue[]): ClueMark[] {
  return clues.map(({ kind, row }) => ({ id: row.id, kind, lng: row.lng, lat: row.lat }));
}

/** The kinds that are on the map, for its legend. */
export function clueKinds(clues: readonly Clue[]): ClueKind[] {
  return [...new Set(clues.map((each) => each.kind))];
}
