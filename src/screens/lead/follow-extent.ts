import type { Map as MapLibreMap } from 'maplibre-gl';
import type { LngLatBox } from '../../core/columns/mercator.ts';
import type { LeadView } from './lead-view.svelte.ts';

export interface ExtentFollower {
  /** The next move is one that nobody asked the address to remember: fitting the district. */
  readonly silence: () => void;
}

/** Tells the view what the map shows, after each move, and lets the address remember what a person moved to. */
export function followExtent(
  map: MapLibreMap,
  view: LeadView,
  onzoom: (zoom: number) => void,
): ExtentFollower {
  let silent = false;
  let stood = standOf(map);
  view.shown = boxOf(map);
  onzoom(map.getZoom());
  map.on('moveend', () => {
    view.shown = boxOf(map);
    onzoom(map.getZoom());
    // A resize moves nothing.
    if (!silent && standOf(map) !== stood) view.set({ extent: view.shown });
    silent = false;
    stood = standOf(map);
  });
  return { silence: () => (silent = true) };
}

function standOf(map: MapLibreMap): string {
  return `${map.getZoom().toFixed(3)} ${map.getCenter().toString()}`;
}

function boxOf(map: MapLibreMap): LngLatBox {
  const box = map.getBounds();
  return { west: box.getWest(), south: box.getSouth(), east: box.getEast(), north: box.getNorth() };
}
