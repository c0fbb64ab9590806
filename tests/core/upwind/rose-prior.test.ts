import { describe, expect, it } from 'vitest';
import { bearing, metres } from '../../../src/core/units.ts';
import { dirtyRose, ROSE_DAYS, type DirtyRose, type RoseHour } from '../../../src/core/upwind/dirty-rose.ts';
import { proposeZone } from '../../../src/core/upwind/propose-zone.ts';
import { roseWeight } from '../../../src/core/upwind/rose-prior.ts';
import { rankSuspects } from '../../../src/core/upwind/suspects.ts';
import type { Suspect, Zone } from '../../../src/core/upwind/zone.ts';
import type { ZoneInput } from '../../../src/core/upwind/zone-input.ts';
import { destination } from '../../../src/core/geo.ts';
import { APEX, AT, sectorShape, twoMinuteWind, zoneOf } from './shapes.ts';
import { chance, normal, simulateRelease, TRIALS } from './release-simulator.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 6, 31, 16);

/** Hours of all winds for some days; a source in one direction works every second hour. */
function season(days: number, towards: number, strength: number, seed: number): RoseHour[] {
  const random = chance(seed);
  return Array.from({ length: days * 24 }, (_, i) => {
    const from = random() * 360;
    const off = ((((from - towards) % 360) + 540) % 360) - 180;
    const plume = random() < 0.5 ? strength * Math.exp(-0.5 * (off / 15) ** 2) : 0;
    return { at: START + (i + 1) * HOUR, from, speedMs: 2, c: 80 * Math.exp(0.4 * normal(random)) + plume };
  });
}

describe('a season’s rose as a prior of the suspects', () => {
  const rose = dirtyRose(season(92, 225, 200, 1));

  it('6.5 doubles at most what lies in the dirty direction, halves at most what does not', () => {
    const weights = Array.from({ length: 72 }, (_, i) => roseWeight(rose, bearing(i * 5)));
    expect(weights.indexOf(Math.max(...weights)) * 5).toBeGreaterThan(210);
    expect(weights.indexOf(Math.max(...weights)) * 5).toBeLessThan(240);
    expect(roseWeight(rose, bearing(225))).toBeGreaterThan(1.5);
    expect(roseWeight(rose, bearing(45))).toBeLessThan(1);
    expect(Math.max(...weights)).toBeLessThanOrEqual(2);
    expect(Math.min(...weights)).toBeGreaterThanOrEqual(0.5);
    // No step from sector to sector.
    weights.forEach((each, i) => expect(Math.abs(each - weights.at(i - 1)!)).toBeLessThan(0.35));
  });

  it('6.5 says nothing before a month, without high hours, and nearly nothing of even air', () => {
    expect(roseWeight(null, bearing(225))).toBe(1);
    expect(roseWeight(dirtyRose(season(ROSE_DAYS - 2, 225, 200, 2)), bearing(225))).toBe(1);
    expect(roseWeight(dirtyRose([]), bearing(0))).toBe(1);
    const even = dirtyRose(season(92, 0, 0, 3));
    for (let towards = 0; towards < 360; towards += 10)
      expect(Math.abs(roseWeight(even, bearing(towards)) - 1)).toBeLessThan(0.3);
  });

  it('6.5 a source that works on all season gains, and a rose of another direction costs little, over simulated releases', () => {
    const trial = TRIALS.find(({ name }) => name === 'city, hourly')!;
    const gain = { own: 0, other: 0 };
    let releases = 0;
    for (let seed = 1; releases < 12; seed++) {
      const release = simulateRelease(trial, chance(seed * 2654435), 'the');
      if (!release) continue;
      releases++;
      const zone = proposeZone(release.input, 'full');
      const towards = (Math.atan2(release.source.x, release.source.y) * 180) / Math.PI;
      const candidates = release.candidates.map((each) => ({
        ...{ ...each, emission: 1, record: 0.5, activity: 1, priority: 1 },
      }));
      const share = (from: number | null): number => {
        const rose = from === null ? null : dirtyRose(season(60, from, 200, seed));
        const { suspects } = rankSuspects(zone, release.input, candidates, { explained: 0, rose });
        return Math.log(Math.max(1e-6, suspects.find(({ id }) => id === 'the-source')!.share));
      };
      gain.own += share(towards) - share(null);
      gain.other += share(towards + 120) - share(null);
    }
    expect(gain.own / releases).toBeGreaterThan(0.05);
    expect(gain.other / releases).toBeGreaterThan(-0.1);
  });

  it('6.5 the reason says so in words, and without a direction it counts for nothing', () => {
    const candidates = [215, 235].map((towards) => ({
      ...{ id: String(towards), ...destination(APEX, towards, 1000) },
      ...{ emission: 1, record: 0.5, activity: 1, priority: 1 },
    }));
    const input: ZoneInput = {
      ...{ station: 's', apex: APEX, at: AT, windowMin: 60, sigmaThetaDeg: null, maxRadiusM: metres(5000) },
      ...{ windSource: { distanceKm: 0, compassPoints: 0 }, wind: twoMinuteWind(() => 225, 3), series: [] },
    };
    const ranked = (zone: Zone, rose: DirtyRose | null): readonly Suspect[] =>
      rankSuspects(zone, input, candidates, { rose }).suspects;
    const keys = (suspects: readonly Suspect[]): string[] =>
      suspects.flatMap(({ reasons }) => reasons.map(({ key }) => key));
    const shares = (suspects: readonly Suspect[]): Record<string, number> =>
      Object.fromEntries(suspects.map(({ id, share }) => [id, share]));

    const dirty = dirtyRose(season(92, 250, 300, 4));
    const sector: Zone = { ...zoneOf(sectorShape(225, 30, 5000)), axis: bearing(225), speedMs: 3 };
    const weighed = ranked(sector, dirty);
    const plain = ranked(sector, null);
    expect(shares(plain)['215']).toBeCloseTo(shares(plain)['235']!, 6);
    expect(weighed[0]!.id).toBe('235');
    expect(shares(weighed)['235']).toBeGreaterThan(1.15 * shares(plain)['235']!);
    expect(keys(weighed)).toContain('upwind_reason_season');
    expect(keys(plain)).not.toContain('upwind_reason_season');
    const disc = zoneOf({ kind: 'disc', radiusM: metres(2000) });
    expect(ranked(disc, dirty)).toEqual(ranked(disc, null));
  });
});
