import { emptyRecords, packBits, packLat, packLng, type Records } from '../src/core/columns/codec.ts';
import { seeded } from '../src/core/seeded.ts';

export const DAY_S = 86_400;
export const YEAR_FROM_S = Date.UTC(2025, 10, 22) / 1000;
/** About a prefecture. */
export const AREA = { west: 113, south: 34.4, east: 114.2, north: 35.1 };

/** A year of problems in 400 Gaussian places, as a server sends them: by time. The same for the same seed. */
export function sampleProblems(count: number, seed = 20261122): Records {
  const random = seeded(seed);
  const gauss = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const places = Array.from({ length: 400 }, () => ({
    lng: AREA.west + 0.1 + random() * 1,
    lat: AREA.south + 0.1 + random() * 0.5,
    spread: 0.002 + random() * 0.02,
  }));
  const records = emptyRecords(count);
  for (let i = 0; i < count; i++) {
    const place = places[Math.floor(random() * places.length)]!;
    const inside = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));
    records.x[i] = packLng(inside(place.lng + gauss() * place.spread, AREA.west, AREA.east));
    records.y[i] = packLat(inside(place.lat + gauss() * place.spread, AREA.south, AREA.north));
    records.opened[i] = YEAR_FROM_S + Math.floor((i / count) * 365 * DAY_S);
    records.closed[i] = random() < 0.8 ? records.opened[i]! + Math.floor(random() * 20 * DAY_S) : 0;
    records.category[i] = 1 + Math.floor(random() * 40);
    records.bits[i] = packBits(Math.floor(random() * 4), Math.floor(random() * 3), Math.floor(random() * 4));
    records.town[i] = 1 + Math.floor(random() * 20);
    records.unit[i] = Math.floor(random() * 30);
    records.source[i] = 1 + Math.floor(random() * 50_000);
    records.row[i] = i + 1;
    records.change[i] = i + 1;
  }
  return records;
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
