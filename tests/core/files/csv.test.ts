import { describe, expect, test } from 'vitest';
import { csvLine } from '../../../src/core/files/csv.ts';
import { instantText } from '../../../src/core/files/sheet.ts';

describe('4.06 a CSV file for people', () => {
  test.each([
    ['=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
    ['+86 138', "'+86 138"],
    ['-1 更正', "'-1 更正"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\rx', '"\'\rx"'],
    ['＝1+1', "'＝1+1"],
    ['裸土, 未苫盖', '"裸土, 未苫盖"'],
    ['WT-410108-20261122-0001', 'WT-410108-20261122-0001'],
  ])('%j is never taken for a formula', (text, cell) => {
    expect(csvLine([text])).toBe(`${cell}\r\n`);
  });

  test('figures stay figures, what is missing stays empty', () => {
    expect(csvLine([-3, 0.5, null, Number.NaN, ''])).toBe('-3,0.5,,,\r\n');
  });

  test('an instant is shown by the clock of Beijing', () => {
    expect(instantText(Date.UTC(2026, 10, 22, 16, 5))).toBe('2026-11-23 00:05');
  });
});
