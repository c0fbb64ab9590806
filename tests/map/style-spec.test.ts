import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { describe, expect, it } from 'vitest';
import { readTokens, THEMES } from '../ui/tokens.ts';
import { basemapData, EMPTY_BASEMAP } from '../../src/map/basemap-data.ts';
import { basemapSources } from '../../src/map/basemap-sources.ts';
import { basemapStyle } from '../../src/map/basemap-style.ts';
import { clueLayers } from '../../src/map/layers/clues-style.ts';
import { gridSelectionLayers } from '../../src/map/layers/grids-style.ts';
import { lassoLayers } from '../../src/map/layers/lasso-style.ts';
import { NOTHING, type LayerDrawing } from '../../src/map/layers/layer.ts';
import { patrolLayers } from '../../src/map/layers/patrols-style.ts';
import { placeLayers } from '../../src/map/layers/place-style.ts';
import { problemLayers } from '../../src/map/layers/problems-style.ts';
import { routeLayers } from '../../src/map/layers/route-style.ts';
import { sourceLayers } from '../../src/map/layers/sources-style.ts';
import { stationLayers } from '../../src/map/layers/stations-style.ts';
import { suspectLayers } from '../../src/map/layers/suspects-style.ts';
import { fanLayers, previousZoneLayers, zoneLayers } from '../../src/map/layers/zone-style.ts';
import { readPalette, type Palette } from '../../src/map/palette.ts';
import { anchorOf, Z_ORDER } from '../../src/map/z-order.ts';

function paletteOf(theme: (typeof THEMES)[number]): Palette {
  const tokens = readTokens(theme);
  return readPalette((name) => tokens.get(name) ?? '');
}

function drawings(palette: Palette): LayerDrawing[] {
  return [
    ...zoneLayers(palette, true, ' 分'),
    ...zoneLayers(palette, false, ' min'),
    ...fanLayers(palette),
    ...previousZoneLayers(palette),
    ...sourceLayers(palette, 'a'),
    ...clueLayers(palette, 'a'),
    ...suspectLayers(palette),
    ...routeLayers(palette),
    ...patrolLayers(palette),
    ...placeLayers(palette),
    ...problemLayers(palette),
    ...gridSelectionLayers(palette),
    ...lassoLayers(palette),
    ...stationLayers(),
  ];
}

describe('style of the map', () => {
  it.each(THEMES)(
    'basemap of theme %s is a valid style with no glyphs, no sprite and no address',
    (theme) => {
      const style = basemapStyle(paletteOf(theme), EMPTY_BASEMAP);
      expect(validateStyleMin(style)).toEqual([]);
      expect(style.glyphs).toBeUndefined();
      expect(style.sprite).toBeUndefined();
      expect(JSON.stringify(style)).not.toContain('://');
    },
  );

  it.each(THEMES)('each layer of theme %s is valid and every colour comes from the tokens', (theme) => {
    for (const [i, layer] of drawings(paletteOf(theme)).entries()) {
      const style = {
        version: 8,
        sources: { s: { type: 'geojson', data: NOTHING } },
        layers: [{ ...layer, id: `${layer.id}-${i}`, source: 's' } as LayerSpecification],
      } satisfies StyleSpecification;
      expect(validateStyleMin(style), layer.id).toEqual([]);
    }
  });

  it('on a wall of 4K the words of the ground are twice those of a desk', () => {
    const sizes = (rootPx: number) =>
      basemapStyle(
        readPalette(() => '#000', rootPx),
        EMPTY_BASEMAP,
      ).layers.flatMap((layer) => (layer.type === 'symbol' ? [layer.layout?.['text-size'] as number] : []));
    expect(sizes(16).length).toBeGreaterThan(3);
    // A size that grows with the zoom: its stops alternate with sizes.
    const twice = (size: unknown): unknown =>
      Array.isArray(size)
        ? size.map((each, n) => (n > 3 && n % 2 === 0 ? 2 * each : each))
        : 2 * Number(size);
    expect(sizes(32)).toEqual(sizes(16).map(twice));
    expect(sizes(11)).toEqual(sizes(16));
  });

  it('holds every layer of the order exactly once, itself or as an anchor, bottom up', () => {
    const ids = basemapStyle(paletteOf('light'), EMPTY_BASEMAP).layers.map((layer) => layer.id);
    const asOrdered = ids.map((id) => id.replace(/^anchor:/, ''));
    expect(asOrdered).toEqual([...Z_ORDER]);
  });

  it('gives every mounted layer an anchor, so that a layer mounted late lands in its place', () => {
    const ids = new Set(basemapStyle(paletteOf('dark'), EMPTY_BASEMAP).layers.map((layer) => layer.id));
    for (const layer of drawings(paletteOf('dark'))) expect(ids, layer.id).toContain(anchorOf(layer.id));
  });

  it('keeps the order of the look: heat under roads, zone under labels, suspects over sources, patrols on top', () => {
    const place = (id: (typeof Z_ORDER)[number]) => Z_ORDER.indexOf(id);
    const order = [
      'heat',
      'road-major',
      'district-line',
      'fan',
      'zone-shades',
      'label-town',
      'sources',
    ] as const;
    const above = ['suspect-rings', 'route-line', 'patrols'] as const;
    const places = [...order, ...above].map(place);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('takes tiles of the owner below its own fences: 天地图 with the key, XYZ, PMTiles without icons', () => {
    const palette = paletteOf('light');
    const settings = [
      { kind: 'tianditu', key: 'k&1', satellite: false },
      { kind: 'xyz', url: 'https://tiles.example/{z}/{x}/{y}.png', attribution: '©', maxZoom: 18 },
      { kind: 'pmtiles', url: '/basemap.pmtiles', attribution: '© OSM' },
    ] as const;
    for (const each of settings) {
      const style = basemapStyle(palette, EMPTY_BASEMAP, basemapSources(each, false));
      expect(validateStyleMin(style), each.kind).toEqual([]);
      expect(JSON.stringify(style)).not.toContain('icon-image');
      const ids = style.layers.map((layer) => layer.id);
      const first = style.layers.findIndex(
        (layer) => 'source' in layer && layer.source.startsWith('external'),
      );
      expect(first).toBeGreaterThan(0);
      expect(first).toBeLessThan(ids.indexOf('district-line'));
      expect(ids).not.toContain('district-land');
    }
    expect(JSON.stringify(basemapSources(settings[0], false))).toContain('tk=k%261');
    expect(basemapSources({ kind: 'schematic' }, false)).toBeNull();
  });
});

describe('basemap data', () => {
  const square = (x: number) => ({
    type: 'Polygon',
    coordinates: [
      [
        [x, 0],
        [x + 1, 0],
        [x + 1, 1],
        [x, 1],
        [x, 0],
      ],
    ],
  });
  const grids = [
    { id: 'd', name: '区', level: 'district', parent: 'c', polygon: square(0), lng: 0.5, lat: 0.5 },
    { id: 'n', name: '邻区', level: 'district', parent: '', polygon: square(5), lng: 5.5, lat: 0.5 },
    { id: 't1', name: '镇一', level: 'town', parent: 'd', polygon: square(0), lng: 0.5, lat: 0.5 },
    { id: 't2', name: '镇二', level: 'town', parent: 'd', polygon: square(1), lng: 1.5, lat: 0.5 },
    { id: 'x', name: '无形', level: 'town', parent: 'd', polygon: null, lng: 0, lat: 0 },
  ];

  it('tells the own district from its neighbours and leaves out rows without a shape', () => {
    const { areas, labels } = basemapData(grids, []);
    const kinds = areas.features.map((each) => [each.properties?.['id'], each.properties?.['kind']]);
    expect(kinds).toContainEqual(['d', 'district']);
    expect(kinds).toContainEqual(['n', 'neighbour']);
    expect(kinds.map(([id]) => id)).not.toContain('x');
    expect(labels.features).toHaveLength(4);
  });

  it('draws the common edge of two towns once, so that dashes stay dashes', () => {
    const edges = basemapData(grids, []).areas.features.find(
      (each) => each.properties?.['kind'] === 'town-edge',
    );
    const lines = (edges?.geometry as { coordinates: number[][][] }).coordinates;
    const segments = lines.reduce((sum, line) => sum + line.length - 1, 0);
    expect(segments).toBe(7);
  });
});
