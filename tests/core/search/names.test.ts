import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { marksOf, matchNames, type Named } from '../../../src/core/search/match-names.ts';
import { PINYIN_TABLE } from '../../../src/core/search/pinyin-table.ts';
import { findPinyin, isPinyin, readReadings } from '../../../src/core/search/pinyin.ts';

const readings = readReadings(PINYIN_TABLE);
const named = (name: string, code = '', about: readonly string[] = []): Named => ({
  id: name,
  name,
  code,
  about,
});
const names = (all: readonly Named[], ...words: readonly string[]): string[] =>
  matchNames(all, words, readings, 50).found.map((each) => each.id);

describe('pinyin of names', () => {
  test('the table holds the characters of GB 2312', () => {
    expect(readings.size).toBe(6763);
    expect(readings.get('校')).toEqual(expect.arrayContaining(['xiao', 'jiao']));
    expect(readings.get('绿')).toContain('lv');
  });

  test('whole syllables, initials and mixtures find the name, and say where', () => {
    for (const typed of [
      'dangxiaozhan',
      'dangxiao',
      'dxz',
      'dangxz',
      'dxzhan',
      'DXZ',
      'dangxi',
      'xz',
      'xiaozh',
    ])
      expect(findPinyin('党校站', typed, readings), typed).not.toBeNull();
    expect(findPinyin('惠济党校站', 'dxz', readings)).toEqual([2, 5]);
    expect(findPinyin('党校站', 'xiao', readings)).toEqual([1, 2]);
    expect(findPinyin('长兴路3号A座', 'cxl3haz', readings)).toEqual([0, 7]);
    expect(findPinyin('重庆路', 'chongqing', readings)).toEqual([0, 2]);
    for (const typed of ['dzx', 'dxzz', 'ang', 'iao', 'dangxiaoo'])
      expect(findPinyin('党校站', typed, readings), typed).toBeNull();
  });

  test('any part of a name is found by its initials and by its syllables', () => {
    const characters = [...readings.keys()];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...characters), { minLength: 2, maxLength: 8 }),
        fc.nat(),
        fc.nat(),
        fc.nat(),
        (name, from, length, reading) => {
          const start = from % (name.length - 1);
          const part = name.slice(start, start + 2 + (length % (name.length - start - 1)));
          const syllables = part.map((each) => readings.get(each)![reading % readings.get(each)!.length]!);
          expect(findPinyin(name.join(''), syllables.join(''), readings)).not.toBeNull();
          expect(
            findPinyin(name.join(''), syllables.map((each) => each[0]).join(''), readings),
          ).not.toBeNull();
        },
      ),
    );
  });

  test('only letters are pinyin', () => {
    expect(['dx', 'DX', 'd', 'd1', '党校', ''].map(isPinyin)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('names on the device', () => {
  const all = [
    named('第三工地', 'E-30', ['建筑工地', 'construction site', '花园口镇']),
    named('碧源工地', 'E-3', ['建筑工地', 'construction site', '古荥镇']),
    named('党校站', 'HJ001', ['国控站']),
    named('', 'E-9', ['餐饮', 'restaurant']),
  ];

  test('by name, code, kind in both languages, place and pinyin; the code itself first', () => {
    expect(names(all, '工地')).toEqual(['第三工地', '碧源工地']);
    expect(names(all, 'e-3')).toEqual(['碧源工地', '第三工地']);
    expect(names(all, 'Ｅ－３')).toEqual(['碧源工地', '第三工地']);
    expect(names(all, 'restaurant')).toEqual(['']);
    expect(names(all, 'construction', '花园口')).toEqual(['第三工地']);
    expect(names(all, 'dxz')).toEqual(['党校站']);
    expect(names(all, 'bygd')).toEqual(['碧源工地']);
    expect(names(all, '党校', 'hj')).toEqual(['党校站']);
    expect(names(all, '党校', '工地')).toEqual([]);
    expect(names(all)).toEqual([]);
  });

  test('more than are shown is said; nothing by pinyin before the table is there', () => {
    expect(matchNames(all, ['工地'], readings, 1)).toMatchObject({ found: [{ id: '第三工地' }], more: true });
    expect(matchNames(all, ['dxz'], null, 5).found).toEqual([]);
  });

  test('marks what was found', () => {
    expect(matchNames(all, ['碧', '工地'], readings, 5).found[0]?.marks).toEqual([
      [0, 1],
      [2, 4],
    ]);
    expect(matchNames(all, ['dxz'], readings, 5).found[0]?.marks).toEqual([[0, 3]]);
    expect(marksOf('扬尘，尘土扬尘', ['扬尘', '尘土'])).toEqual([
      [0, 2],
      [3, 7],
    ]);
    expect(marksOf('ＶＯＣｓ泄漏', ['vocs'])).toEqual([[0, 4]]);
    expect(marksOf('无', ['扬尘'])).toEqual([]);
  });
});
