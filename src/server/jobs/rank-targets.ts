import type { Pollutant } from '../../core/air/pollutants.ts';
import type { Instant } from '../../core/units.ts';
import { toCandidate } from '../../core/upwind/candidates.ts';
import { sourcesInZone } from '../../core/upwind/source-index.ts';
import { rankSuspects } from '../../core/upwind/suspects.ts';
import type { Ranking } from '../../core/upwind/zone.ts';
import type { App } from '../pb.ts';
import { keptRose } from './roses.ts';
import { readFacts, readRankingSettings, sourcePlaces } from './sources-cache.ts';
import type { StationZone } from './station-zones.ts';

/** Most candidates of one ranking: the densest zones of a city hold a few hundred. */
const MOST = 600;

/** Registered sources inside a zone, likeliest first, with key areas and hours in force weighed in. */
export function rankTargets(
  app: App,
  { zone, input }: Pick<StationZone, 'zone' | 'input'>,
  pollutant: Pollutant,
  now: Instant,
): Ranking {
  const { ids, index } = sourcePlaces(app);
  const inside = Array.from(sourcesInZone(index, zone).slice(0, MOST), (number) => ids[number]!);
  const settings = readRankingSettings(app, now);
  const candidates = readFacts(app, inside).map((facts) =>
    toCandidate(facts, pollutant, now, zone.speedMs, settings),
  );
  return rankSuspects(zone, input, candidates, {
    explained: 5,
    now,
    rose: keptRose(app, input.station, pollutant),
  });
}
