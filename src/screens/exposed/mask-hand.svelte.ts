import { boxBetween, type MaskBox } from '../../core/escalation/mask-boxes.ts';
import type { MaskDraft } from './mask-draft.svelte.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A pointer on the picture: on free ground it draws a box, on a box it moves it. */
export class MaskHand {
  /** The box that is being drawn. */
  drawn = $state.raw<MaskBox | null>(null);
  readonly #draft: () => MaskDraft;
  readonly #frame: () => HTMLElement | null;
  #corner: Point | null = null;
  #grip: { readonly at: Point; readonly first: boolean } | null = null;

  constructor(draft: () => MaskDraft, frame: () => HTMLElement | null) {
    this.#draft = draft;
    this.#frame = frame;
  }

  press(event: PointerEvent): void {
    const here = this.#at(event);
    if (event.button !== 0 || !here) return;
    this.#frame()?.setPointerCapture(event.pointerId);
    const box = (event.target as Element).closest<HTMLElement>('[data-box]');
    if (box) {
      this.#draft().selected = Number(box.dataset['box']);
      this.#grip = { at: here, first: true };
    } else this.#corner = here;
  }

  drag(event: PointerEvent): void {
    const here = this.#at(event);
    if (!here) return;
    if (this.#grip) {
      const { at, first } = this.#grip;
      this.#draft().move(here.x - at.x, here.y - at.y, !first);
      this.#grip = { at: here, first: false };
    } else if (this.#corner) this.drawn = boxBetween(this.#corner, here);
  }

  release(event: PointerEvent): void {
    const here = this.#at(event);
    const box = this.#corner && here ? boxBetween(this.#corner, here) : null;
    if (box) this.#draft().add(box);
    this.cancel();
  }

  cancel(): void {
    [this.#corner, this.drawn, this.#grip] = [null, null, null];
  }

  /** Where it is, in shares of the picture; null while there is none. */
  #at({ clientX, clientY }: PointerEvent): Point | null {
    const area = this.#frame()?.getBoundingClientRect();
    return area ? { x: (clientX - area.left) / area.width, y: (clientY - area.top) / area.height } : null;
  }
}
