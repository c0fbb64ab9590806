/** Which rows of a long table are drawn: those that are seen and some above and below. Made while a component is set up. */
export class RowWindow {
  /** The box that scrolls, its height in px and how far it is scrolled: bound by the component. */
  box = $state<HTMLElement | null>(null);
  height = $state(800);
  top = $state(0);
  #rowPx = $state(36);
  readonly #count: () => number;

  readonly first = $derived(Math.max(0, Math.floor(this.top / this.#rowPx) - SPARE));
  readonly last = $derived.by(() =>
    Math.min(this.#count(), Math.ceil((this.top + (this.height || 800)) / this.#rowPx) + SPARE),
  );
  /** Room of the rows that are not drawn, px. */
  readonly abovePx = $derived(this.first * this.#rowPx);
  readonly belowPx = $derived.by(() => (this.#count() - this.last) * this.#rowPx);

  constructor(count: () => number) {
    this.#count = count;
    $effect(() => {
      const row = this.box?.querySelector('tbody tr:not([aria-hidden])');
      const measured = row?.getBoundingClientRect().height ?? 0;
      if (measured > 0) this.#rowPx = measured;
    });
  }

  scrolled = (): void => {
    this.top = this.box?.scrollTop ?? 0;
  };

  toTop(): void {
    this.box?.scrollTo({ top: 0 });
  }

  /** Keeps a row in sight, under the head that stays. */
  show(index: number): void {
    if (!this.box) return;
    const at = index * this.#rowPx;
    const { scrollTop } = this.box;
    if (at < scrollTop) this.box.scrollTo({ top: at });
    else if (at + 2 * this.#rowPx > scrollTop + this.height)
      this.box.scrollTo({ top: at + 2 * this.#rowPx - this.height });
  }
}

/** Rows drawn above and below what is seen. */
const SPARE = 12;
