import { describe, expect, it } from 'vitest';
import { destination, type AreaGeometry } from '../../../src/core/geo.ts';
import { contains } from '../../../src/core/upwind/contains.ts';
import {
  EMISSION,
  emissionPotential,
  priorityWeight,
  RANKING_SETTINGS,
  toCandidate,
  type SourceFacts,
} from '../../../src/core/upwind/candidates.ts';
import { proposeZone } from '../../../src/core/upwind/propose-zone.ts';
import { rankSuspects } from '../../../src/core/upwind/suspects.ts';
import type { ZoneInput } from '../../../src/core/upwind/zone-input.ts';
import type { Candidate } from '../../../src/core/upwind/zone.ts';
import { bearing, metres, type LngLat } from '../../../src/core/units.ts';
import { wordsOf } from '../../../src/cli/message-words.ts';

const APEX = { lng: 113.62, lat: 34.86 };
// 14:00 in Beijing.
const AT = Date.UTC(2026, 2, 14, 6);
const MINUTE = 60_000;

function windy(options: { speed?: number; everyMin?: number; series?: boolean } = {}): ZoneInput {
  const { speed = 3, everyMin = 2, series = true } = options;
  const wind = Array.from({ length: 90 / everyMin + 1 }, (_, i) => ({
    at: AT - 90 * MINUTE + i * everyMin * MINUTE,
    kind: 'steady' as const,
    from: bearing(225 + 12 * Math.sin(i)),
    speedMs: speed,
  }));
  const at = Array.from({ length: 30 }, (_, i) => AT - 58 * MINUTE + i * 2 * MINUTE);
  return {
    station: 's',
    apex: APEX,
    at: AT,
    windowMin: 60,
    wind,
    windSource: { distanceKm: 0, compassPoints: 0 },
    sigmaThetaDeg: null,
    maxRadiusM: metres(5000),
    series: series
      ? [{ station: 's', place: APEX, at, c: at.map((_, i) => 60 + (i > 12 && i < 24 ? 80 : 0)) }]
      : [],
  };
}

function candidate(id: string, place: LngLat, some: Partial<Candidate> = {}): Candidate {
  return { id, lng: place.lng, lat: place.lat, emission: 1, record: 0.5, activity: 1, priority: 1, ...some };
}

const upwind = destination(APEX, 225, 1200);
const downwind = destination(APEX, 45, 1200);
const places = [
  candidate('downwind', downwind),
  candidate('upwind', upwind),
  candidate('aside', destination(APEX, 300, 1200)),
  candidate('far', destination(APEX, 225, 9000)),
];

describe('ranking of suspects', () => {
  for (const [name, input] of [
    ['posterior', windy()],
    ['corridor', windy({ series: false })],
  ] as const) {
    it(`ranks the upwind one first in a ${name}, names all and adds up to 1`, () => {
      const zone = proposeZone(input, 'full');
      expect(zone.shape.kind).toBe(name);
      const { suspects, unlistedShare } = rankSuspects(zone, input, places);
      expect(suspects.map((each) => each.id)[0]).toBe('upwind');
      expect(suspects).toHaveLength(4);
      expect(suspects.map((each) => each.rank)).toEqual([1, 2, 3, 4]);
      const sum = suspects.reduce((total, each) => total + each.share, 0) + unlistedShare;
      expect(sum).toBeCloseTo(1, 12);
      expect(unlistedShare).toBeGreaterThan(0.1);
      const flags = suspects.map((each) => {
        const place = places.find(({ id }) => id === each.id)!;
        return contains(zone, place);
      });
      expect(flags).toEqual([...flags].sort((a, b) => Number(b) - Number(a)));
    });
  }

  it('ranks by distance only, and says so, in calm and without wind', () => {
    const calm: ZoneInput = { ...windy(), wind: [{ at: AT, kind: 'calm', from: null, speedMs: 0 }] };
    for (const input of [calm, { ...calm, wind: [] }]) {
      const zone = proposeZone(input, 'full');
      const { suspects, unlistedShare } = rankSuspects(zone, input, [
        candidate('b', destination(APEX, 45, 800)),
        candidate('a', destination(APEX, 225, 400)),
      ]);
      expect(suspects.map((each) => each.id)).toEqual(['a', 'b']);
      expect(suspects[0]!.offAxisDeg).toBeNull();
      expect(suspects[0]!.reasons.map((reason) => reason.key)).toContain('upwind_reason_no_direction');
      expect(unlistedShare).toBeGreaterThan(0.2);
    }
  });

  it('gives everything to the unlisted source when the register is empty', () => {
    const input = windy();
    expect(rankSuspects(proposeZone(input, 'full'), input, [])).toEqual({ suspects: [], unlistedShare: 1 });
  });

  it('weighs record, emission and activity', () => {
    const input = windy();
    const zone = proposeZone(input, 'full');
    const pair = (some: Partial<Candidate>) =>
      rankSuspects(zone, input, [candidate('plain', upwind), candidate('marked', upwind, some)]).suspects;
    expect(pair({ record: 0.9 })[0]!.id).toBe('marked');
    expect(pair({ emission: 0.3 })[0]!.id).toBe('plain');
    expect(pair({ activity: 0.1 })[0]!.id).toBe('plain');
    expect(pair({ activity: 0.1 })[1]!.share).toBeGreaterThan(0);
  });

  it('0.20 the same source ranks higher inside the key area and the key hour', () => {
    const input = windy();
    const zone = proposeZone(input, 'full');
    const [lng, lat] = [upwind.lng, upwind.lat];
    const area: AreaGeometry = {
      type: 'Polygon',
      coordinates: [
        [
          [lng - 0.001, lat - 0.001],
          [lng + 0.001, lat - 0.001],
          [lng + 0.001, lat + 0.001],
          [lng - 0.001, lat + 0.001],
          [lng - 0.001, lat - 0.001],
        ],
      ],
    };
    const rival = candidate('rival', destination(APEX, 225, 1300), { record: 0.6 });
    const rankOf = (hours: { from: number; to: number }, where: AreaGeometry) => {
      const settings = { ...RANKING_SETTINGS, priorities: [{ area: where, hours, weight: 2 }] };
      const own = toCandidate({ ...facts('earthwork'), ...upwind, id: 'own' }, 'pm10', AT, 3, settings);
      const { suspects } = rankSuspects(zone, input, [{ ...own, emission: 1 }, rival]);
      return suspects.find((each) => each.id === 'own')!;
    };
    const elsewhere: AreaGeometry = {
      type: 'Polygon',
      coordinates: [area.coordinates[0] as never].map((ring: number[][]) =>
        ring.map(([x, y]) => [x! + 0.5, y!]),
      ),
    };
    expect(rankOf({ from: 13, to: 16 }, area).rank).toBe(1);
    expect(rankOf({ from: 13, to: 16 }, area).reasons.map((each) => each.key)).toContain(
      'upwind_reason_priority',
    );
    expect(rankOf({ from: 20, to: 6 }, area).rank).toBe(2);
    expect(rankOf({ from: 13, to: 16 }, elsewhere).rank).toBe(2);
  });

  it('names no matching hours where the zone says that nothing rose', () => {
    const at = Array.from({ length: 90 }, (_, i) => AT - 178 * MINUTE + i * 2 * MINUTE);
    const series = [{ station: 's', place: APEX, at, c: at.map((_, i) => 120 + (i % 5)) }];
    const input = { ...windy(), series };
    const zone = proposeZone(input, 'full');
    expect(zone.reasons.map((each) => each.key)).toContain('upwind_flat');
    const { suspects } = rankSuspects(zone, input, places);
    expect(suspects.flatMap((each) => each.reasons).map((each) => each.key)).not.toContain(
      'upwind_reason_hours',
    );
    const risen = rankSuspects(proposeZone(windy(), 'full'), windy(), places).suspects;
    expect(risen.flatMap((each) => each.reasons).map((each) => each.key)).toContain('upwind_reason_hours');
  });

  it('explains itself in both languages: place, way of the air, hours, record', () => {
    const input = windy();
    const zone = proposeZone(input, 'full');
    const known = () => ({ openProblems: 2, lastVisitAt: AT - 5 * 24 * 60 * MINUTE });
    const { suspects } = rankSuspects(zone, input, [candidate('upwind', upwind)], { known });
    const { reasons, distanceM, travelMin } = suspects[0]!;
    expect(distanceM).toBeCloseTo(1200, 0);
    expect(travelMin).toBeCloseTo(1200 / zone.speedMs! / 60, 1);
    const keys = reasons.map((each) => each.key);
    for (const key of ['distance', 'travel', 'hours', 'open_problems', 'last_visit']) {
      expect(keys).toContain(`upwind_reason_${key}`);
    }
    for (const language of ['zh-CN', 'en'] as const) {
      const say = wordsOf(language);
      for (const reason of reasons) {
        expect(say(reason)).not.toMatch(/upwind_|\{/);
      }
    }
  });
});

describe('candidates', () => {
  it('knows an emission for every kind of source, and that restaurants matter more for PM2.5', () => {
    for (const row of Object.values(EMISSION)) {
      for (const value of [row.pm10, row.pm25, row.gases, row.vapours]) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }
    }
    expect(EMISSION.restaurant.pm25).toBeGreaterThan(EMISSION.restaurant.pm10);
    expect(EMISSION.earthwork.pm10).toBe(1);
    expect(EMISSION.batching_plant.pm10).toBe(0.5);
  });

  it('lets bare soil grow with the wind', () => {
    const bare = { kind: 'bare_land' as const, open: true };
    expect(emissionPotential(bare, 'pm10', 2)).toBe(0.6);
    expect(emissionPotential(bare, 'pm10', 6)).toBeCloseTo(0.87, 6);
    expect(emissionPotential({ ...bare, open: false }, 'pm10', 2)).toBe(0.3);
  });

  it('smooths the record and never switches a closed source off', () => {
    const stopped = toCandidate(
      { ...facts('earthwork'), state: 'stopped', checks: 8, withProblem: 4 },
      'pm10',
      AT,
      2,
    );
    expect(stopped.record).toBe(0.5);
    expect(stopped.activity).toBe(0.1);
    expect(toCandidate({ ...facts('site'), toldToStop: true }, 'pm10', AT, 2).activity).toBe(0.1);
    expect(toCandidate({ ...facts('site'), hours: { from: 22, to: 6 } }, 'pm10', AT, 2).activity).toBe(0.1);
    expect(toCandidate({ ...facts('site'), hours: { from: 6, to: 22 } }, 'pm10', AT, 2).activity).toBe(1);
  });

  it('takes the largest weight that holds', () => {
    const everywhere = (weight: number, from: number, to: number) => ({
      area: null,
      hours: { from, to },
      weight,
    });
    expect(
      priorityWeight(APEX, AT, [everywhere(1.5, 12, 18), everywhere(2, 13, 15), everywhere(9, 1, 2)]),
    ).toBe(2);
    expect(priorityWeight(APEX, AT, [])).toBe(1);
  });
});

function facts(kind: SourceFacts['kind']): SourceFacts {
  return {
    id: 'source',
    ...APEX,
    kind,
    state: 'active',
    checks: 0,
    withProblem: 0,
    hours: null,
    toldToStop: false,
    open: true,
  };
}
