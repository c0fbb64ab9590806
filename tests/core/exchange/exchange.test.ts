import { describe, expect, test } from 'vitest';
import { PROBLEM_CATEGORIES } from '../../../src/core/casework/problem-categories.ts';
import { PROBLEM_STATES } from '../../../src/core/casework/problem-states.ts';
import {
  categoryOfClass,
  centreClassOf,
  DEFAULT_CENTRE_CLASSES,
  readCentreClasses,
} from '../../../src/core/exchange/centre-classes.ts';
import {
  CENTRE_STATE_WORDS,
  centreStateOf,
  readCentreState,
} from '../../../src/core/exchange/centre-states.ts';
import {
  EXCHANGE_COLUMNS,
  EXCHANGE_FIELDS,
  exchangeCells,
} from '../../../src/core/exchange/exchange-record.ts';
import { differencesOf, markOf } from '../../../src/core/exchange/match-case.ts';
import { readExchange } from '../../../src/core/exchange/read-exchange.ts';
import { csvLine } from '../../../src/core/files/csv.ts';

const row = {
  no: 'WT-410108-20261122-0001',
  centreNo: '2026112200017',
  centreTaskNo: 'T-9',
  category: 'dust.wet_work',
  state: 'returned',
  origin: 'patrol',
  lng: 113.612345,
  lat: 34.871234,
  foundAt: Date.UTC(2026, 10, 22, 6, 3, 59),
  deadlineAt: Date.UTC(2026, 10, 24, 6, 0, 0),
  note: '=HYPERLINK("x")，裸土\n第二行',
};
const words = { unit: '住建局', origin: '巡查', address: '江山路, 口', classes: DEFAULT_CENTRE_CLASSES };
const titles = EXCHANGE_FIELDS.map((field) => EXCHANGE_COLUMNS[field]);
const csv = (cells: readonly string[]): string => `\uFEFF${csvLine(titles)}${csvLine(cells)}`;
const json = (cells: readonly string[]): string =>
  JSON.stringify({ cases: [Object.fromEntries(titles.map((title, at) => [title, cells[at]]))] });
const matched = (state: (typeof PROBLEM_STATES)[number]) => ({
  ...row,
  state,
  unit: '住建局',
  centreState: '',
});

describe('3.29 a case in the terms of the city’s management centre', () => {
  test.each(PROBLEM_STATES)('number and state come back unchanged by CSV and by JSON: %s', (state) => {
    const cells = exchangeCells({ ...row, state }, words);
    for (const text of [csv(cells), json(cells)]) {
      const read = readExchange(text);
      const records = read.ok ? read.value.records : [];
      expect(records).toHaveLength(1);
      const { record } = records[0]!;
      expect([record.ourNo, record.centreNo, record.centreTaskNo, record.ourState]).toEqual([
        row.no,
        row.centreNo,
        row.centreTaskNo,
        state,
      ]);
      expect(record.centreState).toBe(centreStateOf(state));
      expect([record.note, record.foundAt, record.deadlineAt]).toEqual([
        row.note,
        row.foundAt,
        row.deadlineAt,
      ]);
      expect(differencesOf(record, matched(state), record.category)).toEqual([]);
    }
  });

  test('a cell that a spreadsheet would run is written as a text', () => {
    expect(csv(exchangeCells(row, words))).toContain(`"'=HYPERLINK`);
  });

  test('every stage is read by its own word, and an unknown one is none', () => {
    for (const [state, word] of Object.entries(CENTRE_STATE_WORDS)) expect(readCentreState(word)).toBe(state);
    expect(readCentreState('待派遣')).toBe('filed');
    expect(readCentreState('飞走了')).toBeNull();
  });

  test('every category has a class, and a class of theirs is one of ours', () => {
    for (const code of PROBLEM_CATEGORIES) {
      const { major, minor } = centreClassOf(code, DEFAULT_CENTRE_CLASSES);
      expect([code, minor]).not.toEqual([code, '其他']);
      expect(categoryOfClass(major, minor, DEFAULT_CENTRE_CLASSES)).not.toBe('');
    }
    expect(categoryOfClass('街面秩序', '露天烧烤', DEFAULT_CENTRE_CLASSES)).toBe('bbq.open');
    const own = readCentreClasses({ classes: [{ category: 'bbq.open', major: '05', minor: '0503' }] });
    expect(centreClassOf('bbq.open', own)).toMatchObject({ minor: '0503' });
    expect(readCentreClasses({ classes: 'x' })).toBe(DEFAULT_CENTRE_CLASSES);
  });

  test('what is wrong with a line is said by line and column, and the others are read', () => {
    const good = exchangeCells(row, words);
    const bad = (field: keyof typeof EXCHANGE_COLUMNS, value: string): readonly string[] =>
      good.map((cell, at) => (EXCHANGE_FIELDS[at] === field ? value : cell));
    const file = [
      titles,
      bad('centreState', '飞走了'),
      good,
      bad('datum', ''),
      bad('foundAt', '昨天'),
      bad('lat', '95'),
    ];
    const read = readExchange(file.map((line) => csvLine(line)).join(''));
    if (!read.ok) throw new Error(read.error.key);
    expect(read.value.records.map((each) => each.row)).toEqual([2]);
    expect(read.value.wrong.map(({ row: at, field, key }) => [at, field, key])).toEqual([
      [1, '状态', 'server_exchange_state'],
      [3, '经度', 'server_exchange_datum'],
      [4, '上报时间', 'server_exchange_time'],
      [5, '经度', 'server_exchange_place'],
    ]);
    expect(readExchange('').ok).toBe(false);
    expect(readExchange('[1, null]').ok && readExchange('[1, null]')).toMatchObject({
      value: { records: [], wrong: [{ key: 'server_exchange_no_number' }, {}] },
    });
    expect(readExchange('a,b\r\n1,2\r\n').ok).toBe(false);
  });

  test('places shifted to GCJ-02 come back to WGS-84', () => {
    const shifted = JSON.stringify([
      { 案卷号: '1', 状态: '立案', 经度: 113.618, 纬度: 34.87, 坐标系: 'GCJ-02' },
    ]);
    const read = readExchange(shifted);
    const place = read.ok ? read.value.records[0]!.record.place! : { lng: 0, lat: 0 };
    expect(Math.abs(place.lng - 113.618)).toBeGreaterThan(0.003);
  });

  test('differences are listed field by field; their number and stage are what is kept', () => {
    const read = readExchange(json(exchangeCells({ ...row, state: 'closed' }, { ...words, unit: '城管局' })));
    const { record } = (read.ok ? read.value.records : [])[0]!;
    const here = { ...matched('rectifying'), deadlineAt: row.deadlineAt + 60_000 };
    expect(differencesOf(record, here, 'dust.accumulated').map((each) => each.field)).toEqual([
      'state',
      'category',
      'unit',
      'deadline',
    ]);
    expect(markOf(record, here)).toEqual({
      centreNo: row.centreNo,
      centreTaskNo: row.centreTaskNo,
      centreState: 'closed',
    });
    expect(markOf(record, { ...here, centreState: 'closed' })).toBeNull();
    expect(markOf({ ...record, centreNo: '' }, here)).toBeNull();
  });
});
