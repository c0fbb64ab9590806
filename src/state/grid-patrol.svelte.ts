import type { Payload } from '../core/casework/payloads.ts';
import type { GroupChoice } from '../core/patrol/choose-group.ts';
import { patrolCells, proposePatrol, type PatrolCell } from '../core/patrol/grid-patrol.ts';
import type { Route } from '../core/patrol/route.ts';
import { warnedStations } from '../core/patrol/warned-stations.ts';
import type { LngLat } from '../core/units.ts';
import { makeRow } from './make-row.ts';
import { city } from './city.svelte.ts';
import { groupChoices, routeOf, taskRoute } from './group-choices.ts';
import { now } from './now.svelte.ts';

const HOUR_MS = 3_600_000;

/** A grid patrol being put together: cells that nobody was in, what is registered there, the group that goes (feature 0.10). */
export class GridPatrolDraft {
  readonly cells: readonly PatrolCell[];
  chosen = $state.raw<ReadonlySet<string>>(new Set());
  /** As chosen by hand; the nearest group on duty otherwise. */
  group = $state('');
  hours = $state(4);

  readonly chosenCells = $derived.by(() => this.cells.filter((each) => this.chosen.has(each.id)));
  readonly stops = $derived<readonly (LngLat & { id: string })[]>(
    this.chosenCells
      .flatMap((each) => each.sources)
      .flatMap((id) => {
        const source = city.source(id);
        return source ? [{ id, lng: source.lng, lat: source.lat }] : [];
      }),
  );
  readonly groups = $derived.by<readonly GroupChoice[]>(() => {
    const first = this.stops[0] ?? this.chosenCells[0]?.place;
    return first ? groupChoices(first) : [];
  });
  readonly chosenGroup = $derived(this.group || (this.groups.find((each) => each.onDuty)?.id ?? ''));
  readonly route = $derived<Route | null>(routeOf(this.chosenGroup || null, this.stops));

  /** @param cells ids of the cells to choose from; a compact round of them is proposed. */
  constructor(cells: readonly string[]) {
    this.cells = patrolCells(
      cells.flatMap((id) => city.gridById.get(id) ?? []),
      city.data.sources,
    );
    this.chosen = new Set(proposePatrol(this.cells));
  }

  toggle(cell: string): void {
    const next = new Set(this.chosen);
    if (!next.delete(cell)) next.add(cell);
    this.chosen = next;
  }

  /** Sends it; answers the new task's id. Throws EventRefused or the SDK's error. */
  async send(): Promise<string> {
    const wish = ['grid_patrol', [...this.chosen].sort(), this.chosenGroup, this.hours];
    return makeRow('task.sent', this.#payload(), wish);
  }

  #payload(): Payload<'task.sent'> {
    const at = Date.now();
    const ordered = (this.route?.order ?? []).flatMap((index) => this.stops[index] ?? []);
    return {
      type: 'grid_patrol',
      group: this.chosenGroup,
      station: null,
      suggestion: null,
      zone: null,
      targets: ordered.map(({ id }) => ({ source: id, share: null })),
      cells: this.chosenCells.map((each) => each.id),
      route: taskRoute(this.chosenGroup, this.route, ordered),
      fromAt: at,
      untilAt: at + this.hours * HOUR_MS,
      note: '',
      ...(now.snapshot ? { warned: warnedStations(ordered, now.snapshot.zones) } : {}),
    };
  }
}
