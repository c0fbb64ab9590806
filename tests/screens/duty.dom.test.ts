import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { ClientResponseError } from 'pocketbase';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { DutyShiftRecord, ResponseRecord } from '../../src/schema/records.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';

const api = vi.hoisted(() => ({
  responses: vi.fn(async (): Promise<unknown[]> => []),
  shifts: vi.fn(async (): Promise<unknown[]> => []),
  sendEvent: vi.fn(async (_draft: unknown) => {}),
  people: vi.fn(async () => ({ people: [] as unknown[], posts: [] })),
}));
vi.mock('../../src/api/realtime.ts', () => ({ listen: () => () => {} }));
vi.mock('../../src/api/responses.ts', () => ({
  fetchResponses: api.responses,
  fetchShifts: api.shifts,
}));
vi.mock('../../src/api/reductions.ts', () => ({
  fetchReductions: async () => [],
  fetchReductionOf: async () => null,
  fetchResponseTasks: async () => [],
}));
vi.mock('../../src/api/admin.ts', () => ({ fetchPeople: api.people }));
vi.mock('../../src/api/events.ts', async (original) => ({
  ...(await original<object>()),
  sendEvent: api.sendEvent,
}));

const { city } = await import('../../src/state/city.svelte.ts');
const { responses } = await import('../../src/state/responses.svelte.ts');
const { session } = await import('../../src/state/session.svelte.ts');
const { workCalendars } = await import('../../src/state/work-calendar.svelte.ts');
const { isAlert } = await import('../../src/core/work-calendar.ts');
const Duty = (await import('../../src/screens/duty/index.svelte')).default;
const ResponseStrip = (await import('../../src/screens/shell/ResponseStrip.svelte')).default;

const HOUR = 3_600_000;
const NOW = Date.now();
const person = (role: string, id = role) =>
  ({ id, name: id, email: '', role, unit: '', group: '', territory: '', demo: true }) as typeof session.user;
const response = (more: Partial<ResponseRecord> = {}) =>
  ({
    id: 'response0000001',
    level: 'red',
    state: 'in_force',
    steps: [{ level: 'red', fromAt: NOW - HOUR, reason: '' }],
    basis: '9号 红色预警',
    fromAt: NOW - HOUR,
    untilAt: 0,
    reason: '',
    shifts: ['shift0000000001'],
    rev: 3,
    ...more,
  }) as ResponseRecord;
const shift = (id: string, from: number, until: number, user: string): DutyShiftRecord =>
  ({
    id,
    response: 'response0000001',
    fromAt: NOW + from * HOUR,
    untilAt: NOW + until * HOUR,
    group: 'exposure',
    people: ` ${user} `,
    names: [{ user, name: `${user}某`, phone: '13800000001' }],
    note: '',
    state: 'planned',
    rev: 1,
  }) as unknown as DutyShiftRecord;
const page = (container: HTMLElement) => container.querySelector('[data-duty]');

beforeEach(() => {
  localStorage.clear();
  setLocale('zh-CN', { reload: false });
  vi.clearAllMocks();
  api.responses.mockResolvedValue([]);
  api.shifts.mockResolvedValue([]);
  Object.assign(responses, { rows: [], shifts: [], state: 'idle' });
  city.load = async () => {};
  session.user = person('leader');
});
/** The page under the shell's strip, which follows the responses. */
function open() {
  render(ResponseStrip, { shown: true });
  return render(Duty);
}
const sent = () =>
  api.sendEvent.mock.calls.map(([draft]) => {
    const { type, payload, seen } = draft as { type: string; payload: string; seen: number };
    return { type, seen, ...(JSON.parse(payload) as object) };
  });

describe('0.33 the page of emergency responses', () => {
  it('0.33 loading, nothing in force, error and no right are said', async () => {
    let answer: (rows: unknown[]) => void = () => {};
    api.responses.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    const { container } = open();
    expect(page(container)?.getAttribute('data-duty')).toBe('loading');
    answer([]);
    expect(await screen.findByText('现在没有应急响应')).toBeTruthy();
    api.responses.mockRejectedValueOnce(new Error('cut'));
    Object.assign(responses, { state: 'loading' });
    await responses.load();
    expect(await screen.findByText('应急响应读不出来')).toBeTruthy();
    api.responses.mockRejectedValueOnce(new ClientResponseError({ status: 403 }));
    Object.assign(responses, { state: 'loading' });
    await responses.load();
    await waitFor(() => expect(page(container)?.getAttribute('data-duty')).toBe('forbidden'));
  });

  it('0.33 a leader starts one with its level and basis; nobody else is offered to', async () => {
    open();
    await fireEvent.click(await screen.findByRole('button', { name: '启动应急响应' }));
    const dialog = await screen.findByRole('dialog');
    await fireEvent.click(within(dialog).getByRole('button', { name: '红色 I级' }));
    expect(within(dialog).getByText('同时排出宣传曝光组三昼夜的值守班次，可以再改。')).toBeTruthy();
    await fireEvent.click(within(dialog).getByRole('button', { name: '启动红色 I级响应' }));
    expect(await within(dialog).findByText('请写明依据，例如预警文号。')).toBeTruthy();
    await fireEvent.input(within(dialog).getByLabelText('依据'), { target: { value: ' 9号 ' } });
    await fireEvent.click(within(dialog).getByRole('button', { name: '启动红色 I级响应' }));
    await waitFor(() =>
      expect(sent()).toEqual([
        { type: 'response.started', seen: 0, level: 'red', basis: '9号', fromAt: null },
      ]),
    );
  });

  it('0.33 the roster shows who stands by and what lies open; a dispatcher changes a shift', async () => {
    session.user = person('dispatcher');
    api.responses.mockResolvedValue([response()]);
    api.shifts.mockResolvedValue([
      shift('shift0000000001', -1, 7, 'wang'),
      shift('shift0000000002', 15, 23, 'li'),
    ]);
    api.people.mockResolvedValue({
      people: [
        { id: 'zhao', name: '赵某', role: 'inspector', group: 'exposure', unit: '', retiredAt: 0 },
        { id: 'gone', name: '离岗者', role: 'inspector', group: 'exposure', unit: '', retiredAt: 1 },
      ],
      posts: [],
    });
    const { container } = open();
    await waitFor(() => expect(container.querySelectorAll('[data-shift]').length).toBeGreaterThan(1));
    expect(screen.queryByRole('button', { name: '终止响应' })).toBeNull();
    // From 7 to 15 hours on and after 23 nobody stands by.
    expect(screen.getAllByText(/无人值守/)).toHaveLength(2);
    expect(container.textContent).toContain('13800000001');
    await fireEvent.click(container.querySelector('[data-shift="shift0000000002"]')!);
    const dialog = await screen.findByRole('dialog');
    await fireEvent.click(await within(dialog).findByRole('checkbox'));
    await fireEvent.click(within(dialog).getByRole('button', { name: '保存班次' }));
    await waitFor(() => expect(sent()).toHaveLength(1));
    expect(sent()[0]).toMatchObject({
      type: 'response.shift_set',
      seen: 3,
      shift: 'shift0000000002',
      fromAt: NOW + 15 * HOUR,
      people: ['li', 'zhao'],
    });
  });

  it('0.33 whoever is on the list sees his own shifts, with nothing to sign or to press', async () => {
    session.user = person('inspector', 'wang');
    api.responses.mockResolvedValue([response()]);
    api.shifts.mockResolvedValue([shift('shift0000000001', -1, 7, 'wang')]);
    const { container } = open();
    expect(await screen.findByText('我的值守')).toBeTruthy();
    expect(container.querySelector('[data-own]')?.getAttribute('data-own')).toBe('1');
    expect(within(container).queryAllByRole('button')).toEqual([]);
    expect(container.textContent).toContain('不打卡');
  });

  it('0.33 the strip says level and own shift, also without a network; deadlines count day and night', async () => {
    session.user = person('inspector', 'wang');
    api.responses.mockResolvedValue([response()]);
    api.shifts.mockResolvedValue([shift('shift0000000001', 2, 10, 'wang')]);
    const { container, unmount } = render(ResponseStrip, { shown: true });
    await waitFor(() => expect(container.textContent).toContain('红色预警 · I级应急响应'));
    expect(container.textContent).toContain('您的下一班');
    expect(isAlert(NOW, workCalendars.of(null))).toBe(true);
    unmount();

    Object.assign(responses, { rows: [], shifts: [], state: 'idle' });
    api.responses.mockRejectedValue(new Error('cut'));
    const offline = render(ResponseStrip, { shown: true });
    await waitFor(() => expect(offline.container.textContent).toContain('您的下一班'));
    // Somebody else at the same device knows nothing of it.
    offline.unmount();
    session.user = person('inspector', 'other');
    const other = render(ResponseStrip, { shown: true });
    expect(other.container.textContent).not.toContain('红色预警');
  });
});
