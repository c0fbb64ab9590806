import type { Feature, FeatureCollection, Geometry } from 'geojson';
import { plane, type AreaGeometry } from '../../core/geo.ts';
import { insideTest } from '../../core/upwind/contains.ts';
import type { OutlineLevel } from '../../core/upwind/outline.ts';
import type { Zone } from '../../core/upwind/zone.ts';
import type { LngLat } from '../../core/units.ts';
import { MAP_FONT } from '../basemap-style.ts';
import type { Palette } from '../palette.ts';
import { features, pointFeature, type LayerDrawing } from './layer.ts';

/** A point of the air's way to the station and how long it still takes from there. */
export interface AxisPoint extends LngLat {
  readonly minutes: number;
}

const AXIS_STEP_MIN = 10;

/** Shades, edge and axis of one zone: nested areas only deepen the colour, they carry no percentages. */
export function zoneFeatures(levels: readonly OutlineLevel[], axis: readonly AxisPoint[]): FeatureCollection {
  const shades = levels.map((level, i): Feature => ({
    type: 'Feature',
    properties: { part: i === 0 ? 'outer' : 'inner', level: Math.min(4, i + 1) },
    geometry: level.geometry as Geometry,
  }));
  // The outer area carries both the lightest shade and the edge.
  return features([
    ...shades,
    ...axis.map((each) => pointFeature(each, { part: 'axis', minutes: each.minutes })),
  ]);
}

/**
 * Where the air was 10, 20, 30 … minutes before it reached the station: along the corridor's middle track, else straight
 * up the mean wind; only points inside the zone. Empty for calm and for no zone.
 */
export function zoneAxis(zone: Zone): AxisPoint[] {
  const { shape } = zone;
  const inside = insideTest(shape);
  const { toLngLat } = plane(zone.apex);
  const points: AxisPoint[] = [];
  const place = (minutes: number): { x: number; y: number } | null => {
    if (shape.kind === 'corridor') {
      const track = shape.tracks[Math.floor(shape.tracks.length / 2)] ?? [];
      const after = track.findIndex((each) => each.ageS >= minutes * 60);
      const [a, b] = [track[after - 1], track[after]];
      if (!a || !b) return null;
      const t = (minutes * 60 - a.ageS) / (b.ageS - a.ageS);
      return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t };
    }
    if (zone.axis === null || zone.speedMs === null) return null;
    const far = zone.speedMs * minutes * 60;
    const angle = (zone.axis * Math.PI) / 180;
    return { x: far * Math.sin(angle), y: far * Math.cos(angle) };
  };
  for (let minutes = AXIS_STEP_MIN; minutes <= 120; minutes += AXIS_STEP_MIN) {
    const at = place(minutes);
    if (!at || !inside(at.x, at.y)) break;
    points.push({ ...toLngLat(at.x, at.y), minutes });
  }
  return points;
}

/** Layers of a zone. A zone of low confidence keeps its shape but its edge is dashed. */
export function zoneLayers(palette: Palette, low: boolean, minutesText: string): LayerDrawing[] {
  const { colour, zoneShade, lineFactor: k } = palette;
  return [
    {
      id: 'zone-shades',
      type: 'fill',
      filter: ['has', 'level'],
      paint: {
        'fill-color': colour.zone,
        'fill-opacity': [
          'match',
          ['get', 'level'],
          1,
          zoneShade[0],
          2,
          zoneShade[1],
          3,
          zoneShade[2],
          zoneShade[3],
        ],
      },
    },
    {
      id: 'zone-edge',
      type: 'line',
      filter: ['==', ['get', 'part'], 'outer'],
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': colour.zone,
        'line-width': 1.75 * k,
        ...(low ? { 'line-dasharray': [3, 2] } : {}),
      },
    },
    {
      id: 'zone-axis',
      type: 'circle',
      filter: ['==', ['get', 'part'], 'axis'],
      paint: {
        'circle-radius': 2.5 * k,
        'circle-color': colour.zone,
        'circle-stroke-color': colour['map-land'],
        'circle-stroke-width': 1,
      },
    },
    {
      id: 'zone-minutes',
      type: 'symbol',
      filter: ['==', ['get', 'part'], 'axis'],
      layout: {
        'text-font': MAP_FONT,
        'text-field': ['concat', ['to-string', ['get', 'minutes']], minutesText],
        'text-size': 12,
        'text-anchor': 'left',
        'text-offset': [0.6, 0],
      },
      paint: { 'text-color': colour.wind, 'text-halo-color': colour['map-halo'], 'text-halo-width': 1.5 },
    },
  ];
}

/** The plain fan, for comparison: thin grey dashes, no fill. */
export function fanLayers(palette: Palette): LayerDrawing[] {
  return [
    {
      id: 'fan',
      type: 'line',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.colour['text-3'], 'line-width': 1.25, 'line-dasharray': [4, 5] },
    },
  ];
}

/** The zone before the wind turned: an edge in dashes, no shade. */
export function previousZoneLayers(palette: Palette): LayerDrawing[] {
  return [
    {
      id: 'previous-zone',
      type: 'line',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': palette.colour.zone,
        'line-width': 1.25,
        'line-opacity': 0.7,
        'line-dasharray': [2, 3],
      },
    },
  ];
}

/** One area as data of a source; nothing for null. */
export function areaFeatures(area: AreaGeometry | null): FeatureCollection {
  return features(area ? [{ type: 'Feature', properties: {}, geometry: area as Geometry }] : []);
}

/** The same area drawn in towards a place: 0 = the place itself, 1 = as it is. For the zone that grows from its station. */
export function grown(area: AreaGeometry, from: LngLat, share: number): AreaGeometry {
  const ring = (points: readonly (readonly number[])[]) =>
    points.map(([lng = 0, lat = 0]) => [
      from.lng + (lng - from.lng) * share,
      from.lat + (lat - from.lat) * share,
    ]);
  return area.type === 'Polygon'
    ? { type: 'Polygon', coordinates: area.coordinates.map(ring) }
    : { type: 'MultiPolygon', coordinates: area.coordinates.map((part) => part.map(ring)) };
}
