import { render, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import CaseStory from '../../src/screens/cases/CaseStory.svelte';
import type { EventRecord, UnitRecord } from '../../src/schema/records.ts';
import { OneCase } from '../../src/state/cases-one.svelte.ts';
import { city } from '../../src/state/city.svelte.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';

const AT = Date.UTC(2026, 10, 22, 6);
void setLocale('zh-CN', { reload: false });
const units = [{ id: 'unithousing', name: '住建局' } as UnitRecord];
Object.assign(city, { state: 'ready', data: { ...city.data, units } });

describe('story', () => {
  it('tells in plain words who did what, when by the device and by the server, and what came late', () => {
    const one = new OneCase('x');
    one.names = new Map([['p', '王巡']]);
    const event = (id: string, more: Partial<EventRecord>) =>
      ({
        id,
        subjectId: 'x',
        actor: 'p',
        role: 'inspector',
        post: '',
        clockOffsetMs: 0,
        photos: [],
        ...more,
      }) as EventRecord;
    one.events = [
      event('1', {
        type: 'problem.found',
        deviceAt: AT,
        receivedAt: AT + 3_600_000,
        device: 'tablet/android/chrome',
        photos: [{ id: 'f', sha256: '' }],
        payload: JSON.stringify({ origin: 'patrol', note: '<b>裸土</b>' }),
      }),
      event('2', {
        type: 'problem.assigned',
        role: 'dispatcher',
        actor: 'q',
        deviceAt: AT + 7_200_000,
        receivedAt: AT + 7_200_000,
        payload: JSON.stringify({
          unit: 'unithousing',
          orderNo: '',
          deadlineAt: AT + 90_000_000,
          note: '加急',
        }),
      }),
    ];
    render(CaseStory, { one });
    const items = screen.getAllByRole('listitem').map((each) => each.textContent ?? '');
    expect(items[0]).toContain('交办住建局，限 11月23日');
    expect(items[0]).toContain('调度员');
    expect(items[1]).toContain('督导员 · 王巡');
    expect(items[0]).toContain('待研判 → 已交办');
    expect(items[0]).toContain('在线');
    expect(items[1]).toContain('巡查 · <b>裸土</b>');
    expect(items[1]).toContain('14:00，15:00 收到');
    expect(items[1]).toContain('离线补传');
    expect(items[0]).not.toContain('离线补传');
    expect(items[1]).toContain('平板 · Android · Chrome');
    expect(one.photosPending).toBe(1);
  });

  it('says on what each step was made, and whose clock was wrong; what the server did has no device', () => {
    const one = new OneCase('x');
    const event = (id: string, more: Partial<EventRecord>) =>
      ({
        id,
        subjectId: 'x',
        type: 'problem.voided',
        actor: 'p',
        role: 'dispatcher',
        post: '',
        deviceAt: AT,
        receivedAt: AT,
        clockOffsetMs: 0,
        photos: [],
        payload: '{"reason":""}',
        ...more,
      }) as EventRecord;
    one.events = [
      event('1', { device: 'computer/other/other', deviceAt: AT + 7_200_000, clockOffsetMs: -7_200_000 }),
      event('2', { device: '', clockOffsetMs: 59_000 }),
      event('3', { role: 'system', actor: '' }),
    ];
    const { container } = render(CaseStory, { one });
    const [system, old, fast] = screen.getAllByRole('listitem').map((each) => each.textContent ?? '');
    expect(fast).toContain('电脑 · 其他浏览器');
    expect(fast).toContain('设备时钟快 120 分，已校正');
    expect(fast).toContain('在线');
    for (const each of [system, old]) expect(each).not.toMatch(/电脑|平板|设备/);
    expect(container.querySelectorAll('[data-device]')).toHaveLength(1);
  });
});
