import { Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl';
import type { GeoJSONSource } from 'maplibre-gl';
import { severityOf, unpackLat, unpackLng } from '../../src/core/columns/codec.ts';
import {
  clusterCountLayout,
  clusterCountPaint,
  clusterPaint,
  isCluster,
  isSingle,
  marksGeoJson,
  problemPaint,
} from '../../src/map/layers/clusters-style.ts';
import { readPalette } from '../../src/map/palette.ts';
import { ColumnsChannel } from '../../src/workers/columns-channel.ts';
import { encodeColumns } from '../../src/core/columns/codec.ts';
import { AREA, sampleProblems } from '../problem-sample.ts';

/** What one design measured in the page. */
export interface PageFigures {
  readonly firstViewMs: number;
  readonly longestBlockMs: number;
  /** Problems that aggregation lost or doubled, over all zooms; columns only. */
  readonly miscounted: number;
}

const PALETTE = readPalette(() => '#3d4ccc');
const ALWAYS = { kind: 'found', from: 0, until: 2 ** 32 - 1 } as const;
const CENTRE: [number, number] = [(AREA.west + AREA.east) / 2, (AREA.south + AREA.north) / 2];

setWorkerUrl('/maplibre-gl-worker.mjs');

/** One GeoJSON source with cluster: true, as the documentation of MapLibre shows it. */
export async function naive(count: number): Promise<PageFigures> {
  const map = await emptyMap();
  const records = sampleProblems(count);
  const data: GeoJSON.FeatureCollection = {
    type: 'FeatureCollection',
    features: Array.from({ length: count }, (_, i) => ({
      type: 'Feature',
      properties: {
        row: records.row[i]!,
        opened: records.opened[i]!,
        category: records.category[i]!,
        severity: severityOf(records.bits[i]!),
        town: records.town[i]!,
      },
      geometry: { type: 'Point', coordinates: [unpackLng(records.x[i]!), unpackLat(records.y[i]!)] },
    })),
  };
  await rest();
  const clock = watchMainThread();
  const start = performance.now();
  map.addSource('problems', { type: 'geojson', data, cluster: true, clusterRadius: 44 });
  map.addLayer({
    id: 'clusters',
    type: 'circle',
    source: 'problems',
    filter: ['has', 'point_count'],
    paint: { 'circle-radius': 16, 'circle-color': '#3d4ccc' },
  });
  map.addLayer({
    id: 'counts',
    type: 'symbol',
    source: 'problems',
    filter: ['has', 'point_count'],
    layout: { 'text-field': ['get', 'point_count_abbreviated'], 'text-font': ['sans-serif'] },
  });
  map.addLayer({
    id: 'points',
    type: 'circle',
    source: 'problems',
    filter: ['!', ['has', 'point_count']],
    paint: { 'circle-radius': 4, 'circle-color': '#3d4ccc' },
  });
  await shown(map);
  return { firstViewMs: performance.now() - start, longestBlockMs: clock.stop(), miscounted: 0 };
}

/** The product's design: records in a worker, merged bins on the map. Starts from the server's bytes. */
export async function columns(count: number): Promise<PageFigures> {
  const map = await emptyMap();
  const { bytes, severe } = sampleBytes(count);
  const channel = new ColumnsChannel(new Worker('/columns.worker.js', { type: 'module' }));
  await rest();
  const clock = watchMainThread();
  const start = performance.now();
  await channel.ask({ kind: 'append', bytes });
  const box = map.getBounds();
  const view = await channel.ask({
    kind: 'view',
    box: { west: box.getWest(), south: box.getSouth(), east: box.getEast(), north: box.getNorth() },
    zoom: map.getZoom(),
    filter: {},
    time: ALWAYS,
    mode: 'clusters',
    colours: [],
  });
  map.addSource('problems', { type: 'geojson', data: marksGeoJson(view?.marks ?? null, String) });
  map.addLayer({
    id: 'points',
    type: 'circle',
    source: 'problems',
    filter: isSingle,
    paint: problemPaint(PALETTE),
  });
  map.addLayer({
    id: 'clusters',
    type: 'circle',
    source: 'problems',
    filter: isCluster,
    paint: clusterPaint(PALETTE),
  });
  map.addLayer({
    id: 'counts',
    type: 'symbol',
    source: 'problems',
    filter: isCluster,
    layout: clusterCountLayout(),
    paint: clusterCountPaint(PALETTE),
  });
  await shown(map);
  const figures = { firstViewMs: performance.now() - start, longestBlockMs: clock.stop() };

  let miscounted = 0;
  for (let zoom = 5; zoom <= 14; zoom++) {
    const all = await channel.ask({
      kind: 'view',
      box: AREA,
      zoom,
      filter: {},
      time: ALWAYS,
      mode: 'clusters',
      colours: [],
    });
    const sum = (list: Uint32Array | undefined): number => list?.reduce((a, each) => a + each, 0) ?? 0;
    miscounted += Math.abs(sum(all?.marks?.total) - count) + Math.abs(sum(all?.marks?.major) - severe);
  }
  return { ...figures, miscounted };
}

Object.assign(globalThis, { naive, columns });

/** The answer of the server, and how many of its problems are severe; the sample itself is let go. */
function sampleBytes(count: number): { bytes: ArrayBuffer; severe: number } {
  const records = sampleProblems(count);
  let severe = 0;
  for (let i = 0; i < count; i++) if (severityOf(records.bits[i]!) === 3) severe++;
  return { bytes: encodeColumns(records), severe };
}

async function emptyMap(): Promise<MapLibreMap> {
  const map = new MapLibreMap({
    container: 'map',
    style: {
      version: 8,
      sources: {},
      layers: [{ id: 'ground', type: 'background', paint: { 'background-color': '#eee' } }],
    },
    center: CENTRE,
    zoom: 9,
    fadeDuration: 0,
    attributionControl: false,
  });
  await map.once('idle');
  return map;
}

/** Idle with the source's tiles on the screen. */
async function shown(map: MapLibreMap): Promise<void> {
  for (;;) {
    await map.once('idle');
    const source = map.getSource<GeoJSONSource>('problems');
    if (source && map.isSourceLoaded('problems') && map.queryRenderedFeatures().length > 0) return;
    map.triggerRepaint();
  }
}

/** Longest time in which the main thread did nothing else. */
function watchMainThread(): { stop: () => number } {
  const { port1, port2 } = new MessageChannel();
  let last = performance.now();
  let longest = 0;
  let running = true;
  port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (running) port2.postMessage(0);
  };
  port2.postMessage(0);
  return {
    stop: () => {
      running = false;
      return longest;
    },
  };
}

/** Lets what made the sample be swept up before the clock starts. */
async function rest(): Promise<void> {
  (globalThis as { gc?: () => void }).gc?.();
  await new Promise((done) => setTimeout(done, 1500));
}
