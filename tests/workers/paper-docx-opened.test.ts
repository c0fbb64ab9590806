import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wordsOf } from '../../src/cli/message-words.ts';
import { PAPER_KINDS } from '../../src/core/papers/paper-kinds.ts';
import { paperOf, printPaper, type NoticeRow } from '../../src/core/papers/paper-model.ts';
import { paperDocx } from '../../src/workers/paper-docx.ts';
import { noticeRow } from '../core/papers/notice-row.ts';

/** A word processor and a reader of what it made; where either is missing there is nothing to open the papers with. */
const there = ['soffice', 'pdftotext'].every((name) => spawnSync(name, ['--version']).error === undefined);
if (!there) console.info('papers are not opened: no soffice or no pdftotext on this machine');

const papers = wordsOf('zh-CN', 'papers');
const trade = wordsOf('zh-CN', 'trade');
const words = {
  word: (key: string, params: Readonly<Record<string, string | number>>): string =>
    papers({ key: `papers_word_${key}`, params }),
  member: (set: string, member: string): string => trade({ key: `${set}_${member}` }),
};
const rectification = noticeRow('rectification');
const [point] = rectification.facts.points;
const rows: Readonly<Record<string, NoticeRow>> = {
  ...Object.fromEntries(PAPER_KINDS.map((kind) => [kind, noticeRow(kind)])),
  void: { ...rectification, state: 'void', voided: { reason: '对象有误', by: '', at: 1 } },
  long: {
    ...rectification,
    facts: {
      ...rectification.facts,
      points: Array.from({ length: 21 }, (_, at) => ({
        ...point!,
        no: `WT-410108-20261122-${String(at + 1).padStart(4, '0')}`,
      })),
    },
  },
};

describe.runIf(there)('the papers in a word processor', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sf-papers-'));
  const pages = new Map<string, readonly string[]>();

  beforeAll(async () => {
    for (const [name, row] of Object.entries(rows))
      writeFileSync(
        join(folder, `${name}.docx`),
        new Uint8Array(await paperDocx(printPaper(paperOf(row), words))),
      );
    const files = Object.keys(rows).map((name) => join(folder, `${name}.docx`));
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    execFileSync('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, ...files], {
      stdio: 'ignore',
    });
    for (const name of Object.keys(rows)) {
      execFileSync('pdftotext', ['-layout', join(folder, `${name}.pdf`), join(folder, `${name}.txt`)]);
      // A page ends with a form feed.
      pages.set(
        name,
        readFileSync(join(folder, `${name}.txt`), 'utf8')
          .split('\f')
          .slice(0, -1),
      );
    }
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(Object.keys(rows))('4.05 %s opens: its title, its number and its receipt are there', (name) => {
    const text = pages.get(name)!.join('').replace(/\s/g, '');
    const paper = printPaper(paperOf(rows[name]!), words);
    for (const part of [paper.title, paper.number, paper.to, paper.receipt.title, paper.signature.day])
      expect(text).toContain(part.replace(/\s/g, ''));
  });

  test('0.17 4.05 a notice on one problem is one page, and the number of a case stands in one line', () => {
    expect(pages.get('rectification')).toHaveLength(1);
    for (const name of ['rectification', 'long'])
      expect(pages.get(name)!.join('\n')).toMatch(/WT-410108-20261122-0001\b/);
  });

  test('4.05 twenty-one problems: the head of the table comes again on its second page, the receipt stands whole on the last', () => {
    const long = pages.get('long')!;
    expect(long.filter((each) => each.includes('案件号')).length).toBeGreaterThan(1);
    for (const part of ['送达签收', '送达人', '签收结果', '见证人']) expect(long.at(-1)).toContain(part);
    // Nor does it stand there alone.
    expect(long.at(-1)).toMatch(/2026\s*年\s*11\s*月\s*22\s*日/);
  });
});
