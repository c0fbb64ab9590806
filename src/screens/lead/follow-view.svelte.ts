import { untrack } from 'svelte';
import { dateKey } from '../../core/china-time.ts';
import { city } from '../../state/city.svelte.ts';
import { now } from '../../state/now.svelte.ts';
import { problemColumns } from '../../state/problem-columns.svelte.ts';
import type { LeadView } from './lead-view.svelte.ts';

/** Asks for what a view shows whenever it would be another answer. Called while a component is set up; the view ends with it. */
export function followView(view: LeadView): void {
  $effect(() => {
    void city.load();
    void now.follow();
    void problemColumns.follow();
    return () => view.destroy();
  });
  $effect(() => {
    void [
      problemColumns.version,
      problemColumns.state,
      view.filter,
      view.time,
      view.sliderFrom,
      view.query.span,
    ];
    void untrack(() => view.loadTotals());
  });
  const countsKey = $derived(
    [
      problemColumns.version,
      view.townId,
      view.window.last,
      view.window.from,
      view.query.category,
      view.query.severity,
      view.query.handling,
    ].join(),
  );
  $effect(() => {
    void countsKey;
    void untrack(() => view.loadCounts());
  });
  const daysKey = $derived(
    [city.data.stations.length, view.query.span, dateKey(now.clock), ...now.monitorLevels].join(),
  );
  $effect(() => {
    void daysKey;
    void untrack(() => view.loadDays());
  });
  $effect(() => {
    void [
      problemColumns.version,
      problemColumns.state,
      view.filter,
      view.time,
      view.query.list,
      view.cluster,
    ];
    if (view.query.list === 'extent') void view.shown;
    if (view.query.list && problemColumns.state === 'ready' && !view.playing)
      void untrack(() => view.loadCases());
  });
}
