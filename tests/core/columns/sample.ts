import { emptyRecords, packBits, packLat, packLng, type Records } from '../../../src/core/columns/codec.ts';

/** Problems scattered over a district within a year, the same for the same seed. */
export function sampleRecords(count: number, seed = 1): Records {
  const records = emptyRecords(count);
  const random = generator(seed);
  for (let i = 0; i < count; i++) {
    records.x[i] = packLng(113.45 + random() * 0.35);
    records.y[i] = packLat(34.78 + random() * 0.18);
    records.opened[i] = 1_760_000_000 + Math.floor(random() * 365 * 86_400);
    records.closed[i] = random() < 0.6 ? records.opened[i]! + Math.floor(random() * 20 * 86_400) : 0;
    records.category[i] = Math.floor(random() * 12);
    records.bits[i] = packBits(
      1 + Math.floor(random() * 3),
      Math.floor(random() * 3),
      Math.floor(random() * 5),
    );
    records.town[i] = Math.floor(random() * 9);
    records.unit[i] = Math.floor(random() * 20);
    records.source[i] = Math.floor(random() * 5000);
    records.row[i] = i + 1;
    records.change[i] = i + 1;
  }
  return records;
}

/** Park–Miller: enough for samples. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
