import { describe, expect, test } from 'vitest';
import { cleanText } from '../../../src/core/papers/clean-text.ts';
import { inChinese, lawArticles } from '../../../src/core/papers/legal-bases.ts';
import { PAPER_KINDS } from '../../../src/core/papers/paper-kinds.ts';
import { paperOf, printPaper } from '../../../src/core/papers/paper-model.ts';
import { PROBLEM_CATEGORIES } from '../../../src/core/casework/problem-categories.ts';
import { LANGUAGES, wordsOf } from '../../../src/cli/message-words.ts';
import { noticeRow } from './notice-row.ts';

describe('the model of a paper', () => {
  test.each(LANGUAGES)('4.05 every kind has all its parts and every word of them in %s', (language) => {
    const papers = wordsOf(language, 'papers');
    for (const kind of PAPER_KINDS) {
      const asked: string[] = [];
      const printed = printPaper(paperOf(noticeRow(kind)), {
        word: (key, params) => {
          const words = papers({ key: `papers_word_${key}`, params });
          if (words === `papers_word_${key}` || /\{\w+\}/.test(words)) asked.push(key);
          return words;
        },
        member: (set, member) => `${set}_${member}`,
      });
      expect([kind, asked]).toEqual([kind, []]);
      expect(printed.paragraphs[0]).not.toBe('');
      expect(printed.receipt.rows).toHaveLength(6);
      expect(printed.signature.day).toMatch(/2026.11.22/);
      expect(printed.fields.length > 0).toBe(['order_from_above', 'exposure', 'interview'].includes(kind));
    }
  });

  test('what was frozen prints the same whatever the time', () => {
    expect(paperOf(noticeRow('rectification'))).toEqual(paperOf(noticeRow('rectification')));
  });
});

test('text is cleaned of what XML forbids and of marks that turn the writing round, and of nothing else', () => {
  expect(cleanText('扬尘 a\tb\nc <b> 𠮷 “”')).toBe('扬尘 a\tb\nc <b> 𠮷 “”');
  expect(cleanText('a\u0000\u0008\u000b\u001f\u007f\u0085\ud800b\udc00\ufffe\uffff\u202e\u2066\ufeffc')).toBe(
    'abc',
  );
  expect(cleanText('a\r\nb')).toBe('a\nb');
});

test('articles of the law are proposed once each and only for known categories', () => {
  expect(lawArticles(['dust.bare_soil', 'dust.pile_uncovered', 'fume.not_running'])).toEqual([69, 72, 81]);
  expect(lawArticles(['duty.absent', 'nonsense'])).toEqual([]);
  expect([8, 10, 18, 20, 69].map(inChinese)).toEqual(['八', '十', '十八', '二十', '六十九']);
  const without = PROBLEM_CATEGORIES.filter((each) => lawArticles([each]).length === 0);
  expect(without).toEqual([
    'truck.unlicensed',
    'truck.route',
    'truck.overweight',
    'ent.illegal_small',
    'gas.illegal',
    'duty.absent',
  ]);
});
