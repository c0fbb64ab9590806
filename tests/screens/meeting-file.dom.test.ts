import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, expect, it, vi } from 'vitest';
import { setLocale } from '../../src/text/paraglide/runtime.js';

const api = vi.hoisted(() => ({
  rows: vi.fn(async (_collection: string, _id: string): Promise<unknown> => null),
  pack: vi.fn(async (_input: unknown) => new Blob(['zip'])),
  save: vi.fn((_name: string, _blob: Blob) => {}),
}));
const MEETING = {
  id: 'meeting00000001',
  kind: 'joint',
  title: '小区扬尘',
  heldAt: Date.UTC(2026, 10, 23, 2),
  units: ['housing'],
  others: ['居民代表'],
  minutes: '逐件议定\n<b>限期</b>覆盖',
  items: [{ problem: 'one', decision: 'keep', unit: null, deadlineAt: null, note: '每周通报' }],
  demo: false,
  rev: 1,
};
vi.mock('../../src/api/realtime.ts', () => ({ listen: () => () => {} }));
vi.mock('../../src/api/names.ts', () => ({ fetchNames: async () => new Map([['p', '王调度']]) }));
vi.mock('../../src/api/meetings.ts', () => ({ fetchMeeting: async () => MEETING }));
vi.mock('../../src/api/problem-cases.ts', () => ({ fetchProblems: async () => [] }));
vi.mock('../../src/api/record-file.ts', () => ({ fetchRecordFile: api.rows }));
vi.mock('../../src/state/paper-files.ts', () => ({ caseFile: api.pack }));
vi.mock('../../src/screens/save-blob.ts', () => ({ saveBlob: api.save }));
vi.mock('../../src/screens/paths.ts', () => ({ navigate: vi.fn(), route: { params: {} } }));

const { city } = await import('../../src/state/city.svelte.ts');
const { session } = await import('../../src/state/session.svelte.ts');
const MeetingPage = (await import('../../src/screens/escalation/meetings/MeetingPage.svelte')).default;

const found = {
  id: 'e1',
  seq: 1,
  type: 'problem.found',
  subjectId: 'one',
  actor: 'p',
  role: 'inspector',
  post: '',
  deviceAt: MEETING.heldAt,
  receivedAt: MEETING.heldAt,
  clockOffsetMs: 0,
  device: 'tablet/android/chrome',
  payload: '{"origin":"patrol","note":""}',
  photos: [],
  hash: 'abc',
};
const as = (role: string) =>
  Object.assign(session, {
    user: { id: 'd', name: '纪检员', email: '', role, unit: '', group: '', territory: '', demo: true },
  });

beforeEach(() => {
  setLocale('zh-CN', { reload: false });
  vi.clearAllMocks();
  const units = [{ id: 'housing', code: 'housing', name: '住建局', kind: 'regulator' }];
  Object.assign(city, { state: 'ready', data: { ...city.data, units } });
  const problem = { id: 'one', no: 'WT-1', category: 'dust.bare_soil', state: 'found', source: '' };
  const rest = { steps: [], notices: [], events: [found], photos: [], pending: 0 };
  api.rows.mockResolvedValue({ row: MEETING, problems: [problem], ...rest });
});

it('0.50 1.59 a meeting is saved as the zip that the command checks: row, cases, log, and a sheet to read', async () => {
  as('discipline');
  const { container } = render(MeetingPage, { id: MEETING.id });
  await waitFor(() => expect(container.querySelector('[data-action="record-file"]')).toBeTruthy());
  await fireEvent.click(container.querySelector('[data-action="record-file"]')!);
  await waitFor(() => expect(api.save).toHaveBeenCalledTimes(1));
  expect(api.rows).toHaveBeenCalledWith('meetings', MEETING.id);
  expect(api.save.mock.calls[0]?.[0]).toMatch(/小区扬尘.*\.zip$/);
  const packed = api.pack.mock.calls[0]?.[0] as { facts: object; events: unknown[]; sheet: string };
  expect(packed.facts).toMatchObject({ record: { id: MEETING.id }, problems: [{ id: 'one' }] });
  expect(packed.events).toHaveLength(1);
  for (const words of [
    '住建局、居民代表',
    'WT-1',
    '每周通报',
    '逐件议定',
    '平板 · Android · Chrome',
    '王调度',
  ])
    expect(packed.sheet).toContain(words);
  expect(packed.sheet).not.toContain('<b>限期');
});

it('photos that have not arrived are said, and nothing is saved; a unit is offered no file', async () => {
  api.rows.mockResolvedValue({ ...((await api.rows('', '')) as object), pending: 2 });
  as('leader');
  const { container, unmount } = render(MeetingPage, { id: MEETING.id });
  await waitFor(() => expect(container.querySelector('[data-action="record-file"]')).toBeTruthy());
  await fireEvent.click(container.querySelector('[data-action="record-file"]')!);
  await waitFor(() =>
    expect(container.querySelector<HTMLButtonElement>('[data-action="record-file"]')?.disabled).toBe(false),
  );
  expect(api.save).not.toHaveBeenCalled();
  unmount();
  as('regulator');
  const shut = render(MeetingPage, { id: MEETING.id });
  expect(await screen.findByText('居民代表')).toBeTruthy();
  expect(shut.container.querySelector('[data-action="record-file"]')).toBeNull();
});
