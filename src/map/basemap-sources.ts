import { layers as protomapsLayers, namedFlavor } from '@protomaps/basemaps';
import type { LayerSpecification, SourceSpecification } from 'maplibre-gl';
import type { BasemapSettings } from '../core/basemap-settings.ts';
import { m } from '../text/paraglide/messages.js';

export interface ExternalBasemap {
  readonly sources: Readonly<Record<string, SourceSpecification>>;
  readonly layers: readonly LayerSpecification[];
  readonly attribution: string;
}

/**
 * Sources and layers of the owner's basemap, below the product's own; null for the built-in schematic one.
 * Sprites and glyphs are stripped: icons are left out and text is drawn with the fonts of the device.
 */
export function basemapSources(settings: BasemapSettings, dark: boolean): ExternalBasemap | null {
  switch (settings.kind) {
    case 'schematic':
      return null;
    case 'pmtiles':
      return {
        sources: { external: { type: 'vector', url: `pmtiles://${settings.url}` } },
        layers: protomapsLayers('external', namedFlavor(dark ? 'black' : 'white'), {
          lang: 'zh-Hans',
        }).flatMap((layer) => withoutIcons(layer as LayerSpecification)),
        attribution: settings.attribution,
      };
    case 'tianditu':
      return {
        sources: {
          'external-ground': tianditu(settings.satellite ? 'img' : 'vec', settings.key),
          'external-words': tianditu(settings.satellite ? 'cia' : 'cva', settings.key),
        },
        layers: [
          rasterLayer('external-ground', dark && !settings.satellite),
          rasterLayer('external-words', dark),
        ],
        attribution: m.map_tianditu(),
      };
    case 'xyz':
      return {
        sources: {
          'external-ground': {
            type: 'raster',
            tiles: [settings.url],
            tileSize: 256,
            maxzoom: settings.maxZoom,
            attribution: settings.attribution,
          },
        },
        layers: [rasterLayer('external-ground', dark)],
        attribution: settings.attribution,
      };
  }
}

/** 天地图 in web mercator (`_w`), which carries no GCJ-02 offset. */
function tianditu(layer: string, key: string): SourceSpecification {
  const query = `SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=${layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles`;
  return {
    type: 'raster',
    tiles: ['0', '1', '2', '3'].map(
      (host) =>
        `https://t${host}.tianditu.gov.cn/${layer}_w/wmts?${query}&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=${encodeURIComponent(key)}`,
    ),
    tileSize: 256,
    maxzoom: 18,
  };
}

function rasterLayer(source: string, dim: boolean): LayerSpecification {
  return {
    id: source,
    type: 'raster',
    source,
    // A bright raster under a dark theme would outshine every symbol.
    paint: dim ? { 'raster-brightness-max': 0.45, 'raster-saturation': -0.5 } : { 'raster-saturation': -0.4 },
  };
}

function withoutIcons(layer: LayerSpecification): LayerSpecification[] {
  if (layer.type !== 'symbol') return [{ ...layer, id: `external-${layer.id}` }];
  const layout = Object.fromEntries(
    Object.entries(layer.layout ?? {}).filter(([name]) => !name.startsWith('icon-') && name !== 'text-font'),
  );
  if (!('text-field' in layout)) return [];
  return [{ ...layer, id: `external-${layer.id}`, layout: layout as NonNullable<typeof layer.layout> }];
}
