import type {
  ExpressionSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from 'maplibre-gl';
import type { BasemapData } from './basemap-data.ts';
import type { ExternalBasemap } from './basemap-sources.ts';
import type { Palette } from './palette.ts';
import { anchorOf, Z_ORDER, type LayerId } from './z-order.ts';

/** CSS font cascade: without `glyphs` in the style MapLibre draws all text with the fonts of the device. */
export const MAP_FONT = ['PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'sans-serif'];

/**
 * The whole basemap as a pure function of a theme's palette and of data that was given to it. No glyphs, no sprite,
 * no address: it works with no network. Every layer of Z_ORDER that is not drawn here gets an invisible anchor.
 */
export function basemapStyle(
  palette: Palette,
  data: BasemapData,
  external: ExternalBasemap | null = null,
): StyleSpecification {
  const drawn = new Map(basemapLayers(palette, external !== null).map((layer) => [layer.id, layer]));
  const sources: Record<string, SourceSpecification> = {
    areas: { type: 'geojson', data: data.areas },
    lines: { type: 'geojson', data: data.lines },
    labels: { type: 'geojson', data: data.labels },
    ...external?.sources,
  };
  const layers = Z_ORDER.flatMap((id): LayerSpecification[] => {
    const layer = drawn.get(id);
    if (layer) return [layer];
    const anchor: LayerSpecification = {
      id: anchorOf(id),
      type: 'background',
      layout: { visibility: 'none' },
    };
    return id === 'external' ? [...(external?.layers ?? []), anchor] : [anchor];
  });
  return { version: 8, sources, layers };
}

/** A name that is in the way goes a little up or down before it disappears: further off it would name another place. */
const STEP_ASIDE = {
  'text-variable-anchor': ['center', 'bottom', 'top'] as ('center' | 'bottom' | 'top')[],
  'text-radial-offset': 1.2,
};

type Drawn = LayerSpecification & { id: LayerId };

function basemapLayers(palette: Palette, overTiles: boolean): Drawn[] {
  const { colour, lineFactor: k, textFactor } = palette;
  const kind = (...kinds: string[]): ExpressionSpecification => ['in', ['get', 'kind'], ['literal', kinds]];
  const road = (...classes: string[]): ExpressionSpecification => [
    'in',
    ['get', 'class'],
    ['literal', classes],
  ];
  const text = { 'text-font': MAP_FONT, 'text-field': ['get', 'name'] as ExpressionSpecification };
  const halo = { 'text-halo-color': colour['map-halo'], 'text-halo-width': 1.5 };

  const ground: Drawn[] = [
    { id: 'ground', type: 'background', paint: { 'background-color': colour['map-out'] } },
  ];
  const schematic: Drawn[] = [
    {
      id: 'district-land',
      type: 'fill',
      source: 'areas',
      filter: kind('district'),
      paint: { 'fill-color': colour['map-land'], 'fill-antialias': false },
    },
    {
      id: 'water-edge',
      type: 'line',
      source: 'lines',
      filter: road('river'),
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': colour['map-water-line'], 'line-width': riverWidth(2) },
    },
    {
      id: 'water',
      type: 'line',
      source: 'lines',
      filter: road('river'),
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': colour['map-water'], 'line-width': riverWidth(0) },
    },
    {
      id: 'road-branch',
      type: 'line',
      source: 'lines',
      filter: road('branch', 'main'),
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': colour['map-road'], 'line-width': byZoom(0.75, 2.5, 9) },
    },
    {
      id: 'road-major-case',
      type: 'line',
      source: 'lines',
      filter: road('expressway', 'trunk'),
      layout: { 'line-join': 'round' },
      paint: { 'line-color': colour['map-road-case'], 'line-width': byZoom(2.5, 5.5, 16) },
    },
    {
      id: 'road-major',
      type: 'line',
      source: 'lines',
      filter: road('expressway', 'trunk'),
      layout: { 'line-join': 'round' },
      paint: { 'line-color': colour['map-road-major'], 'line-width': byZoom(1.25, 3.5, 12) },
    },
    {
      id: 'label-road',
      type: 'symbol',
      source: 'lines',
      filter: road('expressway', 'trunk', 'main'),
      minzoom: 10.5,
      layout: { ...text, 'symbol-placement': 'line', 'text-size': 11 * textFactor, 'symbol-spacing': 360 },
      paint: { 'text-color': colour['map-label'], ...halo },
    },
    {
      id: 'label-water',
      type: 'symbol',
      source: 'lines',
      filter: road('river'),
      layout: {
        ...text,
        'symbol-placement': 'line',
        'text-size': 12 * textFactor,
        'text-letter-spacing': 0.3,
      },
      paint: { 'text-color': colour['map-label-water'] },
    },
  ];
  const fences: Drawn[] = [
    {
      id: 'cell-line',
      type: 'line',
      source: 'areas',
      filter: kind('cell'),
      minzoom: 11,
      paint: {
        'line-color': colour['map-cell'],
        'line-width': 1,
        'line-opacity': ['interpolate', ['linear'], ['zoom'], 11, 0, 12.5, 1],
      },
    },
    {
      id: 'village-line',
      type: 'line',
      source: 'areas',
      filter: kind('village'),
      minzoom: 11,
      paint: { 'line-color': colour['map-cell'], 'line-width': 1 },
    },
    {
      id: 'town-line',
      type: 'line',
      source: 'areas',
      filter: kind('town-edge'),
      paint: { 'line-color': colour['map-town'], 'line-width': k, 'line-dasharray': [5, 3] },
    },
    {
      id: 'neighbour-line',
      type: 'line',
      source: 'areas',
      filter: kind('neighbour'),
      paint: { 'line-color': colour['map-town'], 'line-width': k },
    },
    {
      id: 'district-line',
      type: 'line',
      source: 'areas',
      filter: kind('district'),
      layout: { 'line-join': 'round' },
      paint: { 'line-color': colour['map-district'], 'line-width': 1.75 * k },
    },
    {
      id: 'label-district',
      type: 'symbol',
      source: 'labels',
      filter: kind('neighbour'),
      layout: { ...text, 'text-size': 12 * textFactor, 'text-letter-spacing': 0.2 },
      paint: {
        'text-color': colour['map-label'],
        'text-halo-color': colour['map-out'],
        'text-halo-width': 1.5,
      },
    },
    {
      id: 'label-town',
      type: 'symbol',
      source: 'labels',
      filter: kind('town'),
      layout: {
        ...text,
        'text-size': ['interpolate', ['linear'], ['zoom'], 10, 11 * textFactor, 11.5, 13 * textFactor],
        'text-letter-spacing': ['interpolate', ['linear'], ['zoom'], 10, 0, 11.5, 0.14],
        'text-padding': 3,
        ...STEP_ASIDE,
      },
      paint: { 'text-color': colour['map-label'], ...halo },
    },
  ];
  return overTiles ? [...ground, ...fences] : [...ground, ...schematic, ...fences];
}

function byZoom(far: number, near: number, close: number): ExpressionSpecification {
  return ['interpolate', ['exponential', 1.4], ['zoom'], 9, far, 13, near, 17, close];
}

/** True width on the ground: metres per pixel halve with each zoom (78 271.5 m at zoom 0 on the equator, 512-px tiles). */
function riverWidth(edgePx: number): ExpressionSpecification {
  const perMetre = (zoom: number): number => 2 ** zoom / (78_271.5 * Math.cos((35 * Math.PI) / 180));
  const at = (zoom: number): ExpressionSpecification => [
    '+',
    edgePx,
    ['max', 1.25, ['*', ['get', 'widthM'], perMetre(zoom)]],
  ];
  return ['interpolate', ['exponential', 2], ['zoom'], 8, at(8), 20, at(20)];
}
