import { grownBox, MOST_BOXES, movedBox, type MaskBox } from '../../core/escalation/mask-boxes.ts';

/** Where a new box lies until it is moved. */
const MIDDLE: MaskBox = { x: 0.4, y: 0.4, width: 0.2, height: 0.2 };

/** Boxes over a picture while they are drawn; every step can be taken back. */
export class MaskDraft {
  boxes = $state.raw<readonly MaskBox[]>([]);
  /** Place of the one that keys and buttons act on; -1 = none. */
  selected = $state(-1);
  #past = $state.raw<readonly (readonly MaskBox[])[]>([]);

  get canUndo(): boolean {
    return this.#past.length > 0;
  }
  get isFull(): boolean {
    return this.boxes.length >= MOST_BOXES;
  }

  add(box: MaskBox = MIDDLE): void {
    if (this.isFull) return;
    this.#change([...this.boxes, box]);
    this.selected = this.boxes.length - 1;
  }
  /** `goesOn`: part of the same movement of the hand, one step to take back. */
  move(byX: number, byY: number, goesOn = false): void {
    this.#changeSelected((box) => movedBox(box, byX, byY), goesOn);
  }
  grow(byX: number, byY: number): void {
    this.#changeSelected((box) => grownBox(box, byX, byY), false);
  }
  remove(): void {
    if (!this.boxes[this.selected]) return;
    this.#change(this.boxes.filter((_, i) => i !== this.selected));
    this.selected = Math.min(this.selected, this.boxes.length - 1);
  }
  undo(): void {
    const last = this.#past.at(-1);
    if (!last) return;
    this.#past = this.#past.slice(0, -1);
    this.boxes = last;
    this.selected = last.length - 1;
  }

  #changeSelected(by: (box: MaskBox) => MaskBox, goesOn: boolean): void {
    if (!this.boxes[this.selected]) return;
    const changed = this.boxes.map((each, i) => (i === this.selected ? by(each) : each));
    if (goesOn) this.boxes = changed;
    else this.#change(changed);
  }
  #change(boxes: readonly MaskBox[]): void {
    this.#past = [...this.#past, this.boxes];
    this.boxes = boxes;
  }
}
