import { fireEvent, render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import Button from '../../src/ui/Button.svelte';
import Input from '../../src/ui/Input.svelte';
import Meter from '../../src/ui/Meter.svelte';
import RouteList from '../../src/ui/RouteList.svelte';
import Segmented from '../../src/ui/Segmented.svelte';
import StateView from '../../src/ui/StateView.svelte';
import Table from '../../src/ui/Table.svelte';
import Timeline from '../../src/ui/Timeline.svelte';
import Toast from '../../src/ui/Toast.svelte';
import TopBar from '../../src/ui/TopBar.svelte';
import WindDial from '../../src/ui/WindDial.svelte';
import { setLocale } from '../../src/text/paraglide/runtime.js';

const words = (text: string) => createRawSnippet(() => ({ render: () => `<span>${text}</span>` }));

beforeEach(() => void setLocale('zh-CN', { reload: false }));
afterEach(() => vi.useRealTimers());

describe('Button', () => {
  it('names an icon-only button, shows and announces its key, and is dead when disabled', async () => {
    const onclick = vi.fn();
    const { unmount } = render(Button, { label: '图层', onclick });
    await fireEvent.click(screen.getByRole('button', { name: '图层' }));
    expect(onclick).toHaveBeenCalledOnce();
    unmount();
    render(Button, { children: words('派发'), kbd: 'a', disabled: true, onclick });
    const button = screen.getByRole('button', { name: /派发/ });
    expect(button.getAttribute('aria-keyshortcuts')).toBe('a');
    expect(button).toHaveProperty('disabled', true);
  });

  it('is a link when it leads somewhere', () => {
    render(Button, { children: words('回首页'), href: '/' });
    expect(screen.getByRole('link', { name: '回首页' }).getAttribute('href')).toBe('/');
  });
});

describe('Input', () => {
  it('ties label, control and the sentence that says what is wrong', () => {
    render(Input, { label: '位置精度', value: '±86 m', error: '超过 50 m', hint: '不会出现' });
    const input = screen.getByLabelText('位置精度');
    const note = screen.getByRole('alert');
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect(input.getAttribute('aria-describedby')).toBe(note.id);
    expect(note.textContent).toContain('超过 50 m');
    expect(screen.queryByText('不会出现')).toBeNull();
  });
});

describe('Segmented', () => {
  it('presses exactly one and tells which', async () => {
    const onchange = vi.fn();
    const options = [
      { value: 'pm10', text: 'PM10' },
      { value: 'pm25', text: 'PM2.5' },
    ];
    render(Segmented, { label: '污染物', options, value: 'pm10', onchange });
    await fireEvent.click(screen.getByRole('button', { name: 'PM2.5' }));
    expect(onchange).toHaveBeenCalledWith('pm25');
    expect(screen.getAllByRole('button', { pressed: true }).map((each) => each.textContent?.trim())).toEqual([
      'PM2.5',
    ]);
  });
});

describe('StateView', () => {
  it('says what happened, what to do, and offers to try again', async () => {
    const onretry = vi.fn();
    render(StateView, { kind: 'error', title: '站点数据没取到', detail: '30 秒后再试。', onretry });
    expect(screen.getByRole('alert').textContent).toContain('站点数据没取到');
    await fireEvent.click(screen.getByRole('button', { name: '现在重试' }));
    expect(onretry).toHaveBeenCalledOnce();
  });

  it('waits with a skeleton, not with words or a spinner', () => {
    render(StateView, { kind: 'loading', rows: 4 });
    expect(screen.getByRole('status', { name: '正在取数' }).querySelectorAll('.line')).toHaveLength(4);
  });
});

describe('Toast', () => {
  it('counts down ten seconds, then goes once and takes the way back with it', async () => {
    vi.useFakeTimers();
    const ondone = vi.fn();
    const onundo = vi.fn();
    render(Toast, { text: '已派发 3 处', onundo, ondone });
    expect(screen.getByText('10 秒')).toBeTruthy();
    await vi.advanceTimersByTimeAsync(3000);
    expect(screen.getByText('7 秒')).toBeTruthy();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(ondone).toHaveBeenCalledOnce();
    expect(onundo).not.toHaveBeenCalled();
  });

  it('undoes at once', async () => {
    const onundo = vi.fn();
    const ondone = vi.fn();
    render(Toast, { text: '已派发', onundo, ondone });
    await fireEvent.click(screen.getByRole('button', { name: /撤销/ }));
    expect(onundo).toHaveBeenCalledOnce();
    expect(ondone).toHaveBeenCalledOnce();
  });
});

describe('Meter', () => {
  it('says its share and never leaves its bar', () => {
    render(Meter, { share: 1.7, label: '份额' });
    expect(screen.getByRole('meter', { name: '份额' }).getAttribute('aria-valuenow')).toBe('100');
  });
});

describe('Table', () => {
  it('ticks a row without opening it', async () => {
    const ontick = vi.fn();
    const onopen = vi.fn();
    const rows = [{ id: 'a', number: 'WT-1' }];
    const columns = [{ key: 'number', title: '案件号', text: (row: { number: string }) => row.number }];
    render(
      Table as never,
      { label: '案件', columns, rows, ticked: new Set<string>(), ontick, onopen } as never,
    );
    await fireEvent.click(screen.getByRole('checkbox'));
    expect(ontick).toHaveBeenCalledWith('a');
    expect(onopen).not.toHaveBeenCalled();
    await fireEvent.click(screen.getByText('WT-1'));
    expect(onopen).toHaveBeenCalledOnce();
  });
});

describe('RouteList', () => {
  it('keeps the order and marks where one is', () => {
    const stops = [
      { id: 'a', title: 'GD-031', state: 'done' as const },
      { id: 'b', title: 'GD-017', state: 'current' as const, far: '86 m' },
    ];
    render(RouteList, { label: '路线', stops });
    const items = screen.getAllByRole('listitem');
    expect(items.map((each) => each.getAttribute('aria-current'))).toEqual([null, 'step']);
    expect(items[0]?.textContent).toContain('已查');
    expect(items[1]?.textContent).toContain('86 m');
  });
});

describe('WindDial', () => {
  it('draws calm as a double circle and leaves out what is older than its span', () => {
    const history = [
      { minutesAgo: 0, from: null, speedMs: 0 },
      { minutesAgo: 30, from: 208, speedMs: 2 },
      { minutesAgo: 400, from: 90, speedMs: 2 },
    ];
    const { container } = render(WindDial, { label: '近 3 小时', history });
    expect(container.querySelectorAll('.calm')).toHaveLength(2);
    expect(container.querySelectorAll('.dot')).toHaveLength(1);
  });
});

describe('Timeline', () => {
  const base = {
    from: Date.UTC(2026, 10, 20, 0),
    until: Date.UTC(2026, 10, 20, 6),
    winds: [],
    values: [
      { at: Date.UTC(2026, 10, 20, 1), value: 90 },
      { at: Date.UTC(2026, 10, 20, 5), value: 268 },
    ],
    valueName: 'PM10',
    unit: 'µg/m³',
  };

  it('moves by keys within its ends and says moment and value in Beijing time', async () => {
    const onscrub = vi.fn();
    render(Timeline, { ...base, cursor: base.until, onscrub, stepMs: 300_000 });
    const slider = screen.getByRole('slider');
    expect(slider.getAttribute('aria-valuetext')).toBe('14:00，PM10 268 µg/m³');
    await fireEvent.keyDown(slider, { key: 'ArrowLeft' });
    expect(onscrub).toHaveBeenLastCalledWith(base.until - 300_000);
    await fireEvent.keyDown(slider, { key: 'ArrowRight' });
    expect(onscrub).toHaveBeenLastCalledWith(base.until);
    await fireEvent.keyDown(slider, { key: 'Home' });
    expect(onscrub).toHaveBeenLastCalledWith(base.from);
  });
});

describe('TopBar', () => {
  it('shows Beijing time with weekday whatever the device says, and where one is', () => {
    render(TopBar, {
      items: [
        { href: '/dispatch', text: '调度台', current: true },
        { href: '/lead', text: '研判', current: false },
      ],
      now: Date.UTC(2026, 10, 20, 4, 22),
      demo: true,
    });
    expect(screen.getByRole('link', { current: 'page' }).textContent).toBe('调度台');
    expect(screen.getByText('12:22').parentElement?.textContent).toBe('12:22 11月20日 周五');
    expect(screen.getByText('演示数据')).toBeTruthy();
  });
});
