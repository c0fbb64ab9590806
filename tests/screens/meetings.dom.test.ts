import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { ClientResponseError } from 'pocketbase';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { MeetingRecord, ProblemRecord } from '../../src/schema/records.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';

const api = vi.hoisted(() => ({
  meetings: vi.fn(async (): Promise<unknown[]> => []),
  meeting: vi.fn(async (_id: string): Promise<unknown> => null),
  ofCase: vi.fn(async (): Promise<unknown[]> => []),
  problems: vi.fn(async (_ids: readonly string[]): Promise<unknown[]> => []),
  found: vi.fn(async () => ({ cases: [] as unknown[], more: false, left: 0 })),
  sendEvent: vi.fn(async (_draft: unknown) => {}),
  navigate: vi.fn(),
  params: { id: 'new' },
}));
vi.mock('../../src/api/realtime.ts', () => ({ listen: () => () => {} }));
vi.mock('../../src/api/meetings.ts', () => ({
  fetchMeetings: api.meetings,
  fetchMeeting: api.meeting,
  fetchMeetingsOfCase: api.ofCase,
}));
vi.mock('../../src/api/problem-cases.ts', () => ({ fetchProblems: api.problems }));
vi.mock('../../src/api/search.ts', () => ({ fetchFoundCases: api.found }));
vi.mock('../../src/api/catalogues.ts', () => ({
  fetchCatalogue: async (code: string) =>
    code === 'problem_categories'
      ? {
          version: 'A',
          body: {
            categories: [
              {
                code: 'dust.bare_soil',
                regulator: 'housing',
                severity: 1,
                deadline: { unit: 'clockHours', value: 48 },
              },
            ],
          },
        }
      : null,
}));
vi.mock('../../src/api/events.ts', async (original) => ({
  ...(await original<object>()),
  sendEvent: api.sendEvent,
}));
vi.mock('../../src/screens/paths.ts', () => ({ navigate: api.navigate, route: { params: api.params } }));

const { city } = await import('../../src/state/city.svelte.ts');
const { session } = await import('../../src/state/session.svelte.ts');
const MeetingList = (await import('../../src/screens/escalation/meetings/MeetingList.svelte')).default;
const Meeting = (await import('../../src/screens/escalation/meetings/index.svelte')).default;
const CaseMeetings = (await import('../../src/screens/escalation/meetings/CaseMeetings.svelte')).default;

const HOUR = 3_600_000;
const NOW = Date.now();
const problem = (id: string, more: Partial<ProblemRecord> = {}): ProblemRecord =>
  ({
    id,
    no: `WT-${id}`,
    category: 'dust.bare_soil',
    severity: 1,
    state: 'found',
    source: 'site',
    town: '',
    nearTowns: '',
    unit: '',
    note: '',
    clocks: null,
    ...more,
  }) as unknown as ProblemRecord;
const meeting = (more: Partial<MeetingRecord> = {}): MeetingRecord =>
  ({
    id: 'meeting00000001',
    kind: 'joint',
    title: '小区扬尘',
    heldAt: NOW - HOUR,
    units: ['housing'],
    others: ['居民代表'],
    minutes: '逐件议定',
    items: [
      { problem: 'one', decision: 'assign', unit: 'housing', deadlineAt: NOW + HOUR, note: '' },
      { problem: 'two', decision: 'keep', unit: null, deadlineAt: null, note: '每周通报' },
    ],
    demo: false,
    rev: 1,
    ...more,
  }) as unknown as MeetingRecord;

beforeEach(() => {
  localStorage.clear();
  setLocale('zh-CN', { reload: false });
  vi.clearAllMocks();
  api.params.id = 'new';
  history.replaceState(null, '', '/escalation/meetings/new');
  const unit = {
    id: 'housing',
    code: 'housing',
    name: '住建局',
    kind: 'regulator',
    town: '',
    workHours: null,
  };
  const site = { id: 'site', code: 'S1', name: '江山路工地', kind: 'site', town: '', state: 'active' };
  city.data = { ...city.data, units: [unit], sources: [site] } as unknown as typeof city.data;
  city.state = 'ready';
  city.load = async () => {};
  session.user = {
    id: 'd',
    name: 'd',
    email: '',
    role: 'dispatcher',
    unit: '',
    group: '',
    territory: '',
    demo: true,
  };
});

describe('0.50 joint meetings', () => {
  it('0.50 the list has its states: loading, none, error, no right, and what was decided', async () => {
    api.meetings.mockRejectedValueOnce(new Error('cut'));
    const { container, unmount } = render(MeetingList);
    expect(container.querySelector('.skeleton')).toBeTruthy();
    expect(await screen.findByText('会议读不出来')).toBeTruthy();
    api.meetings.mockResolvedValueOnce([]);
    await fireEvent.click(screen.getByRole('button', { name: /重试|再试/ }));
    expect(await screen.findByText('还没有会议')).toBeTruthy();
    unmount();
    api.meetings.mockRejectedValueOnce(new ClientResponseError({ status: 403 }));
    const shut = render(MeetingList);
    await waitFor(() =>
      expect(shut.container.querySelector('[data-meetings]')?.getAttribute('data-meetings')).toBe(
        'forbidden',
      ),
    );
    shut.unmount();
    api.meetings.mockResolvedValueOnce([meeting()]);
    const list = render(MeetingList);
    await waitFor(() => expect(list.container.textContent).toContain('小区扬尘'));
    expect(list.container.textContent).toContain('住建局、居民代表');
    expect(list.container.textContent).toContain('交办 1 · 继续办理 1');
  });

  it('0.50 a unit registers nothing', async () => {
    session.user = { ...session.user!, role: 'regulator', unit: 'housing' };
    const { container } = render(Meeting);
    await waitFor(() => expect(container.querySelector('[data-meeting-form]')).toBeNull());
    expect(screen.queryByRole('button', { name: /保存并执行/ })).toBeNull();
  });

  it('0.50 a case and what residents told are decided on and sent as one deed', async () => {
    history.replaceState(null, '', '/escalation/meetings/new?case=one');
    api.problems.mockImplementation(async (ids) => ids.map((each) => problem(each)));
    api.found.mockResolvedValue({
      cases: [
        { id: 'two', no: 'WT-two', category: 'road.dust', state: 'assigned', source: 'site', note: '' },
      ],
      more: false,
      left: 0,
    });
    const { container } = render(Meeting);
    await waitFor(() => expect(container.querySelector('[data-item="one"]')).toBeTruthy());
    const hold = () => screen.getByRole('button', { name: /保存并执行/ });
    await fireEvent.click(hold());
    expect(await screen.findByText('请写会议纪要。')).toBeTruthy();
    expect(api.sendEvent).not.toHaveBeenCalled();

    api.problems.mockImplementation(async (ids) => ids.map((each) => problem(each, { state: 'assigned' })));
    await fireEvent.input(screen.getByLabelText('查找案件'), { target: { value: '江山路' } });
    await waitFor(() => expect(container.querySelector('[data-found="two"]')).toBeTruthy());
    await fireEvent.click(container.querySelector('[data-found="two"]')!);
    await waitFor(() => expect(container.querySelector('[data-item="two"]')).toBeTruthy());
    expect(within(container.querySelector('[data-item="two"]')!).queryByText('交办')).toBeNull();

    await fireEvent.click(container.querySelector('[data-action="finding"]')!);
    await fireEvent.input(screen.getByLabelText('台账中的地点'), { target: { value: '江山路' } });
    await fireEvent.click(await waitFor(() => container.querySelector('[data-source="site"]')!));
    await fireEvent.input(screen.getByLabelText('反映的情况'), { target: { value: '夜里扬尘' } });
    await fireEvent.click(container.querySelector('[data-action="add-finding"]')!);
    expect(container.querySelectorAll('[data-item]')).toHaveLength(3);

    await fireEvent.input(screen.getByLabelText('议题'), { target: { value: '四方联席会' } });
    await fireEvent.input(screen.getByLabelText('其他各方'), { target: { value: '居民代表、物业公司' } });
    await fireEvent.input(screen.getByLabelText('会议纪要'), { target: { value: '纪要' } });
    await fireEvent.click(hold());
    await waitFor(() => expect(api.sendEvent).toHaveBeenCalledTimes(1));
    const sent = api.sendEvent.mock.calls[0]![0] as { type: string; payload: string };
    const payload = JSON.parse(sent.payload) as { items: unknown[]; findings: { problem: string }[] };
    expect(sent.type).toBe('meeting.held');
    expect(payload).toMatchObject({
      others: ['居民代表', '物业公司'],
      findings: [{ source: 'site', note: '夜里扬尘', severity: 1 }],
      items: [
        { problem: 'one', decision: 'assign', unit: 'housing' },
        { problem: 'two', decision: 'keep', unit: null, deadlineAt: null },
        { problem: payload.findings[0]?.problem, decision: 'assign', unit: 'housing' },
      ],
    });
    await waitFor(() =>
      expect(api.navigate).toHaveBeenCalledWith('/escalation/meetings/:id', expect.anything()),
    );
  });

  it('0.50 the page says who came, what was decided and how each case stands now; a foreign case stays unseen', async () => {
    api.params.id = 'meeting00000001';
    api.meeting.mockResolvedValue(meeting());
    api.problems.mockResolvedValue([problem('one', { state: 'closed' })]);
    const { container } = render(Meeting);
    await waitFor(() => expect(container.querySelectorAll('[data-item]')).toHaveLength(2));
    expect(container.textContent).toContain('居民代表');
    expect(container.textContent).toContain('逐件议定');
    expect(container.querySelector('[data-item="one"]')?.textContent).toContain('WT-one');
    expect(container.querySelector('[data-item="two"]')?.textContent).toContain('与您单位无关的事项');
  });

  it('0.50 a meeting that is not there or not theirs says so', async () => {
    api.params.id = 'meeting00000001';
    api.meeting.mockRejectedValue(new ClientResponseError({ status: 404 }));
    render(Meeting);
    expect(await screen.findByText('没有这次会议，或者与您单位无关')).toBeTruthy();
  });

  it('0.50 the case leads to its meetings and to a new one about it', async () => {
    api.ofCase.mockResolvedValue([meeting()]);
    const { container } = render(CaseMeetings, { problem: problem('one') });
    expect((await screen.findByRole('link', { name: '小区扬尘' })).getAttribute('href')).toBe(
      '/escalation/meetings/meeting00000001',
    );
    expect(container.textContent).toContain('交办 住建局');
    expect(screen.getByRole('link', { name: '提交会议' }).getAttribute('href')).toBe(
      '/escalation/meetings/new?case=one',
    );
  });
});
