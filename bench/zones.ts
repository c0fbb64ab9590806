import { featureCollection, point } from '@turf/helpers';
import pointsWithinPolygon from '@turf/points-within-polygon';
import sector from '@turf/sector';
import type { Point } from 'geojson';
import geographiclib from 'geographiclib-geodesic';
import { buildSourceIndex, sourcesInZone } from '../src/core/upwind/source-index.ts';
import { plainFan } from '../src/core/upwind/plain-fan.ts';
import type { Zone } from '../src/core/upwind/zone.ts';
import { turn } from '../src/core/geo.ts';
import { figure, type Figure } from './figure.ts';
import { seeded } from '../src/core/seeded.ts';

const STATIONS = 100;
const SOURCES = 100_000;
/** Turf is timed on these and scaled; it takes 3–6 s for all. */
const TURF_STATIONS = 10;
const RUNS = 5;
/** Both sides run compiled before the clock does. */
const WARM_RUNS = 20;
const EDGE_M = 0.1;
const METRES_PER_DEGREE = 111_000;

/** 100 stations × 100,000 sources over 90 × 90 km at 35° N, half angles 30–45°, radii 3–10 km: typed grid against turf. */
export async function zones(): Promise<Figure[]> {
  const random = seeded(20261122);
  const lng = Float64Array.from({ length: SOURCES }, () => 113 + random());
  const lat = Float64Array.from({ length: SOURCES }, () => 34.6 + 0.81 * random());
  const list = Array.from({ length: STATIONS }, (): Zone => {
    const shape = plainFan(360 * random(), 3000 + 7000 * random(), 30 + 15 * random());
    const apex = { lng: 113.05 + 0.9 * random(), lat: 34.65 + 0.71 * random() };
    return {
      ...{ station: 's', apex, at: 0, windowMin: 60, method: 'fan/1', shape, confidence: 'high' },
      ...{ reasons: [], axis: shape.axis, speedMs: 3 },
    };
  });
  const points = featureCollection(Array.from(lng, (x, i) => point([x, lat[i]!])));
  for (let i = 0; i < WARM_RUNS; i++) {
    const warm = buildSourceIndex(lng, lat);
    for (const zone of list) sourcesInZone(warm, zone);
  }
  runTurf(points, list.slice(0, 1));
  const indexed: number[] = [];
  const built: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const turfMs = (timed(() => runTurf(points, list.slice(0, TURF_STATIONS))) * STATIONS) / TURF_STATIONS;
    let index = buildSourceIndex([], []);
    const buildMs = timed(() => (index = buildSourceIndex(lng, lat)));
    const queryMs = timed(() => list.forEach((zone) => sourcesInZone(index, zone)));
    indexed.push(turfMs / queryMs);
    built.push(turfMs / (buildMs + queryMs));
  }
  const wrong = countWrong(list, lng, lat);
  return [
    figure('zones-indexed', median(indexed), '×', '>= 1000'),
    figure('zones-with-build', median(built), '×', '>= 150'),
    figure('zones-wrong', wrong, 'sources', '= 0'),
  ];
}

function runTurf(points: ReturnType<typeof featureCollection<Point>>, list: readonly Zone[]): void {
  for (const { apex, shape } of list) {
    if (shape.kind !== 'fan') continue;
    const { radiusM, axis, halfAngleDeg } = shape;
    const area = sector([apex.lng, apex.lat], radiusM / 1000, axis - halfAngleDeg, axis + halfAngleDeg);
    pointsWithinPolygon(points, area);
  }
}

/** Sources on the wrong side by geographiclib's geodesics and further than 0.1 m from the sector's edge. */
function countWrong(list: readonly Zone[], lng: Float64Array, lat: Float64Array): number {
  const index = buildSourceIndex(lng, lat);
  let wrong = 0;
  for (const zone of list) {
    const { apex, shape } = zone;
    if (shape.kind !== 'fan') continue;
    const found = new Set(sourcesInZone(index, zone));
    const reachLat = (shape.radiusM + 500) / METRES_PER_DEGREE;
    const reachLng = reachLat / Math.cos((apex.lat * Math.PI) / 180);
    for (let i = 0; i < lng.length; i++) {
      const near = Math.abs(lat[i]! - apex.lat) < reachLat && Math.abs(lng[i]! - apex.lng) < reachLng;
      if (!near) {
        if (found.has(i)) wrong++;
        continue;
      }
      const { s12, azi1 } = geographiclib.Geodesic.WGS84.Inverse(apex.lat, apex.lng, lat[i]!, lng[i]!);
      const off = Math.abs(turn(shape.axis, azi1!)) - shape.halfAngleDeg;
      const inside = s12! <= shape.radiusM && off <= 0;
      if (inside === found.has(i)) continue;
      const toArc = Math.abs(s12! - shape.radiusM);
      const toSide = Math.abs(s12! * Math.sin((off * Math.PI) / 180));
      if (Math.min(toArc, toSide) > EDGE_M) wrong++;
    }
  }
  return wrong;
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]!;
}
