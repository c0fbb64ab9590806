import { followFix, type Fix, type PositionFailure } from '../offline/position.ts';
import type { SourceRecord, TaskRecord } from '../schema/records.ts';
import { city } from './city.svelte.ts';
import { foreseen } from './foreseen.ts';
import { inspectDrafts } from './inspect-drafts.svelte.ts';
import { outbox } from './outbox.svelte.ts';
import { session } from './session.svelte.ts';
import { tasks } from './tasks.svelte.ts';
import { visits } from './visits.svelte.ts';

/** The tablet's view: my group's tasks with what this device did and the server does not know yet. */
class InspectState {
  taskId = $state<string | null>(null);
  /** What was picked: a stop, or any source met on the way. */
  targetId = $state<string | null>(null);
  fix = $state.raw<Fix | null>(null);
  fixFailure = $state<PositionFailure | null>(null);

  /** The register with what this device did and the server does not know yet. */
  readonly #foreseen = $derived(foreseen(outbox.items, session.user, tasks.all, Date.now()));
  readonly mine = $derived(
    tasks.open
      .filter((each) => each.group !== '' && each.group === session.user?.group)
      .map((each) => (this.#foreseen.find('tasks', each.id) as TaskRecord | null) ?? each),
  );
  readonly task = $derived(this.mine.find((each) => each.id === this.taskId) ?? this.mine[0] ?? null);
  /** Stops in route order; what was met on the way comes last. */
  readonly stops = $derived([...(this.task?.targets ?? [])].sort((a, b) => a.order - b.order));
  /** Grids of the patrol that nobody was in, as far as this device knows. */
  readonly cellsLeft = $derived.by(() => {
    const been = new Set(
      this.stops
        .filter((each) => each.state !== 'todo' && each.state !== 'skipped')
        .map((each) => city.source(each.source)?.cell),
    );
    return (this.task?.cells ?? []).filter((each) => each.at === null && !been.has(each.cell));
  });
  /** The server's sources, and those registered here that it has not seen. */
  readonly sources = $derived.by(() => {
    const fresh = this.#foreseen.fresh('sources') as unknown as readonly SourceRecord[];
    return fresh.length === 0 ? city.data.sources : [...city.data.sources, ...fresh];
  });
  readonly picked = $derived(this.targetId === null ? null : this.find(this.targetId));
  readonly target = $derived(
    this.stops.find((each) => each.source === this.targetId) ??
      (this.picked ? null : this.stops.find((each) => each.state === 'todo')) ??
      null,
  );
  /** What a check or a finding would be about now. */
  readonly source = $derived(this.target ? this.find(this.target.source) : this.picked);

  /** The visit that goes on there. */
  readonly visit = $derived(this.source ? visits.at(this.source.id) : null);

  #following = false;

  /** After a visit the next stop of the route is on. */
  goOn(): void {
    this.targetId = null;
  }

  /** Follows tasks, outbox and position; safe to call again. */
  follow(): void {
    void tasks.follow();
    inspectDrafts.follow();
    visits.follow();
    if (session.user) outbox.follow(session.user.id);
    if (this.#following) return;
    this.#following = true;
    followFix(
      (fix) => {
        this.fix = fix;
        this.fixFailure = null;
      },
      (failure) => (this.fixFailure = failure),
    );
  }

  find(id: string): SourceRecord | null {
    return city.source(id) ?? this.sources.find((each) => each.id === id) ?? null;
  }
}

export const inspect = new InspectState();
