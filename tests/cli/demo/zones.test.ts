import { describe, expect, it } from 'vitest';
import type { DemoEpisode } from '../../../src/cli/demo/episodes.ts';
import { DEFAULT_SEED, demoCity } from '../../../src/cli/demo/demo-city.ts';
import { sourceFacts } from '../../../src/core/sources/source-facts.ts';
import { bearing, metres } from '../../../src/core/units.ts';
import { toCandidate } from '../../../src/core/upwind/candidates.ts';
import { contains } from '../../../src/core/upwind/contains.ts';
import { proposeZone } from '../../../src/core/upwind/propose-zone.ts';
import { rankSuspects } from '../../../src/core/upwind/suspects.ts';
import type { ZoneInput } from '../../../src/core/upwind/zone-input.ts';
import { episodesIn } from './episodes-in.ts';

const ANCHOR = Date.parse('2026-11-22T12:00+08:00');
const city = demoCity({ seed: DEFAULT_SEED, anchor: ANCHOR });
const rows = new Map(city.replays.map((row) => [`${row.station} ${row.slot}`, row]));
const live = city.stations.filter((station) => rows.has(`${station.id} 0`));

/** The zone and its ranking 26 minutes after a spike began, from what the stations had measured by then. */
function lookAt(episode: DemoEpisode) {
  const minute = 2 * Math.round((episode.fromMin + 26) / 2);
  const own = live.find((station) => station.id === episode.station)!;
  const minutes = Array.from({ length: 75 }, (_, k) => minute - 2 * (74 - k));
  const at = (station: string, each: number) => rows.get(`${station} ${(each + 2880) % 1440}`)!;
  const input: ZoneInput = {
    station: own.id,
    apex: own,
    at: ANCHOR + minute * 60_000,
    windowMin: 60,
    wind: minutes.map((each) => {
      const { kind, from, speedMs } = at(own.id, each).wind;
      return { at: ANCHOR + each * 60_000, kind, from: from === null ? null : bearing(from), speedMs };
    }),
    windSource: { distanceKm: 0, compassPoints: 0 },
    sigmaThetaDeg: null,
    maxRadiusM: metres(5000),
    series: [own, ...live.filter((station) => station !== own)].map((station) => ({
      station: station.id,
      place: { lng: station.lng, lat: station.lat },
      at: minutes.map((each) => ANCHOR + each * 60_000),
      c: minutes.map((each) => at(station.id, each).values.pm10 ?? null),
    })),
  };
  const zone = proposeZone(input, 'full');
  const candidates = city.sources.map((source) =>
    toCandidate(sourceFacts(source), 'pm10', input.at, zone.speedMs),
  );
  return { zone, suspects: rankSuspects(zone, input, candidates).suspects };
}

describe('following the zones of the running day', () => {
  const local = episodesIn(city).filter((episode) => episode.kind === 'local');

  it('finds the culprits: nearly all lie in their zone, most among the first three suspects', () => {
    const looks = local.map((episode) => ({ episode, ...lookAt(episode) }));
    const hits = looks.filter(({ episode, zone }) => contains(zone, episode.place!));
    const first = looks.filter(({ episode, suspects }) =>
      suspects.slice(0, 3).some((suspect) => suspect.id === episode.culprit),
    );
    expect(hits.length / looks.length).toBeGreaterThanOrEqual(0.85);
    expect(first.length / looks.length).toBeGreaterThanOrEqual(0.6);
  });

  it('ranks the culprit of the first spike first', () => {
    const { zone, suspects } = lookAt(local[0]!);
    expect(zone.confidence).toBe('high');
    expect(city.sources.find((source) => source.id === suspects[0]!.id)!.code).toBe('GD-017');
  });

  it('draws a disc, and no direction, in the calm', () => {
    const calm = episodesIn(city).find((episode) => episode.kind === 'calm')!;
    expect(lookAt(calm).zone.shape.kind).toBe('disc');
  });
});
