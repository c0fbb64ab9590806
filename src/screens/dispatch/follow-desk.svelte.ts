import { untrack } from 'svelte';
import { airHistory } from '../../state/air-history.svelte.ts';
import { city } from '../../state/city.svelte.ts';
import { dispatch } from '../../state/dispatch.svelte.ts';
import { emissionCatalogue } from '../../state/emission-catalogue.svelte.ts';
import { now } from '../../state/now.svelte.ts';
import { tasks } from '../../state/tasks.svelte.ts';

/** Keeps the desk's timeline and zone in step with what comes in and what is selected. Call once, while the screen is set up. */
export function followDesk(): void {
  void tasks.follow();
  void emissionCatalogue.load(Date.now());

  $effect(() => {
    const until = now.snapshot?.at;
    const stations = city.reporting.map((each) => each.id);
    void airHistory.hours;
    // A server that has not made its first round yet has no moment to look at.
    if (until) untrack(() => void airHistory.load(stations, until));
  });

  // A link may name a station by its code, or one that is no more.
  $effect(() => {
    const asked = dispatch.station;
    if (asked === null || city.state !== 'ready' || city.station(asked)) return;
    dispatch.select(city.data.stations.find((each) => each.code === asked)?.id ?? null);
  });

  $effect(() => {
    void dispatch.station;
    void dispatch.at;
    void dispatch.pollutant;
    void dispatch.whatIf;
    void dispatch.shifted?.id;
    void airHistory.data;
    void emissionCatalogue.body;
    untrack(() => void dispatch.compute());
  });
}
