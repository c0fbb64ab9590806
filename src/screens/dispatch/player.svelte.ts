import type { Instant } from '../../core/units.ts';
import { airHistory } from '../../state/air-history.svelte.ts';
import { dispatch } from '../../state/dispatch.svelte.ts';
import { now } from '../../state/now.svelte.ts';

const STEP_MS = 120_000;
const FRAME_MS = 200;

/** Moves the timeline's moment: by hand, step by step, or playing up to now. */
export class Player {
  playing = $state(false);
  #timer: ReturnType<typeof setInterval> | null = null;

  /** Goes to a moment; close to now it goes live. */
  scrub(at: Instant): void {
    const live = now.snapshot?.at ?? now.clock;
    const from = live - airHistory.hours * 3_600_000;
    dispatch.whatIf = null;
    dispatch.at = at >= live - STEP_MS / 2 ? null : Math.max(from, Math.round(at / STEP_MS) * STEP_MS);
    if (dispatch.at === null) this.stop();
  }

  step(by: 1 | -1): void {
    this.scrub((dispatch.at ?? now.snapshot?.at ?? now.clock) + by * STEP_MS);
  }

  toggle(): void {
    if (this.playing) {
      this.stop();
      return;
    }
    if (dispatch.at === null) this.scrub((now.snapshot?.at ?? now.clock) - airHistory.hours * 3_600_000);
    this.playing = true;
    this.#timer = setInterval(() => this.step(1), FRAME_MS);
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    this.playing = false;
  }
}
