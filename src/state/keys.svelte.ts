import { untrack } from 'svelte';

/** One shortcut: the key as the browser names it, what it does in words, and whether it may act now. */
export interface Shortcut {
  readonly key: string;
  readonly label: () => string;
  readonly run: () => void;
  readonly when?: () => boolean;
}

/** The shortcuts of what is on the screen. The latest one registered for a key wins, so Escape closes the topmost only. */
class Keys {
  #groups = $state.raw<readonly (readonly Shortcut[])[]>([]);

  /** What the help lists: each key once, as it would act now. */
  readonly active = $derived.by(() => {
    const all = this.#groups.flat();
    return all.filter((each, i) => all.findLastIndex((other) => other.key === each.key) === i);
  });

  /** Registers shortcuts until the returned function is called: `$effect(() => keys.use([...]))`. */
  use(shortcuts: readonly Shortcut[]): () => void {
    // Registering from an effect must not make that effect depend on what others register.
    this.#groups = untrack(() => [...this.#groups, shortcuts]);
    return () => {
      this.#groups = untrack(() => this.#groups.filter((each) => each !== shortcuts));
    };
  }

  /** Acts on a key press of the window. Nothing happens inside inputs, with modifiers, or under an open dialog. */
  handle(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key !== 'Escape' && isTyping(event.target)) return;
    if (document.querySelector('[role="dialog"][data-state="open"], [role="menu"][data-state="open"]'))
      return;
    const chosen = this.#find(event);
    if (!chosen) return;
    event.preventDefault();
    chosen.run();
  }

  #find(event: KeyboardEvent): Shortcut | undefined {
    for (let i = this.#groups.length - 1; i >= 0; i--) {
      const found = this.#groups[i]?.find((each) => each.key === event.key && (each.when?.() ?? true));
      // Enter and Space on a focused button or link belong to it.
      if (found && !(isPress(event.key) && isControl(event.target))) return found;
    }
    return undefined;
  }
}

export const keys = new Keys();

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
    !(target instanceof HTMLInputElement && /^(checkbox|radio|range)$/.test(target.type))
  );
}

function isPress(key: string): boolean {
  return key === 'Enter' || key === ' ';
}

function isControl(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('button, a[href], summary, [role="slider"]') !== null
  );
}
