import { describe, expect, it } from 'vitest';
import { readPush } from '../../../src/core/feeds/read-push.ts';

const now = Date.UTC(2026, 10, 22, 4);
const body = JSON.stringify({
  rows: [{ station: 'S1', time: new Date(now).toISOString(), wind_dir: 225, wind_speed: 4, wind_gust: 6 }],
});
const options = { stations: new Map([['S1', 'id1']]), now, spanMin: 2 };

describe('height of the anemometer', () => {
  it('brings the wind of a roof mast down to 10 m: u10 = u·(10/z)^0.3 in a town', () => {
    const read = readPush(body, 'json', { ...options, windHeightM: 30 });
    const wind = read.ok ? read.value.rows[0]?.wind : null;
    expect(wind?.speedMs).toBeCloseTo(4 * (1 / 3) ** 0.3, 5);
    expect(wind?.gustMs).toBeCloseTo(6 * (1 / 3) ** 0.3, 5);
  });

  it('leaves a wind of 10 m as it is', () => {
    const read = readPush(body, 'json', options);
    expect(read.ok && read.value.rows[0]?.wind?.speedMs).toBe(4);
  });
});
