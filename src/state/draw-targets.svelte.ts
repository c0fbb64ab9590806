import type { Payload } from '../core/casework/payloads.ts';
import type { GroupChoice } from '../core/patrol/choose-group.ts';
import { DRAW_NUMBERS, drawTargets } from '../core/patrol/draw-targets.ts';
import type { Route } from '../core/patrol/route.ts';
import { warnedStations } from '../core/patrol/warned-stations.ts';
import type { SourceKind } from '../core/sources/source-kinds.ts';
import type { SourceRecord } from '../schema/records.ts';
import { makeRow } from './make-row.ts';
import { city } from './city.svelte.ts';
import { groupChoices, routeOf, taskRoute } from './group-choices.ts';
import { now } from './now.svelte.ts';

const HOUR_MS = 3_600_000;
/** As the group goes there: openly, unseen, or together with other units. */
export const DRAW_WAYS = ['regular', 'covert', 'joint'] as const;
export type DrawWay = (typeof DRAW_WAYS)[number];

/** Targets of a kind and area drawn by lot and the task that is made of them (features 0.46, 3.18). */
export class DrawDraft {
  kind = $state<SourceKind>('restaurant');
  /** Id of a town; '' = the whole district. */
  town = $state('');
  count = $state(5);
  number = $state(anyNumber());
  way = $state<DrawWay>('covert');
  units = $state.raw<readonly string[]>([]);
  /** What each unit does, by its id. */
  what = $state<Record<string, string>>({});
  /** As chosen by hand; the nearest group on duty otherwise. */
  group = $state('');
  hours = $state(4);

  readonly pool = $derived.by<readonly SourceRecord[]>(() =>
    city.data.sources.filter(
      (each) =>
        each.kind === this.kind && each.state !== 'finished' && (this.town === '' || each.town === this.town),
    ),
  );
  readonly drawn = $derived.by<readonly SourceRecord[]>(() =>
    drawTargets(
      this.pool.map((each) => each.id),
      this.number,
      this.count,
    ).flatMap((id) => city.source(id) ?? []),
  );
  readonly groups = $derived.by<readonly GroupChoice[]>(() => {
    const [first] = this.drawn;
    return first ? groupChoices(first) : [];
  });
  readonly chosenGroup = $derived(this.group || (this.groups.find((each) => each.onDuty)?.id ?? ''));
  readonly route = $derived<Route | null>(routeOf(this.chosenGroup || null, this.drawn));
  readonly complete = $derived.by(
    () =>
      this.drawn.length > 0 &&
      this.chosenGroup !== '' &&
      (this.way !== 'joint' || this.units.length >= 2) &&
      (this.way !== 'joint' || this.units.every((each) => (this.what[each] ?? '').trim() !== '')),
  );

  /** Another number, and with it other targets. */
  again(): void {
    this.number = anyNumber();
  }

  /** Sends it; answers the new task's id. Throws EventRefused or the SDK's error. */
  async send(note: string): Promise<string> {
    const { kind, town, count, number, way, hours } = this;
    const wish = ['draw', kind, town, count, number, way, hours, this.chosenGroup, [...this.units]];
    return makeRow('task.sent', this.#payload(note), wish);
  }

  #payload(note: string): Payload<'task.sent'> {
    const at = Date.now();
    const { kind, town, count, number, way } = this;
    const ordered = (this.route?.order ?? []).flatMap((index) => this.drawn[index] ?? []);
    return {
      type: way === 'joint' ? 'joint_action' : 'grid_patrol',
      group: this.chosenGroup,
      station: null,
      suggestion: null,
      zone: null,
      targets: ordered.map(({ id }) => ({ source: id, share: null })),
      route: taskRoute(this.chosenGroup, this.route, ordered),
      fromAt: at,
      untilAt: at + this.hours * HOUR_MS,
      note,
      mode: way === 'covert' ? 'covert' : 'regular',
      draw: { number, kind, town, count },
      ...(way === 'joint'
        ? { parts: this.units.map((unit) => ({ unit, what: (this.what[unit] ?? '').trim() })) }
        : {}),
      ...(now.snapshot ? { warned: warnedStations(ordered, now.snapshot.zones) } : {}),
    };
  }
}

function anyNumber(): number {
  return Math.floor(Math.random() * DRAW_NUMBERS);
}
