import { beforeEach, expect, test, vi } from 'vitest';
import type { History } from '../../src/core/history.ts';
import { proposeZone } from '../../src/core/upwind/propose-zone.ts';
import { stationZoneInput } from '../../src/core/upwind/station-zone-input.ts';
import type { Zone } from '../../src/core/upwind/zone.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 10, 22, 6, 0);
const place = { id: 's', lng: 113.55, lat: 34.85, source: '', level: 'national' };

/** Two days of two-minute rows, a slow wind that turns and a plume that comes and goes. */
const all = Array.from({ length: 1440 }, (_, i) => {
  const at = NOW - (1439 - i) * 2 * MINUTE;
  const pm10 = 60 + 3 * Math.sin(i) + ((1439 - i) % 90 < 20 ? 90 * (1 + Math.sin(i / 3)) : 0);
  return { at, from: (200 + 60 * Math.sin(i / 40)) % 360, speed: 1.1 + 0.4 * Math.cos(i / 25), pm10 };
});

/** The route's answer. */
function slice(from: number, to: number): History {
  const rows = all.filter((row) => row.at > from && row.at <= to);
  const at = rows.map((row) => (row.at - from) / 1000);
  const columns = { at, from: rows.map((row) => row.from), speed: rows.map((row) => row.speed) };
  const air = {
    at,
    pm10: rows.map((row) => row.pm10),
    pm25: rows.map(() => null),
    span: rows.map(() => 2),
  };
  const wind = [{ feed: 'logger', distanceKm: 0, compassPoints: 0, ...columns }];
  return { from, to, step: 'row', stations: { s: { wind, air } } };
}

const fetchHistory = vi.fn((_: readonly string[], from: number, to: number) =>
  Promise.resolve(slice(from, to)),
);
vi.mock('../../src/api/air.ts', () => ({
  fetchHistory: (...asked: Parameters<typeof fetchHistory>) => fetchHistory(...asked),
}));
const { airHistory } = await import('../../src/state/air-history.svelte.ts');

beforeEach(() => airHistory.reset());

/** The zone as the desk asks for it: all wind there is, three hours of concentrations. */
function zoneAt(at: number): Zone {
  const series = airHistory.seriesOf('s', place, 'pm10', at, at - 3 * HOUR);
  const wind = airHistory.windAt(place, [place], [], at);
  return proposeZone(stationZoneInput(place, wind, { hourly: false, series: [series] }, at), 'full');
}

test.each([3, 6, 24] as const)(
  '0.14 the first moment of the last %i h has the zone that it had when it was now',
  async (hours) => {
    const first = NOW - hours * HOUR;
    airHistory.hours = 24;
    await airHistory.load(['s'], first);
    const then = zoneAt(first);
    airHistory.hours = hours;
    await airHistory.load(['s'], NOW);
    expect(fetchHistory.mock.lastCall?.[1]).toBeLessThanOrEqual(first - 3 * HOUR);
    expect(airHistory.windAt(place, [place], [], first)!.samples.length).toBeGreaterThan(90);
    expect(then.shape.kind).toBe('posterior');
    expect(zoneAt(first)).toEqual(then);
  },
);
