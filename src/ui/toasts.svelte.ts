export interface ToastItem {
  readonly id: number;
  /** A function is asked again whenever what it reads changes. */
  readonly text: string | (() => string);
  readonly seconds: number;
  readonly undo?: () => void;
  /** What may follow from it, as a button. */
  readonly action?: { readonly text: string; readonly run: () => void };
}

/** The messages at the lower left of the page, newest last. */
class Toasts {
  items = $state.raw<readonly ToastItem[]>([]);
  #next = 1;

  /** Shows a sentence for a while, with a way back when there is one. */
  show(
    text: ToastItem['text'],
    options: Pick<ToastItem, 'undo' | 'action'> & { seconds?: number } = {},
  ): number {
    const id = this.#next++;
    this.items = [
      ...this.items,
      { id, text, seconds: options.seconds ?? (options.undo || options.action ? 10 : 5), ...options },
    ];
    return id;
  }

  dismiss(id: number): void {
    this.items = this.items.filter((each) => each.id !== id);
  }

  /** Takes back the newest action that can be; false when there is none. */
  undoLatest(): boolean {
    const latest = this.items.findLast((each) => each.undo);
    if (!latest) return false;
    latest.undo?.();
    this.dismiss(latest.id);
    return true;
  }
}

export const toasts = new Toasts();
