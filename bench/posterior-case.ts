import { bearing, metres } from '../src/core/units.ts';
import { posteriorShape } from '../src/core/upwind/posterior.ts';
import type { ZoneInput } from '../src/core/upwind/zone-input.ts';

const MINUTE = 60_000;

/** A station with two-minute wind that swings and a plume that comes and goes: what a suggestion's posterior is computed from every minute. */
export function posteriorCase(turned: number, neighbours = 0): ZoneInput {
  const at = 1_800_000_000_000;
  const apex = { lng: 113.62, lat: 34.86 };
  const times = Array.from({ length: 101 }, (_, index) => -200 + 2 * index);
  return {
    station: 's',
    apex,
    at,
    windowMin: 60,
    wind: times.map((minute) => ({
      at: at + minute * MINUTE,
      kind: 'steady' as const,
      from: bearing((225 + turned + 30 * Math.sin(minute / 9) + 360) % 360),
      speedMs: 2.4 + 0.6 * Math.sin(minute / 5),
    })),
    windSource: { distanceKm: 0, compassPoints: 0 },
    sigmaThetaDeg: null,
    maxRadiusM: metres(5000),
    series: [
      {
        station: 's',
        place: apex,
        at: times.map((minute) => at + minute * MINUTE),
        c: times.map((minute) => 60 + (minute > -45 ? 90 * Math.exp(-8 * Math.sin(minute / 9) ** 2) : 0)),
      },
      ...Array.from({ length: neighbours }, (_, index) => ({
        station: `n${index}`,
        place: { lng: apex.lng + 0.045 * Math.cos(2 * index), lat: apex.lat + 0.036 * Math.sin(2 * index) },
        at: times.map((minute) => at + minute * MINUTE),
        c: times.map((minute) => 58 + 3 * Math.sin(minute + index)),
      })),
    ],
  };
}

/** Milliseconds of each of `rounds` small posteriors, in whatever engine runs this. */
export function timePosteriors(rounds: number, neighbours = 0): number[] {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const input = posteriorCase(round * 10, neighbours);
    const start = Date.now();
    if (posteriorShape(input, 'cheap') === null) throw new Error('no posterior');
    taken.push(Date.now() - start);
  }
  return taken;
}
