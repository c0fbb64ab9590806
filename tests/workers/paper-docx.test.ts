import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { paperOf, printPaper, type NoticeRow } from '../../src/core/papers/paper-model.ts';
import { PAPER_KINDS, type PaperKind } from '../../src/core/papers/paper-kinds.ts';
import { wordsOf } from '../../src/cli/message-words.ts';
import { paperDocx } from '../../src/workers/paper-docx.ts';
import { noticeRow } from '../core/papers/notice-row.ts';
import { parseXml } from './xml.ts';

const papers = wordsOf('zh-CN', 'papers');
const trade = wordsOf('zh-CN', 'trade');
const words = {
  word: (key: string, params: Readonly<Record<string, string | number>>): string =>
    papers({ key: `papers_word_${key}`, params }),
  member: (set: string, member: string): string => trade({ key: `${set}_${member}` }),
};
const fileOf = async (row: NoticeRow): Promise<Readonly<Record<string, Uint8Array>>> =>
  unzipSync(new Uint8Array(await paperDocx(printPaper(paperOf(row), words))));

describe('the file for Word', () => {
  test.each(PAPER_KINDS)(
    '4.05 %s has every part that Word asks for, and each part is well-formed',
    async (kind) => {
      const parts = await fileOf(noticeRow(kind));
      expect(Object.keys(parts)).toEqual(
        expect.arrayContaining([
          '[Content_Types].xml',
          '_rels/.rels',
          'word/document.xml',
          'word/styles.xml',
          'word/footer1.xml',
        ]),
      );
      const xml = Object.entries(parts).filter(([name]) => /\.(xml|rels)$/.test(name));
      for (const [, bytes] of xml) parseXml(strFromU8(bytes));
      // Every part has a type, every relation a part.
      const types = parseXml(strFromU8(parts['[Content_Types].xml']!)).elements.map(([, each]) => each);
      for (const name of Object.keys(parts).filter((each) => each !== '[Content_Types].xml')) {
        const typed = types.some(
          (each) =>
            each['PartName'] === `/${name}` || each['Extension'] === name.slice(name.lastIndexOf('.') + 1),
        );
        expect([name, typed]).toEqual([name, true]);
      }
      for (const [name, bytes] of xml.filter(([each]) => each.endsWith('.rels'))) {
        const folder = name === '_rels/.rels' ? '' : 'word/';
        const relations = parseXml(strFromU8(bytes)).elements.filter(([each]) => each === 'Relationship');
        for (const [, { Target = '', TargetMode }] of relations) {
          expect([Target, TargetMode]).toEqual([Target, undefined]);
          expect(Object.keys(parts)).toContain(Target.startsWith('/') ? Target.slice(1) : folder + Target);
        }
      }
    },
  );

  test('4.05 the receipt that is signed stays on one page: its title and every row but the last hold on to the next', async () => {
    const parts = await fileOf(noticeRow('rectification'));
    const xml = strFromU8(parts['word/document.xml']!);
    const receipt = xml.slice(xml.lastIndexOf('<w:tbl>'));
    const rows = receipt.split('<w:tr>').slice(1);
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.map((each) => each.includes('<w:keepNext/>'))).toEqual(
      rows.map((_, at) => at < rows.length - 1),
    );
    const before = xml.slice(0, xml.lastIndexOf('<w:tbl>'));
    expect(before.slice(before.lastIndexOf('<w:p>'))).toContain('<w:keepNext/>');
  });

  test('0.17 4.05 number, items, deadline, legal basis, issuer and receipt stand in it', async () => {
    const parts = await fileOf(noticeRow('rectification'));
    const { text, names } = parseXml(strFromU8(parts['word/document.xml']!));
    for (const words of [
      '整 改 通 知 书',
      '惠环整改〔2026〕5号',
      '某工地项目部：',
      '裸露黄土',
      'WT-410108-20261122-0001',
      '裸露黄土全部覆盖',
      '第六十九条',
      '整改期限：2026年11月23日 14:00',
      '惠济区攻坚办',
      '2026年11月22日',
      '送达签收',
      '王某',
    ])
      expect(text).toContain(words);
    expect(names.has('w:sectPr')).toBe(true);
    expect(names.has('w:tbl')).toBe(true);
    const size = parseXml(strFromU8(parts['word/document.xml']!)).elements.find(
      ([name]) => name === 'w:pgSz',
    );
    // A4: 210 × 297 mm in twentieths of a point.
    expect([Number(size![1]['w:w']), Number(size![1]['w:h'])].map((each) => Math.round(each / 10))).toEqual([
      1191, 1684,
    ]);
    expect(strFromU8(parts['word/footer1.xml']!)).toContain('PAGE');
    expect(strFromU8(parts['word/styles.xml']!)).toContain('w:eastAsia="仿宋"');
  });

  test('a void paper says so, one without a number says 待编号', async () => {
    const textOf = async (row: NoticeRow): Promise<string> =>
      parseXml(strFromU8((await fileOf(row))['word/document.xml']!)).text;
    const voided = { reason: '写错对象', by: 'x', at: 1 };
    expect(await textOf({ ...noticeRow('rectification'), state: 'void', voided })).toContain(
      '本文书已作废：写错对象',
    );
    expect(await textOf({ ...noticeRow('rectification'), no: '' })).toContain('待编号');
  });

  test('hostile words in every field are text and nothing else', async () => {
    const evil =
      '<script>alert(1)</script>]]></w:t><w:p/>&amp;"\'\u0000\u0008\u000b\u001b\ufffe\ud800\u202e=cmd|calc';
    for (const kind of PAPER_KINDS) {
      const row = poisoned(noticeRow(kind), evil) as NoticeRow;
      const parts = await fileOf({ ...row, kind: kind as PaperKind, state: 'issued' });
      for (const [name, bytes] of Object.entries(parts)) {
        const xml = strFromU8(bytes);
        expect([name, /<script/i.test(xml)]).toEqual([name, false]);
        // eslint-disable-next-line no-control-regex
        expect([name, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\u202e]/.test(xml)]).toEqual([
          name,
          false,
        ]);
        if (/\.(xml|rels)$/.test(name)) parseXml(xml);
      }
      expect(parseXml(strFromU8(parts['word/document.xml']!)).text).toContain('<script>alert(1)</script>');
      expect(Object.keys(parts).some((name) => /vba|macro|embed/i.test(name))).toBe(false);
    }
  });
});

/** Every text of the row replaced, but for what is of a closed set. */
function poisoned(value: unknown, evil: string, key = ''): unknown {
  if (typeof value === 'string')
    return ['kind', 'state', 'level', 'result', 'category', 'no'].includes(key) ? value : evil;
  if (Array.isArray(value)) return value.map((each) => poisoned(each, evil, key));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, poisoned(each, evil, name)]),
    );
  return value;
}
