import { describe, expect, it } from 'vitest';
import { destination, type AreaGeometry } from '../../src/core/geo.ts';
import { contains } from '../../src/core/upwind/contains.ts';
import { bearing, metres, type LngLat } from '../../src/core/units.ts';
import type { Candidate } from '../../src/core/upwind/zone.ts';
import { runZoneJob, type ZoneJob } from '../../src/workers/zone-job.ts';

const APEX = { lng: 113.62, lat: 34.86 };
const AT = Date.UTC(2026, 2, 14, 6);
const MINUTE = 60_000;

const candidate = (id: string, place: LngLat): Candidate => ({
  id,
  lng: place.lng,
  lat: place.lat,
  emission: 1,
  record: 0.5,
  activity: 1,
  priority: 1,
});

/** A station's dust that rises while the wind comes from 225°: the culprit stands there. */
function job(from: number | null, speedMs: number, district: AreaGeometry | null = null): ZoneJob {
  const times = Array.from({ length: 46 }, (_, i) => AT - 90 * MINUTE + i * 2 * MINUTE);
  return {
    input: {
      station: 's',
      apex: APEX,
      at: AT,
      windowMin: 60,
      wind: times.map((at, i) => ({
        at,
        kind: from === null ? ('calm' as const) : ('steady' as const),
        from: from === null ? null : bearing(from + 8 * Math.sin(i)),
        speedMs,
      })),
      windSource: { distanceKm: 0, compassPoints: 0 },
      sigmaThetaDeg: null,
      maxRadiusM: metres(5000),
      series: [{ station: 's', place: APEX, at: times, c: times.map((_, i) => 60 + (i > 25 ? 90 : 0)) }],
    },
    candidates: [
      candidate('north-east', destination(APEX, 45, 1200)),
      candidate('aside', destination(APEX, 315, 1200)),
      candidate('culprit', destination(APEX, 225, 1200)),
    ],
    known: {},
    rose: null,
    district,
    neighbours: district ? [{ name: '邻区', geometry: half(-1) }] : [],
  };
}

/** The land west (-1) or east (+1) of the station. */
function half(side: 1 | -1): AreaGeometry {
  const far = APEX.lng + side;
  const ring: [number, number][] = [
    [APEX.lng, 34],
    [far, 34],
    [far, 36],
    [APEX.lng, 36],
    [APEX.lng, 34],
  ];
  return { type: 'Polygon', coordinates: [ring] };
}

describe('the zone the page asks its worker for', () => {
  it('0.14 the culprit upwind ranks first; a site north-east of the station is not in it', () => {
    const answer = runZoneJob(job(225, 3));
    expect(answer.zone.shape.kind).toBe('posterior');
    expect(answer.inside).toEqual(['culprit']);
    expect(answer.ranking.suspects[0]?.id).toBe('culprit');
    expect(contains(answer.zone, destination(APEX, 45, 1200))).toBe(false);
  });

  it('0.14 another wind, another culprit', () => {
    const answer = runZoneJob(job(315, 3));
    expect(answer.inside).toEqual(['aside']);
  });

  it('0.14 calm gives a circle without a fan', () => {
    const answer = runZoneJob(job(null, 0.1));
    expect(answer.zone.shape.kind).toBe('disc');
    expect(answer.fan).toBeNull();
    // 1 km round: π km², as the outline draws it.
    expect(answer.areaKm2).toBeCloseTo(Math.PI, 1);
  });

  it('shares and the unlisted source add up to one', () => {
    const { ranking } = runZoneJob(job(225, 3));
    const sum = ranking.suspects.reduce((total, each) => total + each.share, ranking.unlistedShare);
    expect(sum).toBeCloseTo(1, 9);
    expect(ranking.unlistedShare).toBeGreaterThan(0);
  });

  it('the part outside the district is counted and named', () => {
    const answer = runZoneJob(job(225, 3, half(1)));
    expect(answer.outside?.share).toBeGreaterThan(0.9);
    expect(answer.outside?.neighbours[0]?.name).toBe('邻区');
    expect(runZoneJob(job(225, 3, half(-1))).outside?.share).toBeLessThan(0.1);
  });

  it('one station has no rank by several stations', () => {
    expect(runZoneJob(job(225, 3)).joint).toBeNull();
  });

  it('L4: with three stations the culprit is first, and one whose plume a clean station lies in is not', () => {
    const one = job(225, 3);
    const own = one.input.series[0]!;
    const clean = (bearingDeg: number) => ({
      station: `clean-${bearingDeg}`,
      place: destination(APEX, bearingDeg, 900),
      at: own.at,
      c: own.c.map(() => 60),
    });
    const answer = runZoneJob({ ...one, input: { ...one.input, series: [own, clean(135), clean(315)] } });
    expect(answer.joint?.['culprit']).toBe(1);
    expect(answer.joint?.['aside']).toBeUndefined();
  });
});
