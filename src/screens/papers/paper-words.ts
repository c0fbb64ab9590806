import { EventRefused } from '../../api/events.ts';
import { isOffline } from '../../api/fetch-json.ts';
import { inChinese, lawArticles } from '../../core/papers/legal-bases.ts';
import type { NoticeState, PaperKind } from '../../core/papers/paper-kinds.ts';
import {
  paperNumber,
  paperOf,
  printPaper,
  type NoticeRow,
  type PrintedPaper,
} from '../../core/papers/paper-model.ts';
import { saidWith, type PaperWords } from '../../core/papers/said.ts';
import { m } from '../../text/paraglide/messages.js';
import { getLocale } from '../../text/paraglide/runtime.js';
import { name, say } from '../../text/say.ts';
import type { Tone } from '../../ui/Chip.svelte';

const words: PaperWords = {
  word: (key, params) => say({ key: `papers_word_${key}`, params }),
  member: name,
};

/** The paper as it is printed, in the language of the page. */
export function printedPaper(notice: NoticeRow): PrintedPaper {
  return printPaper(paperOf(notice), words);
}

/** 惠环整改〔2026〕5号, or 待编号. */
export function numberWords(notice: Pick<NoticeRow, 'kind' | 'no' | 'facts'>): string {
  return saidWith(paperNumber(notice), words);
}

export function kindWords(kind: PaperKind): string {
  return name('papers_kind', kind);
}

export function stateWords({ state, receipt }: Pick<NoticeRow, 'state' | 'receipt'>): string {
  return name('papers_state', state === 'received' && receipt?.result === 'refused' ? 'refused' : state);
}

export function paperTone(state: NoticeState): Tone {
  if (state === 'issued') return 'warn';
  return state === 'received' ? 'ok' : 'stale';
}

/** What is usually asked for these problems, one line each. */
export function askedFor(categories: readonly string[]): readonly string[] {
  return [...new Set(categories)].map((category) => {
    const key = category.replace('.', '_');
    const own = name('papers_ask', key);
    return own === key ? m.papers_ask({ category: name('trade_category', key) }) : own;
  });
}

export function lawLines(categories: readonly string[]): readonly string[] {
  return lawArticles(categories).map((article) =>
    m.papers_law({ article: getLocale() === 'en' ? String(article) : inChinese(article) }),
  );
}

/** Why a step did not go through, as a sentence. */
export function paperFailure(error: unknown): string {
  if (error instanceof EventRefused) return say(error.reason);
  return isOffline(error) ? m.papers_offline() : m.papers_failed();
}
