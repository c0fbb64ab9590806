import type { LngLat, Bearing, Instant } from '../core/units.ts';
import type { GroupChoice } from '../core/patrol/choose-group.ts';
import type { Route } from '../core/patrol/route.ts';
import type { WarnedStation } from '../core/patrol/task-types.ts';
import { warnedStations } from '../core/patrol/warned-stations.ts';
import type { Suspect } from '../core/upwind/zone.ts';
import type { StationRecord } from '../schema/records.ts';
import type { ZoneAnswer, ZoneJob } from '../workers/zone-job.ts';
import { airHistory } from './air-history.svelte.ts';
import { city } from './city.svelte.ts';
import { dirtyRoses } from './dirty-roses.svelte.ts';
import { emissionCatalogue } from './emission-catalogue.svelte.ts';
import { groupChoices, routeOf } from './group-choices.ts';
import { now } from './now.svelte.ts';
import { proposedPicks } from './proposed-picks.ts';
import { tasks } from './tasks.svelte.ts';
import { ZoneComputer } from './zone-computer.ts';
import { liveZoneEnd, zoneJob } from './zone-question.ts';

/** What the dispatcher looks at: a station, a moment, a pollutant, its zone and the suspects chosen in it. */
class DispatchState {
  station = $state<string | null>(null);
  pollutant = $state<'pm10' | 'pm25'>('pm10');
  /** The moment under the cursor of the timeline; null = live. */
  at = $state<Instant | null>(null);
  whatIf = $state<{ from: Bearing; speedMs: number } | null>(null);
  showZone = $state(true);
  showFan = $state(false);
  group = $state<string | null>(null);
  /** Confirmed: a strike although the stations rise together. */
  despiteRegional = $state(false);

  answer = $state.raw<ZoneAnswer | null>(null);
  /** The question that `answer` answers: it is frozen with the task. */
  job = $state.raw<ZoneJob | null>(null);
  busy = $state(false);
  failed = $state(false);
  picked = $state.raw<ReadonlySet<string>>(new Set());
  /** Grows with each new zone; tests and the bench wait for it. */
  zoneRev = $state(0);

  readonly suggestion = $derived(now.openSuggestions.find((each) => each.station === this.station) ?? null);
  /** Suspects inside the zone; what lies outside keeps its share but is not proposed. */
  readonly suspects = $derived.by<readonly Suspect[]>(() => {
    const inside = new Set(this.answer?.inside ?? []);
    return (this.answer?.ranking.suspects ?? []).filter((each) => inside.has(each.id));
  });
  readonly others = $derived<readonly Suspect[]>(
    (this.answer?.ranking.suspects ?? []).filter((each) => each.share > 0 && !this.suspects.includes(each)),
  );
  /** The stations rise together, as the tick or this station's own comparison says: no precise strike. */
  readonly regional = $derived(now.snapshot?.regional != null || this.answer?.transport.kind === 'regional');
  readonly pickedShare = $derived(
    this.suspects.reduce((sum, each) => sum + (this.picked.has(each.id) ? each.share : 0), 0),
  );
  /** A running strike of this station that the wind has turned away from. */
  readonly shifted = $derived(
    tasks.open.find((each) => each.windShift && each.station === this.station) ?? null,
  );
  readonly stops = $derived<readonly (LngLat & { id: string })[]>(
    [...this.picked].flatMap((id) => {
      const source = city.source(id);
      return source ? [{ id, lng: source.lng, lat: source.lat }] : [];
    }),
  );
  readonly groups = $derived.by<readonly GroupChoice[]>(() => {
    const first = this.stops[0] ?? (this.station ? city.station(this.station) : null);
    return first ? groupChoices(first) : [];
  });
  readonly chosenGroup = $derived(this.group ?? this.groups.find((each) => each.onDuty)?.id ?? null);
  readonly route = $derived<Route | null>(routeOf(this.chosenGroup, this.stops));
  /** Stops in driving order. */
  readonly routeStops = $derived((this.route?.order ?? []).flatMap((index) => this.stops[index] ?? []));
  /** Stations downwind of the stops in the wind of now, nearest first: their readings are to be spared (feature 0.22). */
  readonly warned = $derived<readonly WarnedStation[]>(
    now.snapshot ? warnedStations(this.routeStops, now.snapshot.zones) : [],
  );

  #computer = new ZoneComputer();
  #pickedByHand = false;

  /** Looks at a station, in the pollutant that its suggestion is about. */
  select(station: string | null): void {
    const alarm = now.openSuggestions.find((each) => each.station === station)?.pollutant;
    if (alarm === 'pm10' || alarm === 'pm25') this.pollutant = alarm;
    if (station === this.station) return;
    this.station = station;
    this.whatIf = null;
    this.group = null;
    this.despiteRegional = false;
    this.answer = null;
    this.#pickedByHand = false;
    this.picked = new Set();
  }

  toggle(source: string): void {
    const next = new Set(this.picked);
    if (!next.delete(source)) next.add(source);
    this.pick(next);
  }

  /** Chooses suspects by hand: list, map or lasso. A new zone no longer changes the choice. */
  pick(sources: ReadonlySet<string>): void {
    this.#pickedByHand = true;
    this.picked = sources;
  }

  /** Asks the worker for the zone of what is selected. Never throws; the newest question wins. */
  async compute(): Promise<void> {
    const station = this.station ? city.station(this.station) : null;
    if (!station || airHistory.state !== 'ready') return;
    const live = now.snapshot?.at ?? now.clock;
    const turned = this.at === null && this.shifted !== null;
    const job = zoneJob(
      {
        station,
        // A turn came after the last reading, where values are hours.
        at: this.at ?? (turned ? live : liveEnd(station, live)),
        pollutant: this.pollutant,
        turned,
        whatIf: this.whatIf,
      },
      {
        stations: city.data.stations,
        sources: city.data.sources,
        rose: dirtyRoses.of(station.id)?.[this.pollutant] ?? null,
        ranking: { priorities: city.data.priorities, emission: emissionCatalogue.body },
        district: city.district,
        neighbours: city.neighbours,
        monitorLevels: now.monitorLevels,
        history: airHistory,
      },
    );
    this.busy = true;
    const answer = await this.#computer.compute(job);
    if (!answer) return;
    this.busy = false;
    this.answer = answer;
    this.job = job;
    this.zoneRev++;
    void dirtyRoses.load(station.id);
    if (!this.#pickedByHand) {
      const known = (this.suggestion?.evidence ?? []).filter(
        (each) => !each.source || city.source(each.source),
      );
      this.picked = proposedPicks(this.suspects, known, this.regional);
    }
  }

  reset(): void {
    this.#computer.stop();
    this.select(null);
    this.at = null;
  }
}

export const dispatch = new DispatchState();

function liveEnd(station: StationRecord, live: Instant): Instant {
  const reading = airHistory.readingAt(station.id, live)?.at ?? null;
  const wind =
    airHistory.windAt(station, city.data.stations, now.monitorLevels, live)?.samples.at(-1)?.at ?? null;
  return liveZoneEnd(live, reading, wind);
}
