import { bearing, metres } from '../../../src/core/units.ts';
import { corridor } from '../../../src/core/upwind/corridor.ts';
import type { Shape, Zone } from '../../../src/core/upwind/zone.ts';
import type { WindSample } from '../../../src/core/wind/wind-sample.ts';

export const APEX = { lng: 113.617, lat: 34.867 };
export const AT = Date.UTC(2026, 10, 22, 4, 30);
export const MINUTE = 60_000;

export function zoneOf(shape: Shape, apex = APEX): Zone {
  return {
    ...{ station: 's', apex, at: AT, windowMin: 60, method: 'test/1', shape, confidence: 'high' },
    ...{ reasons: [], axis: null, speedMs: null },
  };
}

export function sectorShape(axis: number, halfAngleDeg: number, radiusM: number): Shape {
  return { kind: 'sector', axis: bearing(axis), halfAngleDeg, radiusM: metres(radiusM) };
}

/** Wind every two minutes for three hours, direction by minutes before the end. */
export function twoMinuteWind(from: (minutesAgo: number) => number, speedMs: number): WindSample[] {
  return Array.from({ length: 91 }, (_, i) => {
    const ago = 180 - 2 * i;
    return { at: AT - ago * MINUTE, kind: 'steady', from: bearing(from(ago)), speedMs };
  });
}

export function corridorShape(
  from: (minutesAgo: number) => number,
  speedMs: number,
  maxRadiusM = 5000,
): Extract<Shape, { kind: 'corridor' }> {
  const wind = twoMinuteWind(from, speedMs);
  return corridor({ wind, at: AT, windowMin: 60, series: null, sigmaRad: 0.15, maxRadiusM });
}

/** A made posterior: a blob in polar coordinates, the threshold so that it holds 90 %. */
export function posteriorBlob(
  options: { bearing: number; distanceM: number; widthDeg: number; stretch: number; radiusM: number },
  size: { rings: number; angles: number } = { rings: 32, angles: 120 },
): Extract<Shape, { kind: 'posterior' }> {
  const { radiusM, distanceM, widthDeg, stretch } = options;
  const rings = Array.from({ length: size.rings }, (_, i) => (radiusM / 64) * 64 ** (i / (size.rings - 1)));
  const weight: number[] = [];
  const area: number[] = [];
  for (let ring = 0; ring < size.rings; ring++) {
    const inner = ring === 0 ? 0 : rings[ring - 1]!;
    const middle = ring === 0 ? (2 / 3) * rings[0]! : Math.sqrt(inner * rings[ring]!);
    for (let angle = 0; angle < size.angles; angle++) {
      const off = ((((angle + 0.5) * 360) / size.angles - options.bearing + 540) % 360) - 180;
      const cell = (Math.PI * (rings[ring]! ** 2 - inner ** 2)) / size.angles;
      const density = Math.exp(
        -((off / widthDeg) ** 2) / 2 - (Math.log(middle / distanceM) / stretch) ** 2 / 2,
      );
      weight.push((density + 1e-6) * cell);
      area.push(cell);
    }
  }
  const total = weight.reduce((sum, each) => sum + each, 0);
  const massPpm = weight.map((each) => Math.floor((each / total) * 1e6));
  const density = massPpm.map((ppm, cell) => ppm / area[cell]!);
  const order = density.map((_, cell) => cell).sort((a, b) => density[b]! - density[a]!);
  let sum = 0;
  let threshold = 0;
  for (const cell of order) {
    sum += massPpm[cell]!;
    threshold = density[cell]!;
    if (sum >= 900_000) break;
  }
  return {
    kind: 'posterior',
    radiusM: metres(radiusM),
    rings,
    angles: size.angles,
    massPpm,
    holds: 0.9,
    threshold,
  };
}
