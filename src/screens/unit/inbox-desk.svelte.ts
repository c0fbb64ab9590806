import type { ProblemRecord } from '../../schema/records.ts';
import type { Shortcut } from '../../state/keys.svelte.ts';
import { INBOX_VIEWS, UnitInbox, type InboxView } from '../../state/unit-inbox.svelte.ts';
import { m } from '../../text/paraglide/messages.js';
import { parseUnitQuery } from './unit-query.ts';

/** A step that is taken for several cases at once. */
export interface ManyStep {
  readonly step: 'accept' | 'submit';
  readonly problems: readonly ProblemRecord[];
}

/** The inbox as one person looks at it: which view, which case, what is ticked. */
export class InboxDesk {
  readonly unit: string;
  readonly inbox: UnitInbox;
  view = $state<InboxView>('all');
  picked = $state('');
  ticked = $state.raw<ReadonlySet<string>>(new Set());
  many = $state.raw<ManyStep | null>(null);

  readonly counts = $derived.by(
    () =>
      new Map(
        INBOX_VIEWS.map((each) => [
          each,
          each === 'orders' ? this.inbox.orders.length : this.inbox.of(each).length,
        ]),
      ),
  );
  readonly rows = $derived.by(() => this.inbox.of(this.view));
  readonly current = $derived(this.picked !== '' ? this.picked : (this.rows[0]?.id ?? ''));
  readonly chosen = $derived.by(() => this.inbox.items.filter((each) => this.ticked.has(each.id)));
  readonly acceptable = $derived(
    this.chosen.filter((each) => this.#isOwn(each) && each.state === 'assigned'),
  );
  readonly submittable = $derived(this.chosen.filter((each) => this.#isOwn(each) && isAtWork(each)));

  constructor(unit: string) {
    this.unit = unit;
    this.inbox = new UnitInbox(unit);
    const first = parseUnitQuery(new URLSearchParams(location.search));
    this.view = first.view;
    this.picked = first.id;
  }

  show(next: InboxView): void {
    this.view = next;
    this.picked = '';
  }

  tick(id: string): void {
    const next = new Set(this.ticked);
    if (!next.delete(id)) next.add(id);
    this.ticked = next;
  }

  tickNone = (): void => {
    this.ticked = new Set();
  };

  mayTick(problem: ProblemRecord): boolean {
    return this.#isOwn(problem) && (problem.state === 'assigned' || isAtWork(problem));
  }

  /** After a step for many. */
  doneMany = (): void => {
    this.many = null;
    this.tickNone();
    void this.inbox.load();
  };

  /** `moved` is called when another case is current. */
  shortcuts(moved: () => void): Shortcut[] {
    const move = (by: 1 | -1) => {
      const at = this.rows.findIndex((each) => each.id === this.current);
      const next = this.rows[Math.min(this.rows.length - 1, Math.max(0, at + by))];
      if (!next) return;
      this.picked = next.id;
      moved();
    };
    return [
      { key: 'j', label: () => m.cases_key_next(), run: () => move(1) },
      { key: 'k', label: () => m.cases_key_previous(), run: () => move(-1) },
      {
        key: 'x',
        label: () => m.unit_key_tick(),
        run: () => this.tick(this.current),
        when: () => this.current !== '',
      },
      { key: 'Escape', label: () => m.unit_untick(), run: this.tickNone, when: () => this.ticked.size > 0 },
    ];
  }

  #isOwn({ unit }: ProblemRecord): boolean {
    return unit === this.unit;
  }
}

function isAtWork({ state }: ProblemRecord): boolean {
  return state === 'accepted' || state === 'rectifying' || state === 'returned';
}
