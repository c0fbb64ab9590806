import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { ClientResponseError } from 'pocketbase';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { dateKey } from '../../src/core/china-time.ts';
import type { CatalogueRecord, ProblemRecord, UnitRecord } from '../../src/schema/records.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';

/** The catalogue and the units of a server, as far as these pages ask. */
const server = vi.hoisted(() => ({
  editions: [] as Record<string, unknown>[],
  units: [] as Record<string, unknown>[],
  cut: false,
  refusal: null as unknown,
}));
vi.mock('../../src/api/catalogues.ts', () => ({
  fetchCatalogue: async () => {
    if (server.cut) throw new ClientResponseError({ status: 0 });
    return (server.editions.at(-1) as unknown as CatalogueRecord) ?? null;
  },
  fetchEditionsOf: async () => server.editions,
  publishEditionOf: async (code: string, edition: object) => {
    if (server.refusal) throw server.refusal;
    server.editions.push({ code, ...edition });
  },
}));
vi.mock('../../src/api/admin.ts', async (original) => ({
  ...(await original<object>()),
  saveWorkHours: async (unit: string, workHours: unknown) => {
    if (server.refusal) throw server.refusal;
    server.units = server.units.map((each) => (each['id'] === unit ? { ...each, workHours } : each));
  },
}));
vi.mock('../../src/state/imports-city.svelte.ts', () => ({ reloadCity: async () => showUnits() }));

const { city } = await import('../../src/state/city.svelte.ts');
const { now } = await import('../../src/state/now.svelte.ts');
const { session } = await import('../../src/state/session.svelte.ts');
const { toasts } = await import('../../src/ui/toasts.svelte.ts');
const { workCalendars } = await import('../../src/state/work-calendar.svelte.ts');
const { proposeDeadline, shownDeadline } = await import('../../src/screens/cases/deadline.ts');
const WorkCalendar = (await import('../../src/screens/admin/WorkCalendar.svelte')).default;
const DeadlineChip = (await import('../../src/screens/cases/DeadlineChip.svelte')).default;

const HOUSING = { id: 'unithousing', code: 'housing', name: '住建局', kind: 'regulator', workHours: null };
function showUnits() {
  Object.assign(city, {
    state: 'ready',
    data: { ...city.data, units: server.units as unknown as UnitRecord[] },
  });
}
const as = (role: string) =>
  Object.assign(session, {
    user: { id: 'p', name: '', email: '', role, unit: '', group: '', territory: '', demo: true },
  });
/** Friday 8 January 2027, 17:00 in Beijing: an hour of work is left that day. */
const FRIDAY = Date.UTC(2027, 0, 8, 9);
/** Tuesday 12 January 2027, 18:00. */
const TUESDAY = Date.UTC(2027, 0, 12, 10);
const assigned = {
  id: 'a',
  state: 'assigned',
  unit: HOUSING.id,
  clocks: [
    {
      kind: 'rectify',
      unit: 'workHours',
      fromAt: FRIDAY,
      marks: [FRIDAY, FRIDAY, TUESDAY],
      struck: 2,
      totalMs: 1,
      leftMs: null,
    },
  ],
} as unknown as ProblemRecord;
const explained = () =>
  shownDeadline(assigned, FRIDAY, workCalendars.of(city.unitById.get(HOUSING.id)?.workHours))?.text;

beforeEach(async () => {
  vi.clearAllMocks();
  setLocale('zh-CN', { reload: false });
  Object.assign(server, { editions: [], units: [HOUSING], cut: false, refusal: null });
  showUnits();
  as('admin');
  now.clock = FRIDAY;
  await workCalendars.reload();
});

async function edit() {
  const shown = render(WorkCalendar);
  await fireEvent.click(screen.getByRole('button', { name: '编辑放假安排' }));
  await screen.findByRole('button', { name: '发布' });
  const press = (month: number, day: number) =>
    fireEvent.click(
      screen.getByRole('table', { name: `2027 年 ${month} 月` }).querySelector(`[data-day="${day}"] button`)!,
    );
  const kind = (month: number, day: number) =>
    screen
      .getByRole('table', { name: `2027 年 ${month} 月` })
      .querySelector(`[data-day="${day}"]`)
      ?.getAttribute('data-kind');
  const publish = () => fireEvent.click(screen.getByRole('button', { name: '发布' }));
  return { ...shown, press, kind, publish };
}

describe('1.28 holidays and worked weekends', () => {
  it('a year nobody announced is marked, here and where a deadline is proposed', async () => {
    render(WorkCalendar);
    expect(screen.getByText(/2027 年的放假安排还没有公布/)).toBeTruthy();
    const rule = { unit: 'workDays', value: 2 } as const;
    expect(proposeDeadline(rule, FRIDAY, workCalendars.of(null)).calendarUnknown).toBe(true);
  });

  it('1.28 an edit changes what the deadline of a case is explained by', async () => {
    const chip = render(DeadlineChip, { problem: assigned, full: true });
    const before = explained();
    expect(before).toBe('剩 2 工作日 1 时');
    const { press, kind, publish } = await edit();
    await press(1, 1);
    await press(1, 11);
    expect(kind(1, 11)).toBe('holiday');
    await press(1, 9);
    await press(1, 10);
    expect([kind(1, 9), kind(1, 10)]).toEqual(['moved', 'moved']);
    // Twice is as before.
    await press(1, 10);
    expect(kind(1, 10)).toBe('free');
    expect(screen.getByText('放假 2 天，调休上班 1 天')).toBeTruthy();
    // Nothing holds before it is published.
    expect(explained()).toBe(before);
    await publish();
    await waitFor(() => expect(screen.queryByRole('button', { name: '发布' })).toBeNull());
    expect(server.editions.at(-1)).toMatchObject({
      code: 'work_calendar',
      body: { years: { '2027': { off: ['01-01', '01-11'], work: ['01-09'] } } },
    });
    expect(explained()).toBe('剩 2 工作日 1 时');
    expect(screen.queryByText(/还没有公布/)).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: '编辑放假安排' }));
    await screen.findByRole('button', { name: '发布' });
    await press(1, 12);
    await publish();
    await waitFor(() => expect(explained()).toBe('剩 8 工作时 0 分'));
    expect(chip.container.textContent).toContain('剩 8 工作时 0 分');
    expect(
      proposeDeadline({ unit: 'workDays', value: 2 }, FRIDAY, workCalendars.of(null)).calendarUnknown,
    ).toBe(false);
  });

  it('a year without a day off is no announcement: refused with a sentence, and nothing typed is lost', async () => {
    const { press, kind, publish } = await edit();
    await press(1, 9);
    await fireEvent.input(screen.getByLabelText('依据'), { target: { value: '国办 1 号' } });
    await publish();
    expect(await screen.findByText(/还没有标出 2027 年的放假日/)).toBeTruthy();
    expect(server.editions).toEqual([]);
    expect(kind(1, 9)).toBe('moved');
    expect(screen.getByLabelText<HTMLInputElement>('依据').value).toBe('国办 1 号');
    await press(1, 1);
    expect(screen.queryByText(/还没有标出/)).toBeNull();
    server.refusal = new ClientResponseError({
      status: 400,
      response: { message: 'server_calendar_day', data: { field: 'years.2027.off[0]' } },
    });
    await publish();
    await waitFor(() => expect(document.querySelector('form .danger, form [role="alert"]')).toBeTruthy());
    expect([kind(1, 1), kind(1, 9)]).toEqual(['holiday', 'moved']);
    expect(server.editions).toEqual([]);
  });

  it('what else the edition in force says stays; without an answer nobody writes over it', async () => {
    const body = { hours: [[480, 720]], years: { '2026': { off: ['01-01'], work: [] } } };
    server.editions = [{ code: 'work_calendar', version: dateKey(Date.now()), body }];
    const { press, publish } = await edit();
    await press(1, 1);
    await publish();
    await waitFor(() => expect(server.editions).toHaveLength(2));
    expect(server.editions[1]).toMatchObject({
      version: `${dateKey(Date.now())}-2`,
      body: { ...body, years: { ...body.years, '2027': { off: ['01-01'], work: [] } } },
    });
  });

  it('a calendar that cannot be read cannot be edited; who is no administrator only reads', async () => {
    server.cut = true;
    const shown = render(WorkCalendar);
    await fireEvent.click(screen.getByRole('button', { name: '编辑放假安排' }));
    await waitFor(() => expect(toasts.items.length).toBeGreaterThan(0));
    expect(screen.queryByRole('button', { name: '发布' })).toBeNull();
    shown.unmount();
    as('dispatcher');
    render(WorkCalendar);
    expect(screen.queryByRole('button', { name: '编辑放假安排' })).toBeNull();
    expect(screen.queryByLabelText('住建局的工作时间')).toBeNull();
    expect(screen.getByText('08:30–12:00 14:30–18:00（通用）')).toBeTruthy();
  });
});

describe('1.28 hours of a unit', () => {
  const field = () => screen.getByLabelText<HTMLInputElement>('住建局的工作时间');
  const type = async (value: string) => {
    await fireEvent.input(field(), { target: { value } });
    await fireEvent.click(screen.getByRole('button', { name: '保存' }));
  };

  it('1.28 its own hours change what the deadline of its case is explained by', async () => {
    render(WorkCalendar);
    expect(explained()).toBe('剩 2 工作日 1 时');
    await type('09:00-12:00');
    await waitFor(() => expect(explained()).toBe('剩 2 工作日 0 时'));
    expect(field().value).toBe('09:00–12:00');
    await type('');
    await waitFor(() => expect(explained()).toBe('剩 2 工作日 1 时'));
  });

  it.each(['8点到12点', '12:00-09:00', '09:00-12:00 11:00-18:00', '09:00-25:00'])(
    'refuses %s with a sentence, and keeps it in the field',
    async (wrong) => {
      render(WorkCalendar);
      await type(wrong);
      await waitFor(() =>
        expect(toasts.items.some((each) => String(each.text).includes('请写成 08:30-12:00'))).toBe(true),
      );
      expect(field().value).toBe(wrong);
      expect(server.units).toEqual([HOUSING]);
    },
  );
});
