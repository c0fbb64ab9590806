/**
 * Every layer of the map, bottom up. A layer that is not in this list does not compile, and a layer mounted late still
 * lands in its place: the basemap style holds an invisible anchor for each layer that it does not draw itself.
 */
export const Z_ORDER = [
  // the ground
  'ground',
  'external', // tiles of the owner: raster or vector, drawn in place of the schematic ground
  'district-land',
  'water-edge',
  'water',
  // what is counted, under the streets so that places stay readable
  'heat',
  'hatch',
  // streets and roads
  'road-branch',
  'road-major-case',
  'road-major',
  // borders, finest first
  'cell-line',
  'village-line',
  'town-line',
  'neighbour-line',
  'district-line',
  'grid-selected',
  'grid-selected-line',
  // the wind's zone
  'fan',
  'previous-zone',
  'zone-shades',
  'zone-edge',
  'zone-axis',
  // words of the ground
  'label-road',
  'label-water',
  'label-district',
  'label-town',
  'zone-minutes',
  // problems and sources
  'problem-points',
  'clusters',
  'cluster-counts',
  'restaurants',
  'sources',
  'source-selected',
  // what was measured or seen between the stations
  'sightings',
  'mobile-readings',
  'clue-selected',
  // what is proposed and who goes
  'suspect-rings',
  'suspect-symbols',
  'suspect-badges',
  'suspect-ranks',
  'route-line',
  'route-stops',
  'route-numbers',
  'accuracy',
  'patrols',
  'patrol-labels',
  // the place that is meant, on a form's small map
  'place-doubt',
  'place-dot',
  // what is being drawn
  'lasso-fill',
  'lasso-line',
  // suspects are never hidden, whatever stands there; this one keeps the words of others out of their way
  'suspect-room',
  // stations are HTML markers and lie above all layers; this one keeps labels out of their way
  'station-room',
] as const;
export type LayerId = (typeof Z_ORDER)[number];

/** The id of the anchor below which a layer is added: its place in the order whatever else is on the map. */
export function anchorOf(layer: LayerId): string {
  return `anchor:${layer}`;
}
