import { describe, expect, it } from 'vitest';
import { destination } from '../../../src/core/geo.ts';
import { metres } from '../../../src/core/units.ts';
import {
  chanceByArea,
  explainHitRate,
  hitRate,
  hitRatesByStation,
  scoreZone,
  wilson,
  type ScoredZone,
} from '../../../src/core/upwind/outcome.ts';
import { APEX, sectorShape, zoneOf } from './shapes.ts';

const zone = zoneOf(sectorShape(225, 45, 3000));
const inside = destination(APEX, 225, 1500);
const beside = destination(APEX, 45, 1500);
const scored = (hits: number, misses: number, chance: number, axis: number | null = 225): ScoredZone[] => [
  ...Array.from({ length: hits }, () => ({ station: 'a', axis, hit: true, chance })),
  ...Array.from({ length: misses }, () => ({ station: 'a', axis, hit: false, chance })),
];

describe('outcome of a zone', () => {
  it('is a hit when a confirmed source lies inside', () => {
    expect(scoreZone(zone, 'found', [beside, inside], 0.1)).toMatchObject({ hit: true, chance: 0.1 });
    expect(scoreZone(zone, 'found', [beside], 0.1).hit).toBe(false);
    expect(scoreZone(zone, 'found', [], 0.1).hit).toBe(false);
    expect(scoreZone(zone, 'not_found', [inside], 0.1).hit).toBe(false);
  });

  it('does not count when the station fell or the rise was regional', () => {
    expect(scoreZone(zone, 'station_fell', [inside], 0.1).hit).toBeNull();
    expect(scoreZone(zone, 'regional', [inside], 0.1).hit).toBeNull();
  });

  it('has its chance level from the area', () => {
    expect(chanceByArea(zone, 3000)).toBeCloseTo(0.25, 9);
    expect(chanceByArea(zone, 6000)).toBeCloseTo(0.0625, 9);
    expect(chanceByArea(zoneOf({ kind: 'disc', radiusM: metres(1000) }), 1000)).toBe(1);
  });
});

describe('running hit rate', () => {
  it('has Wilson’s interval', () => {
    expect(wilson(8, 10).low).toBeCloseTo(0.4901, 3);
    expect(wilson(8, 10).high).toBeCloseTo(0.9433, 3);
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
    expect(wilson(0, 5).low).toBe(0);
    expect(wilson(5, 5).high).toBe(1);
  });

  it('leaves out what does not count and compares with chance', () => {
    const rate = hitRate([...scored(22, 9, 0.3), { station: 'a', axis: 1, hit: null, chance: 0.9 }]);
    expect(rate).toMatchObject({ hits: 22, scored: 31, betterThanChance: true });
    expect(rate.chanceHits).toBeCloseTo(9.3, 9);
    expect(explainHitRate(rate)).toEqual({
      key: 'upwind_hit_rate',
      params: { hits: 22, scored: 31, chance: 9.3 },
    });
  });

  it('says so when it is no better than chance', () => {
    const rate = hitRate(scored(4, 6, 0.3));
    expect(rate.betterThanChance).toBe(false);
    expect(explainHitRate(rate).key).toBe('upwind_hit_rate_chance');
    expect(explainHitRate(hitRate([])).key).toBe('upwind_hit_rate_none');
    expect(hitRate([]).rate).toBeNaN();
  });

  it('is kept per station and per sector of 16', () => {
    const rates = hitRatesByStation([
      ...scored(2, 1, 0.2, 225),
      ...scored(1, 0, 0.2, 236.26),
      ...scored(1, 1, 0.2, null),
      { station: 'b', axis: 0, hit: false, chance: 0.2 },
    ]);
    expect(rates.get('a')!.all.scored).toBe(6);
    expect(rates.get('a')!.sectors[10]!.scored).toBe(3);
    expect(rates.get('a')!.sectors[11]!.scored).toBe(1);
    expect(rates.get('b')!.sectors[0]!).toMatchObject({ hits: 0, scored: 1 });
  });
});
