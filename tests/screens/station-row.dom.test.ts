import { render, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { StationNow } from '../../src/core/snapshot.ts';
import type { StationRecord } from '../../src/schema/records.ts';
import StationChange from '../../src/screens/dispatch/StationChange.svelte';
import StationFigure from '../../src/screens/dispatch/StationFigure.svelte';
import StationRow from '../../src/screens/dispatch/StationRow.svelte';
import type { ShownIndex } from '../../src/screens/dispatch/station-values.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';

const live = (more: Partial<StationNow> = {}): StationNow => ({
  ...{ id: 's1', values: { pm10: 131.4 }, delta1h: { pm10: 42.6 }, rank: 7, rankOf: 9 },
  ...{ ageMin: 4, stale: false, wind: null, ...more },
});
/** 14:00 in Beijing. */
const INDEX: ShownIndex = {
  ...{ at: Date.UTC(2026, 10, 22, 6), figure: 132, isAqi: true, level: 3, edition: 'HJ 633-2026' },
};
const text = (element: Element): string => element.textContent.replace(/\s+/g, ' ').trim();
const only = (of: { container: HTMLElement }, selector: string): HTMLElement => {
  const found = of.container.querySelectorAll<HTMLElement>(selector);
  expect(found, selector).toHaveLength(1);
  return found[0]!;
};

beforeEach(() => void setLocale('zh-CN', { reload: false }));

describe('0.11 the figure of a station card', () => {
  it('is the mean of the last hour, whole, with the index of the last full hour and its clock', () => {
    const shown = render(StationFigure, { value: 131.4, index: INDEX, stale: false });
    expect(text(only(shown, 'b'))).toBe('131');
    expect(text(only(shown, '.aqi-3'))).toBe('132 轻度');
    expect(text(only(shown, 'small'))).toBe('AQI 14:00');
  });

  it('of a station that fell silent is no number but a dash in grey, and says so', () => {
    const shown = render(StationFigure, { value: 131.4, index: INDEX, stale: true });
    expect(text(only(shown, 'b'))).toBe('–');
    expect(only(shown, 'b').classList.contains('stale')).toBe(true);
    expect(text(only(shown, '.aqi-0'))).toBe('无数据');
    expect(shown.container.querySelector('small')).toBeNull();
  });

  it('without a value is a dash, not a nought, and not grey', () => {
    const shown = render(StationFigure, { value: null, index: null, stale: false });
    expect(text(only(shown, 'b'))).toBe('–');
    expect(only(shown, 'b').classList.contains('stale')).toBe(false);
  });
});

describe('0.11 the change of a station card', () => {
  it.each([
    ['a rise', 42.6, '▲ 43', '1 小时升 43', true],
    ['the least that a suggestion asks for', 30, '▲ 30', '1 小时升 30', true],
    ['less than that', 29.9, '▲ 30', '1 小时升 30', false],
    ['a fall', -12.2, '▼ 12', '1 小时降 12', false],
    ['nothing to speak of', 0.3, '0', '1 小时升 0', false],
  ])('%s has its sign', (_what, delta, words, title, worse) => {
    const shown = render(StationChange, { live: live(), delta });
    const figure = only(shown, 'b');
    expect([text(figure), figure.title, figure.classList.contains('worse')]).toEqual([words, title, worse]);
  });

  it('has rank and age beside it', () => {
    expect(text(only(render(StationChange, { live: live(), delta: 1 }), 'small'))).toBe('第 7 · 4 分前');
  });

  it('without an hour before there is no change, without a value no rank; the age is there', () => {
    const shown = render(StationChange, { live: live({ rank: null, ageMin: 0 }), delta: null });
    expect(shown.container.querySelector('b')).toBeNull();
    expect(text(only(shown, 'small'))).toBe('刚刚');
  });

  it.each([
    [160, '末次 2 时 40 分前'],
    [null, '末次 从未报数'],
  ])('of a station silent for %s minutes is only when it last reported', (ageMin, words) => {
    const shown = render(StationChange, { live: live({ stale: true, ageMin }), delta: 42 });
    expect(shown.container.querySelector('b')).toBeNull();
    expect(text(only(shown, 'small'))).toBe(words);
  });
});

describe('0.11 the card of a station', () => {
  const station = {
    ...{ id: 's1', code: 'HJ001', name: '党校站', level: 'municipal', background: false },
  } as StationRecord;
  const row = (more: object = {}) =>
    render(StationRow, {
      ...{ station, live: live(), value: 131.4, index: INDEX, delta: 42.6, spark: [1, 2, 3] },
      ...{ selected: false, suggested: false, onselect: vi.fn(), ...more },
    });

  it('has name, level, value, change, rank and age in one button', () => {
    row();
    const words = text(screen.getByRole('button'));
    for (const part of ['党校站', '市控', '131', '132 轻度', '▲ 43', '第 7', '4 分前']) {
      expect(words).toContain(part);
    }
    expect(words).not.toContain('对照点');
  });

  it('says of a background station that it is one', () => {
    row({ station: { ...station, level: 'national', background: true } });
    expect(text(screen.getByRole('button'))).toMatch(/国控 ?对照点/);
  });

  it('that is silent shows none of the old figures', () => {
    row({ live: live({ stale: true, ageMin: 160 }) });
    const words = text(screen.getByRole('button'));
    expect(words).toContain('无数据');
    expect(words).toContain('末次 2 时 40 分前');
    expect(words).not.toMatch(/131|▲|第 7|132/);
  });
});
