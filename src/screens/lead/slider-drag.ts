import type { SliderDays } from './slider-days.svelte.ts';

type Grip = 'from' | 'until' | 'body';

const KEYS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageUp: 7,
  PageDown: -7,
};

/** Moves the slider's window by pointer or key: one end, or the whole of it. */
export class SliderDrag {
  readonly #days: SliderDays;
  #held: {
    readonly grip: Grip;
    readonly start: number;
    readonly from: number;
    readonly last: number;
  } | null = null;

  constructor(days: SliderDays) {
    this.#days = days;
  }

  /** Takes hold of what is under the pointer; beside the window, the window comes there first. */
  grab(event: PointerEvent, track: HTMLElement): void {
    const { open, span, first, last } = this.#days;
    const day = this.#dayAt(event, track);
    const grip = (event.target as HTMLElement).closest<HTMLElement>('[data-grip]')?.dataset['grip'] as
      Grip | undefined;
    track.setPointerCapture(event.pointerId);
    if (grip) {
      this.#held = { grip, start: day, from: first, last };
      return;
    }
    const length = last - first;
    const from = open ? day - length : Math.max(0, Math.min(span - 1 - length, day - Math.floor(length / 2)));
    this.#days.look(from, from + length);
    this.#held = { grip: 'body', start: day, from, last: from + length };
  }

  move(event: PointerEvent, track: HTMLElement): void {
    const held = this.#held;
    if (!held) return;
    const { open, span } = this.#days;
    const by = this.#dayAt(event, track) - held.start;
    if (by === 0 && event.type !== 'pointerup') return;
    if (held.grip === 'from') this.#days.look(Math.min(held.from + by, held.last), held.last);
    else if (held.grip === 'until' && !open) this.#days.look(held.from, Math.max(held.last + by, held.from));
    else {
      const shift = Math.max(open ? -held.last : -held.from, Math.min(span - 1 - held.last, by));
      this.#days.look(held.from + shift, held.last + shift);
    }
  }

  drop(): void {
    this.#held = null;
  }

  press(event: KeyboardEvent, grip: 'from' | 'until'): void {
    const by = KEYS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const { open, first, last } = this.#days;
    if (grip === 'from') this.#days.look(Math.min(first + by, last), last);
    else if (open) this.#days.look(first + by, last + by);
    else this.#days.look(first, Math.max(last + by, first));
  }

  #dayAt(event: PointerEvent, track: HTMLElement): number {
    const { span } = this.#days;
    const box = track.getBoundingClientRect();
    return Math.max(0, Math.min(span - 1, Math.floor(((event.clientX - box.left) / box.width) * span)));
  }
}
