import { chinaTime, dateKey, DAY_MS } from '../../core/china-time.ts';
import type { LeadView } from './lead-view.svelte.ts';

/** The slider's days: one bar and one air value each, and which of them are looked at. Days count from 0, the span's first. */
export class SliderDays {
  readonly #view: LeadView;

  constructor(view: LeadView) {
    this.#view = view;
  }

  readonly open = $derived.by(() => this.#view.query.time === 'open');
  readonly span = $derived.by(() => this.#view.query.span);
  readonly all = $derived.by(() => {
    const counts = (this.open ? this.#view.totals?.open : this.#view.totals?.found) ?? [];
    return Array.from({ length: this.span }, (_, i) => {
      const at = this.#view.sliderFrom + i * DAY_MS;
      return { at, key: dateKey(at), count: counts[i] ?? 0 };
    });
  });
  readonly top = $derived(Math.max(4, ...this.all.map((each) => each.count)));
  readonly first = $derived.by(() => this.#dayOf(this.#view.window.from));
  readonly last = $derived.by(() => this.#dayOf(this.#view.window.last));
  /** A moment is one day wide. */
  readonly shownFrom = $derived(this.open ? this.last : this.first);
  /** PM10 of the district's days as a path, one unit a day, 100 high; a day without a value breaks it. */
  readonly line = $derived.by(() => {
    const air = this.all.map((each) => this.#view.days.get(each.key)?.districtPm10 ?? null);
    const top = Math.max(150, ...air.map((each) => each ?? 0));
    let path = '';
    air.forEach((value, i) => {
      if (value === null) return;
      path += `${path !== '' && air[i - 1] !== null ? 'L' : 'M'}${i + 0.5},${(1 - value / top) * 100}`;
    });
    return path;
  });
  /** One mark a week, or a month where weeks would crowd. */
  readonly ticks = $derived(
    this.all
      .map((each, i) => ({ ...each, i }))
      .filter((each) => (this.span > 120 ? chinaTime(each.at).day === 1 : chinaTime(each.at).weekday === 1))
      .filter((each) => each.i > this.span * 0.02 && each.i < this.span * 0.97),
  );

  /** Looks at the days between two, whichever comes first; beyond the span is its end. */
  look(from: number, until: number): void {
    const day = (i: number): string => dateKey(this.#view.sliderFrom + this.#within(i) * DAY_MS);
    this.#view.set({ from: day(Math.min(from, until)), until: day(Math.max(from, until)) });
  }

  #within(day: number): number {
    return Math.max(0, Math.min(this.span - 1, day));
  }

  #dayOf(at: number): number {
    return this.#within(Math.round((at - this.#view.sliderFrom) / DAY_MS));
  }
}
