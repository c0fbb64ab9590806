import { fetchCatalogue } from '../api/catalogues.ts';
import { CATEGORY_CATALOGUE, type CategoryRow } from '../core/casework/category-catalogue.ts';
import { isCategoryCode, isOwnCategory } from '../core/casework/category-code.ts';
import { PROBLEM_CATEGORIES } from '../core/casework/problem-categories.ts';
import { learnNames } from '../text/say.ts';

const KEPT = 'shangfeng.categories';
type Kept = Pick<CategoryRow, 'code' | 'title'>;

/** Codes of the categories that hold now: the product's own and what the office's edition brings. Kept on the device for days offline. */
class CategorySetState {
  /** Codes beyond the product's own. */
  more = $state.raw<readonly string[]>([]);
  readonly codes = $derived<readonly string[]>([...PROBLEM_CATEGORIES, ...this.more]);

  /** Asks for the edition in force; without network it stays as the device knew it. Never throws. */
  async load(): Promise<void> {
    try {
      this.#take(JSON.parse(localStorage.getItem(KEPT) ?? '[]') as readonly Kept[]);
      const edition = await fetchCatalogue(CATEGORY_CATALOGUE, Date.now());
      const lines = (edition?.body as { readonly categories?: readonly Kept[] } | null)?.categories ?? [];
      const kept = lines
        .filter((each) => !isOwnCategory(each.code))
        .map(({ code, title }) => ({ code, ...(title === undefined ? {} : { title }) }));
      localStorage.setItem(KEPT, JSON.stringify(kept));
      this.#take(kept);
    } catch {
      // As it was known before.
    }
  }

  #take(kept: readonly Kept[]): void {
    const good = kept.filter((each) => isCategoryCode(each.code));
    const titles = good.flatMap(({ code, title }) => (title ? [[code.replace('.', '_'), title]] : []));
    learnNames('trade_category', Object.fromEntries(titles) as Record<string, string>);
    this.more = good.map((each) => each.code);
  }
}

export const categorySet = new CategorySetState();
