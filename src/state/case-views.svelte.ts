import { session } from './session.svelte.ts';

/** A view that a person saved: what the ledger was narrowed to and which columns it showed. */
export interface SavedView {
  readonly name: string;
  readonly search: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
}

const MOST = 20;

/** Views and chosen columns of the person who is signed in, kept on this device alone. */
class CaseViews {
  saved = $state.raw<readonly SavedView[]>([]);
  /** Keys of the columns; empty = as the product has them. */
  columns = $state.raw<readonly string[]>([]);
  #of = '';

  /** Reads what this person kept; again when somebody else signs in. */
  load(): void {
    const of = session.user?.id ?? '';
    if (of === this.#of) return;
    this.#of = of;
    const kept = read(`shangfeng.ledger.${of}`);
    this.saved = kept.saved;
    this.columns = kept.columns;
  }

  /** A name that is there already is overwritten. */
  save(view: SavedView): void {
    this.saved = [view, ...this.saved.filter((each) => each.name !== view.name)].slice(0, MOST);
    this.#keep();
  }

  remove(name: string): void {
    this.saved = this.saved.filter((each) => each.name !== name);
    this.#keep();
  }

  choose(columns: readonly string[]): void {
    this.columns = columns;
    this.#keep();
  }

  #keep(): void {
    try {
      const { saved, columns } = this;
      localStorage.setItem(`shangfeng.ledger.${this.#of}`, JSON.stringify({ saved, columns }));
    } catch {
      // A browser that refuses storage forgets the view with the page.
    }
  }
}

export const caseViews = new CaseViews();

function read(key: string): { readonly saved: readonly SavedView[]; readonly columns: readonly string[] } {
  try {
    const value = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<{
      saved: readonly SavedView[];
      columns: readonly string[];
    }>;
    return {
      saved: Array.isArray(value.saved) ? (value.saved as readonly SavedView[]) : [],
      columns: Array.isArray(value.columns) ? (value.columns as readonly string[]) : [],
    };
  } catch {
    return { saved: [], columns: [] };
  }
}
