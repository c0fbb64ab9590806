import { describe, expect, it } from 'vitest';
import { bearingBetween, turn } from '../../../src/core/geo.ts';
import { contains } from '../../../src/core/upwind/contains.ts';
import { proposeCheapZone, proposeZone } from '../../../src/core/upwind/propose-zone.ts';
import { rankSuspects } from '../../../src/core/upwind/suspects.ts';
import type { Candidate, Zone } from '../../../src/core/upwind/zone.ts';
import { windMean } from '../../../src/core/wind/statistics.ts';
import { chance, simulateRelease, TRIALS, type Release, type Trial } from './release-simulator.ts';

/** Simulated releases per kind of trial; more of them by SHANGFENG_RELEASES. */
const COUNT = Number(process.env['SHANGFENG_RELEASES'] ?? 8);
/** Quarter circle: what a fan of ±45° covers of the search circle. */
const FAN_SHARE = 0.25;
const EQUAL = { emission: 1, record: 0.5, activity: 1, priority: 1 } as const;

interface Score {
  readonly name: string;
  readonly releases: number;
  readonly fan: number;
  readonly cheap: number;
  readonly cheapArea: number;
  readonly hit: number;
  readonly medianArea: number;
  readonly meanArea: number;
  readonly first: number;
  readonly firstFive: number;
  readonly high: number;
  readonly highHit: number;
}

const scores = TRIALS.map(judge);
const named = (part: string): readonly Score[] => scores.filter(({ name }) => name.includes(part));
const own = scores.filter(({ name }) => !name.includes('borrowed'));

describe('releases with known sources, simulated forward without the inversion’s own formulas', () => {
  it('judges as many of every kind of trial as were asked for', () => {
    console.table(scores.map(({ name, ...rest }) => ({ name, ...rest })));
    for (const { releases } of scores) expect(releases).toBe(COUNT);
  });

  it('holds the source in 85 % where it is sure, which is in 60 % of all, and in 60 % of each kind with an own wind', () => {
    let hits = 0;
    let all = 0;
    for (const { high, highHit } of scores) {
      hits += high * highHit;
      all += high;
    }
    expect(all).toBeGreaterThan(0.6 * scores.length * COUNT);
    expect(hits / all).toBeGreaterThanOrEqual(0.85);
    for (const { name, hit } of own) expect.soft(hit, name).toBeGreaterThanOrEqual(0.6);
  });

  it('is in the median less than half the fan on average over the kinds whose wind is finer than an hour, and less than three quarters in each', () => {
    for (const { name, medianArea } of own) {
      if (name.includes('hourly')) continue;
      expect.soft(medianArea, name).toBeLessThan(0.75 * FAN_SHARE);
    }
    const fine = own.filter(({ name }) => !name.includes('hourly'));
    const typical = fine.reduce((sum, { medianArea }) => sum + medianArea, 0) / fine.length;
    expect(typical).toBeLessThan(FAN_SHARE / 2);
  });

  it('puts the true candidate first in more than 55 % with arcs of stations, and among the first five in more than 40 % of each kind', () => {
    for (const { name, first } of named('arcs')) expect.soft(first, name).toBeGreaterThan(0.55);
    for (const { name, firstFive } of own) expect.soft(firstFive, name).toBeGreaterThan(0.4);
  });

  it('is never sure with a borrowed wind, and holds the source in 60 % of each kind', () => {
    for (const { high, hit } of named('borrowed')) {
      expect(high).toBe(0);
      expect(hit).toBeGreaterThanOrEqual(0.6);
    }
  });
});

function judge(trial: Trial): Score {
  const releases: Release[] = [];
  for (let seed = 1; releases.length < COUNT && seed < 20 * COUNT; seed++) {
    const release = simulateRelease(trial, chance(seed * 2654435 + trial.radiusM), 'the');
    if (release) releases.push(release);
  }
  const areas: number[] = [];
  const counts = { fan: 0, cheap: 0, cheapArea: 0, hit: 0, first: 0, firstFive: 0, high: 0, highHit: 0 };
  for (const release of releases) {
    const { input, source } = release;
    const mean = windMean(input.wind.filter(({ at }) => at > input.at - input.windowMin * 60_000));
    if (mean?.from != null && Math.abs(turn(mean.from, bearingBetween(input.apex, source))) <= 45)
      counts.fan++;
    const cheap = proposeCheapZone(input);
    if (contains(cheap, source)) counts.cheap++;
    counts.cheapArea += share(cheap, release);
    const zone = proposeZone(input, 'full');
    const inside = contains(zone, source);
    areas.push(share(zone, release));
    if (inside) counts.hit++;
    if (zone.confidence === 'high') {
      counts.high++;
      if (inside) counts.highHit++;
    }
    const candidates: Candidate[] = release.candidates.map((each) => ({ ...each, ...EQUAL }));
    const { suspects } = rankSuspects(zone, input, candidates, { explained: 0 });
    const rank = suspects.find(({ id }) => id === 'the-source')!.rank;
    if (rank === 1) counts.first++;
    if (rank <= 5) counts.firstFive++;
  }
  const n = releases.length;
  areas.sort((a, b) => a - b);
  const rounded = (value: number): number => Math.round(1000 * value) / 1000;
  return {
    name: trial.name,
    releases: n,
    fan: rounded(counts.fan / n),
    cheap: rounded(counts.cheap / n),
    cheapArea: rounded(counts.cheapArea / n),
    hit: rounded(counts.hit / n),
    medianArea: rounded(areas[n >> 1]!),
    meanArea: rounded(areas.reduce((sum, area) => sum + area, 0) / n),
    first: rounded(counts.first / n),
    firstFive: rounded(counts.firstFive / n),
    high: counts.high,
    highHit: counts.high > 0 ? rounded(counts.highHit / counts.high) : 0,
  };
}

/** Share of the search circle that the zone covers, by 2,000 evenly spread points (sunflower). */
function share(zone: Zone, { input }: Release): number {
  const { lng, lat } = input.apex;
  const perLat = 111_000;
  const perLng = 111_320 * Math.cos((lat * Math.PI) / 180);
  let inside = 0;
  const points = 2000;
  for (let i = 0; i < points; i++) {
    const r = input.maxRadiusM * Math.sqrt((i + 0.5) / points);
    const angle = i * 2.399963;
    const place = { lng: lng + (r * Math.sin(angle)) / perLng, lat: lat + (r * Math.cos(angle)) / perLat };
    if (contains(zone, place)) inside++;
  }
  return inside / points;
}
