import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProblemRecord } from '../../src/schema/records.ts';
import { LeadView } from '../../src/screens/lead/lead-view.svelte.ts';
import CaseList from '../../src/screens/lead/CaseList.svelte';
import TimeSlider from '../../src/screens/lead/TimeSlider.svelte';
import Totals from '../../src/screens/lead/Totals.svelte';
import { setLocale } from '../../src/text/paraglide/runtime.js';

const totals = (found: number, onSpot: number, assigned: number, undecided: number) => ({
  found,
  onSpot,
  assigned,
  undecided,
  assignedClosed: assigned - 100,
  assignedOpen: 100,
  bySeverity: [0, found - 6, 5, 1],
  byTown: [],
  byCategory: new Uint32Array(256),
});

let view: LeadView;
beforeEach(() => {
  void setLocale('zh-CN', { reload: false });
  view = new LeadView('?list=map');
  view.totals = {
    kind: 'totals',
    totals: totals(699, 340, 350, 9),
    cumulative: totals(3179, 1565, 1605, 9),
    found: new Uint32Array(30),
    open: new Uint32Array(30),
  };
});
afterEach(() => {
  view.destroy();
  cleanup();
});

describe('totals', () => {
  it('are an equation that adds up, with the undecided as a term of their own (two totals agree)', () => {
    const { container } = render(Totals, { view });
    const figures = [...container.querySelectorAll<HTMLElement>('.equation [data-total]')];
    expect(figures.map((each) => each.textContent)).toEqual(['3,179', '1,565', '1,605', '9']);
    const [found, ...terms] = figures.map((each) => Number(each.textContent.replace(',', '')));
    expect(terms.reduce((a, b) => a + b, 0)).toBe(found);
    expect(container.querySelector('[data-agree="true"]')).not.toBeNull();
    expect(screen.getByText('两数相符')).toBeTruthy();
  });

  it('a sum that does not add up is not called one', () => {
    view.totals = { ...view.totals!, cumulative: totals(3180, 1565, 1605, 9) };
    const { container } = render(Totals, { view });
    expect(container.querySelector('[data-agree="false"]')).not.toBeNull();
    expect(screen.queryByText('两数相符')).toBeNull();
  });

  it('every number is a link to its cases', () => {
    render(Totals, { view });
    screen.getByRole('button', { name: '立行立改 1,565，看案件' }).click();
    expect(view.query).toMatchObject({ handling: 'fixed_on_spot', list: 'extent', time: 'found' });
  });

  it('what is not known is –, never 0', () => {
    view.totals = null;
    const { container } = render(Totals, { view });
    expect(container.querySelector('[data-total]')?.textContent).toBe('–');
  });
});

describe('list of cases', () => {
  const problem = {
    id: 'p1',
    no: 'WT-410108-20261122-0001',
    category: 'dust.bare_soil',
    severity: 3,
    state: 'found',
    foundAt: Date.UTC(2026, 10, 22, 4),
    source: '',
    town: '',
  } as ProblemRecord;

  it('loading', () => {
    view.casesState = 'loading';
    render(CaseList, { view });
    expect(screen.getByRole('status')).toBeTruthy();
  });

  it('empty, with the useful next action', () => {
    view.casesState = 'ready';
    view.query = { ...view.query, severity: 3 };
    render(CaseList, { view });
    expect(screen.getByText('这里没有问题')).toBeTruthy();
    screen.getByRole('button', { name: '清除筛选' }).click();
    expect(view.query.severity).toBe(0);
  });

  it('error, and what to do', () => {
    view.casesState = 'error';
    const again = vi.spyOn(view, 'loadCases').mockResolvedValue();
    render(CaseList, { view });
    expect(screen.getByRole('alert').textContent).toContain('检查网络');
    screen.getByRole('button', { name: '现在重试' }).click();
    expect(again).toHaveBeenCalledOnce();
  });

  it('no right', () => {
    view.casesState = 'forbidden';
    render(CaseList, { view });
    expect(screen.getByText('你的岗位看不到这些案件')).toBeTruthy();
  });

  it('rows open their case', () => {
    view.casesState = 'ready';
    view.cases = [problem];
    view.casesCount = 1;
    render(CaseList, { view });
    screen.getByRole('button', { name: /WT-410108-20261122-0001/ }).click();
    expect(view.query.case).toBe('p1');
  });
});

describe('time slider', () => {
  it('its handles are sliders that keys move, day by day', () => {
    render(TimeSlider, { view });
    const before = view.window;
    screen
      .getByRole('slider', { name: '起始日' })
      .dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    expect(view.window.from - before.from).toBe(86_400_000);
    expect(view.window.last).toBe(before.last);
  });

  it('plays from the start of the slider when it stands at the end, and pauses', () => {
    vi.useFakeTimers();
    render(TimeSlider, { view });
    expect(view.live).toBe(true);
    view.togglePlay();
    const start = view.window.last;
    expect(view.live).toBe(false);
    vi.advanceTimersByTime(2000);
    expect(view.window.last - start).toBe(2 * 86_400_000);
    view.togglePlay();
    vi.advanceTimersByTime(5000);
    expect(view.window.last - start).toBe(2 * 86_400_000);
    vi.useRealTimers();
  });
});
