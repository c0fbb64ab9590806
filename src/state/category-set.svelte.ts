import { fetchCatalogue, fetchEdition } from '../api/catalogues.ts';
import { CATEGORY_CATALOGUE, type CategoryRow } from '../core/casework/category-catalogue.ts';
import { isCategoryCode, isOwnCategory } from '../core/casework/category-code.ts';
import { evidenceRule, type EvidenceRule } from '../core/casework/evidence-rules.ts';
import { PROBLEM_CATEGORIES } from '../core/casework/problem-categories.ts';
import { learnNames } from '../text/say.ts';

const KEPT = 'shangfeng.categories';
type Kept = Pick<CategoryRow, 'code' | 'title' | 'evidence'>;
type Body = { readonly categories?: readonly Kept[] } | null;

/**
 * The categories that hold now: the product's own and what the office's edition brings, with what each has to show. Kept on the
 * device for days offline.
 */
class CategorySetState {
  #kept = $state.raw<readonly Kept[]>([]);
  /** Codes beyond the product's own. */
  readonly more = $derived<readonly string[]>(
    this.#kept.map((each) => each.code).filter((code) => !isOwnCategory(code)),
  );
  readonly codes = $derived<readonly string[]>([...PROBLEM_CATEGORIES, ...this.more]);

  /** Asks for the edition in force; without network it stays as the device knew it. Never throws. */
  async load(): Promise<void> {
    try {
      this.#take(JSON.parse(localStorage.getItem(KEPT) ?? '[]') as readonly Kept[]);
      const edition = await fetchCatalogue(CATEGORY_CATALOGUE, Date.now());
      const kept = ((edition?.body as Body)?.categories ?? [])
        .filter((each) => !isOwnCategory(each.code) || each.evidence !== undefined)
        .map(({ code, title, evidence }) => ({
          code,
          ...(title === undefined ? {} : { title }),
          ...(evidence === undefined ? {} : { evidence }),
        }));
      localStorage.setItem(KEPT, JSON.stringify(kept));
      this.#take(kept);
    } catch {
      // As it was known before.
    }
  }

  /** What a finding of a category has to show now. */
  ruleOf(category: string): EvidenceRule {
    return evidenceRule(category, this.#kept.find((each) => each.code === category)?.evidence ?? null);
  }

  /** What a case of an earlier edition has to show; without network what holds now. Never throws. */
  async ruleIn(edition: string, category: string): Promise<EvidenceRule> {
    if (edition === '') return this.ruleOf(category);
    try {
      const row = await fetchEdition(CATEGORY_CATALOGUE, edition);
      const line = (row?.body as Body)?.categories?.find((each) => each.code === category);
      return evidenceRule(category, line?.evidence ?? null);
    } catch {
      return this.ruleOf(category);
    }
  }

  #take(kept: readonly Kept[]): void {
    const good = kept.filter((each) => isCategoryCode(each.code));
    const titles = good.flatMap(({ code, title }) => (title ? [[code.replace('.', '_'), title]] : []));
    learnNames('trade_category', Object.fromEntries(titles) as Record<string, string>);
    this.#kept = good;
  }
}

export const categorySet = new CategorySetState();
