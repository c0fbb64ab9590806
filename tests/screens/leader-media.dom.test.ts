import 'fake-indexeddb/auto';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { ClientResponseError } from 'pocketbase';
import { beforeEach, expect, it, vi } from 'vitest';
import type { DirectiveRecord, ProblemRecord } from '../../src/schema/records.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';

const api = vi.hoisted(() => ({
  own: vi.fn((_wishes: unknown): unknown[] => []),
  media: vi.fn(async (): Promise<unknown[]> => []),
  sendEvent: vi.fn(),
  fetchCase: vi.fn(),
  navigate: vi.fn(),
}));
vi.mock('../../src/api/realtime.ts', () => ({ listen: () => () => {} }));
vi.mock('../../src/api/names.ts', () => ({ fetchNames: async () => new Map() }));
vi.mock('../../src/api/media.ts', () => ({ fetchMediaCases: api.media }));
vi.mock('../../src/api/cases.ts', async (original) => ({
  ...(await original<object>()),
  walkCases: async function* (wishes: unknown) {
    yield api.own(wishes);
  },
  listenCases: () => () => {},
  listenEvents: () => () => {},
  fetchPhotoUrls: async () => new Map(),
  fetchCategories: async () => null,
}));
vi.mock('../../src/api/events.ts', async (original) => ({
  ...(await original<object>()),
  sendEvent: api.sendEvent,
}));
vi.mock('../../src/api/catalogues.ts', () => ({ fetchCatalogue: async () => null }));
vi.mock('../../src/api/problem-cases.ts', () => ({
  fetchCase: api.fetchCase,
  fetchProblems: async () => [],
}));
vi.mock('../../src/screens/paths.ts', () => ({ navigate: api.navigate, route: { params: {} } }));

const { city } = await import('../../src/state/city.svelte.ts');
const { escalation } = await import('../../src/state/escalation.svelte.ts');
const { session } = await import('../../src/state/session.svelte.ts');
const { now } = await import('../../src/state/now.svelte.ts');
const { caseActions } = await import('../../src/screens/cases/case-actions.ts');
const LeaderBoard = (await import('../../src/screens/escalation/LeaderBoard.svelte')).default;
const MediaList = (await import('../../src/screens/escalation/MediaList.svelte')).default;

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 20, 2);
const clock = (hours: number) => ({
  kind: 'rectify',
  unit: 'clockHours',
  fromAt: NOW - HOUR,
  marks: [NOW, NOW, NOW + hours * HOUR],
  struck: 0,
  totalMs: HOUR,
  leftMs: null,
  unknownYears: [],
});
const problem = (id: string, more: Record<string, unknown> = {}) =>
  ({
    id,
    no: `WT-${id}`,
    category: 'dust.bare_soil',
    severity: 1,
    state: 'assigned',
    handling: 'assigned',
    origin: 'patrol',
    verification: '',
    verifyDueAt: 0,
    verdict: '',
    confirmedAt: 0,
    raisedAt: 0,
    unit: 'housing',
    source: '',
    town: '',
    group: '',
    parties: '',
    nearTowns: '',
    absorbed: '',
    foundAt: NOW,
    rev: 2,
    note: '',
    clocks: [],
    urges: null,
    ...more,
  }) as unknown as ProblemRecord;
const rows = (attribute: string) =>
  [...document.querySelectorAll<HTMLElement>(`[${attribute}]`)].map((each) => each.getAttribute(attribute));
const as = (role: 'leader' | 'dispatcher' | 'discipline') =>
  (session.user = {
    id: 'me',
    name: '陈区长',
    email: '',
    role,
    unit: '',
    group: '',
    territory: '',
    demo: false,
  });

beforeEach(() => {
  vi.clearAllMocks();
  setLocale('zh-CN', { reload: false });
  now.clock = NOW;
  Object.assign(city, {
    state: 'ready',
    data: {
      ...city.data,
      units: [{ id: 'housing', code: 'housing', name: '住建局', kind: 'regulator' }],
      groups: [{ id: 'g2', code: 'g2', name: '二组', kind: 'on_site' }],
      sources: [{ id: 'site', code: 'GD-1', name: '东区工地', kind: 'site', leader: '陈区长' }],
    },
  });
  escalation.directives = [];
  as('leader');
});

it('3.22 lists what the leader answers for by its time node, each with the step that is his', async () => {
  api.own.mockReturnValue([
    problem('own', { source: 'site', clocks: [clock(9)] }),
    problem('major', { severity: 3, state: 'found', unit: '', clocks: [clock(2)] }),
    problem('disputed', { state: 'ownership_disputed', raisedAt: NOW, clocks: [clock(-1)] }),
    problem('elses', {}),
  ]);
  const items = [{ what: '清运', unit: 'housing', dueAt: NOW + 5 * HOUR, doneAt: 0, note: '' }];
  escalation.directives = [
    {
      id: 'order',
      owner: 'me',
      title: '省厅交办',
      level: 'province',
      issuer: '',
      theirNo: '',
      text: '',
      state: 'open',
      answerDueAt: NOW + 50 * HOUR,
      overdueAt: 0,
      items,
      hops: [],
      answers: [],
      demo: false,
      rev: 1,
    } as unknown as DirectiveRecord,
  ];
  render(LeaderBoard);
  await waitFor(() =>
    expect(rows('data-item').filter((each) => each !== '0')).toEqual(['disputed', 'major', 'order', 'own']),
  );
  expect(rows('data-reason')).toEqual(['dispute', 'confirm', 'directive', 'own_source']);
  // Ordered by due time the ledger leaves out what has none yet: a major case waits for his word before it has one.
  expect(api.own).toHaveBeenCalledWith(expect.objectContaining({ mine: 'mine', sort: 'old' }));
  const action = (id: string) =>
    document.querySelector(`[data-case="${id}"] [data-action]`)?.getAttribute('data-action');
  expect([action('disputed'), action('major'), action('own')]).toEqual(['decide_owner', 'confirm', 'urge']);
  expect(document.querySelector('.late')?.textContent).toBe('逾期 1 件');
});

it('1.46 every report of the media waits or has ended in true, false or fixed', async () => {
  as('dispatcher');
  const media = { origin: 'media', state: 'found', unit: '' };
  api.media.mockResolvedValue([
    problem('fixed', {
      ...media,
      state: 'fixed_on_spot',
      verification: 'fixed',
      verifiedAt: NOW,
      foundAt: NOW - 1,
    }),
    problem('asked', { ...media, group: 'g2', verifyDueAt: NOW - HOUR }),
    problem('nobody', media),
    problem('wrong', { ...media, state: 'void', verification: 'false', verifiedAt: NOW }),
    problem('voided', { ...media, state: 'void' }),
    problem('so', { ...media, state: 'assigned', verification: 'true', verifiedAt: NOW, foundAt: NOW - 2 }),
  ]);
  render(MediaList);
  await waitFor(() => expect(rows('data-case')).toEqual(['nobody', 'asked', 'wrong', 'fixed', 'so']));
  expect(rows('data-end')).toEqual(['waits', 'waits', 'false', 'fixed', 'true']);
  const row = (id: string) => within(document.querySelector<HTMLElement>(`[data-case="${id}"]`)!);
  expect(row('nobody').getByText('还没派人核实')).toBeTruthy();
  expect(row('asked').getByText('二组 核实')).toBeTruthy();
  expect(row('asked').getByText(/已逾期/)).toBeTruthy();
  expect(row('so').queryByRole('button', { name: '到场核实' })).toBeNull();
  await fireEvent.click(screen.getByRole('button', { name: '不属实 1' }));
  expect(rows('data-case')).toEqual(['wrong']);
});

it('1.46 the office sends a group or verifies itself; until somebody was there nobody can assign it', () => {
  const open = problem('open', { origin: 'media', state: 'found', unit: '' });
  expect(caseActions(open, 'dispatcher').slice(0, 2)).toEqual(['verify', 'ask_verification']);
  expect(caseActions(open, 'dispatcher')).not.toContain('assign');
  expect(caseActions(open, 'inspector')).toEqual(['verify']);
  expect(caseActions({ ...open, verification: 'true' }, 'dispatcher')[0]).toBe('assign');
  expect(caseActions(open, 'regulator')).toEqual([]);
});

it('1.46 says that there is nothing', async () => {
  api.media.mockResolvedValue([]);
  render(MediaList);
  await waitFor(() => expect(document.body.textContent).toContain('没有媒体反映的问题'));
});

it.each([
  [403, '这一页不归你的岗位'],
  [500, '重试'],
])('1.46 says why the list could not be read: %s', async (status, words) => {
  api.media.mockImplementation(() => Promise.reject(new ClientResponseError({ status })));
  render(MediaList);
  await waitFor(() => expect(document.body.textContent).toContain(words));
});
