import 'fake-indexeddb/auto';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { ClientResponseError } from 'pocketbase';
import { beforeEach, expect, it, vi } from 'vitest';
import type { ProblemRecord } from '../../src/schema/records.ts';
import type { SheetPhoto } from '../../src/state/inspect-actions.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';

const api = vi.hoisted(() => ({
  samples: vi.fn(async (): Promise<unknown[]> => []),
  heard: vi.fn(),
  proofs: vi.fn(async () => 'confirmed'),
  photo: vi.fn(),
}));
vi.mock('../../src/api/realtime.ts', () => ({ listen: () => () => {} }));
vi.mock('../../src/api/names.ts', () => ({ fetchNames: async () => new Map() }));
vi.mock('../../src/api/samples.ts', () => ({ fetchSamples: api.samples }));
vi.mock('../../src/api/cases.ts', async (original) => ({
  ...(await original<object>()),
  listenCases: (onChange: (problem: unknown) => void) => {
    api.heard.mockImplementation(onChange);
    return () => {};
  },
}));
vi.mock('../../src/state/case-steps.ts', async (original) => ({
  ...(await original<object>()),
  sendProofs: api.proofs,
}));
vi.mock('../../src/screens/inspect/take-photo.ts', () => ({ takePhoto: api.photo }));
vi.mock('../../src/screens/paths.ts', () => ({ navigate: vi.fn(), route: { params: {} } }));

const { city } = await import('../../src/state/city.svelte.ts');
const { session } = await import('../../src/state/session.svelte.ts');
const { now } = await import('../../src/state/now.svelte.ts');
const { caseActions } = await import('../../src/screens/cases/case-actions.ts');
const SampleList = (await import('../../src/screens/cases/SampleList.svelte')).default;

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 20, 2);
const clock = (dueAt: number) => ({
  kind: 'sample',
  unit: 'clockHours',
  fromAt: dueAt - 7 * DAY,
  marks: [dueAt, dueAt, dueAt],
  struck: 0,
  totalMs: 7 * DAY,
  leftMs: null,
  unknownYears: [],
});
const fixed = (id: string, more: Record<string, unknown> = {}) =>
  ({
    id,
    no: `WT-${id}`,
    category: 'dust.bare_soil',
    severity: 1,
    state: 'fixed_on_spot',
    handling: 'fixed_on_spot',
    sample: 'picked',
    foundBy: 'finder',
    group: 'g1',
    source: '',
    town: '',
    lng: 113.6,
    lat: 34.8,
    foundAt: NOW - 2 * DAY,
    fixedAt: NOW - 2 * DAY,
    inspectedAt: 0,
    clocks: [clock(NOW + 5 * DAY)],
    rev: 3,
    note: '',
    ...more,
  }) as unknown as ProblemRecord;
const as = (role: 'inspector' | 'leader' | 'dispatcher' | 'regulator') =>
  (session.user = {
    id: 'me',
    name: '督导员',
    email: '',
    role,
    unit: '',
    group: 'g2',
    territory: '',
    demo: false,
  });
const photo = {
  id: 'p1',
  prepared: { bytes: new Blob(['x']), sha256: 'a'.repeat(64), width: 1, height: 1 },
  url: '',
  taken: { takenAt: NOW, lng: 113.6, lat: 34.8, accuracyM: 9, placeBy: 'gps', by: 'camera' },
} as unknown as SheetPhoto;
const rowOf = (id: string) => document.querySelector(`[data-sample="${id}"]`)!.closest('tr')!;

beforeEach(() => {
  vi.clearAllMocks();
  api.samples.mockResolvedValue([]);
  setLocale('zh-CN', { reload: false });
  now.clock = NOW;
  Object.assign(city, {
    state: 'ready',
    data: { ...city.data, groups: [{ id: 'g1', code: 'g1', name: '一组', kind: 'on_site' }] },
  });
  as('inspector');
});

it('1.57 lists what was drawn, the oldest first, and leaves a finder’s own to somebody else', async () => {
  api.samples.mockResolvedValue([
    fixed('new', { foundAt: NOW - DAY }),
    fixed('own', { foundBy: 'me', foundAt: NOW - 3 * DAY }),
    fixed('late', { foundAt: NOW - 9 * DAY, clocks: [clock(NOW - DAY)] }),
    fixed('done', { state: 'closed', sample: 'failed', inspectedAt: NOW }),
  ]);
  render(SampleList);
  await waitFor(() => expect(document.querySelectorAll('[data-sample]')).toHaveLength(4));
  const order = [...document.querySelectorAll('[data-sample]')].map((each) =>
    each.getAttribute('data-sample'),
  );
  expect(order).toEqual(['late', 'own', 'new', 'done']);
  expect(screen.getByText('待复核 3 件')).toBeTruthy();
  expect(rowOf('late').textContent).toContain('逾期');
  expect(rowOf('late').textContent).toContain('一组');
  expect(rowOf('done').textContent).toContain('不通过');
  expect(within(rowOf('own')).queryByRole('button')).toBeNull();
  expect(rowOf('own').textContent).toContain('本人发现，由别人复核');
  expect(within(rowOf('new')).getByRole('button', { name: '复核' })).toBeTruthy();
  // Somebody else judged it meanwhile.
  api.heard(fixed('new', { state: 'closed', sample: 'passed', inspectedAt: NOW }));
  await waitFor(() => expect(screen.getByText('待复核 2 件')).toBeTruthy());
  expect(rowOf('new').textContent).toContain('通过');
});

it('1.57 a verdict needs a picture and, where it fails, words; what fails opens a new case with the pictures', async () => {
  api.samples.mockResolvedValue([fixed('one')]);
  api.photo.mockResolvedValue(photo);
  render(SampleList);
  await fireEvent.click(await screen.findByRole('button', { name: '复核' }));
  const dialog = await screen.findByRole('dialog', { name: /复核立行立改/ });
  const go = within(dialog).getByRole('button', { name: '提交结论' });
  await fireEvent.click(go);
  expect(within(dialog).getByRole('alert').textContent).toContain('缺现场照片');
  const input = dialog.querySelector<HTMLInputElement>('input[type="file"]')!;
  Object.defineProperty(input, 'files', { value: [new File(['x'], 'a.jpg')] });
  await fireEvent.change(input);
  await waitFor(() => expect(within(dialog).getByRole('alert').textContent).toContain('请下结论'));
  await fireEvent.click(within(dialog).getByRole('button', { name: '不通过' }));
  expect(within(dialog).getByRole('alert').textContent).toContain('写明哪里不行');
  expect(dialog.textContent).toContain('同一点新开一个问题');
  await fireEvent.input(within(dialog).getByRole('textbox'), { target: { value: '又露土' } });
  await fireEvent.click(go);
  await waitFor(() => expect(api.proofs).toHaveBeenCalledOnce());
  const [entry] = (
    api.proofs.mock.calls as unknown as [{ draft: { payload: string }; photos: unknown[] }[]][]
  )[0]![0];
  const payload = JSON.parse(entry!.draft.payload) as Record<string, unknown>;
  expect(payload).toMatchObject({ verdict: 'fail', note: '又露土', place: { lng: 113.6, by: 'gps' } });
  expect(payload['problem']).toMatch(/^[0-9a-f]{32}$/);
  expect(entry).toMatchObject({
    draft: { type: 'problem.sample_checked', subjectId: 'one', seen: 3 },
    photos: [{ phase: 'before', subjectId: payload['problem'] }],
  });
});

it('says in words when there is nothing, when it could not be read, and whose it is not', async () => {
  const { unmount } = render(SampleList);
  expect(await screen.findByText('没有抽中的问题')).toBeTruthy();
  unmount();
  api.samples.mockRejectedValueOnce(new ClientResponseError({ status: 0 }));
  const again = render(SampleList);
  await fireEvent.click(await screen.findByRole('button', { name: '现在重试' }));
  expect(await screen.findByText('没有抽中的问题')).toBeTruthy();
  again.unmount();
  as('dispatcher');
  api.samples.mockResolvedValue([fixed('one')]);
  const office = render(SampleList);
  expect((await screen.findByText('待复核')).closest('[data-sample], tr')).toBeTruthy();
  expect(screen.queryByRole('button', { name: '复核' })).toBeNull();
  office.unmount();
  as('regulator');
  render(SampleList);
  expect(await screen.findByText('您的岗位看不到案件')).toBeTruthy();
});

it('the case’s own page offers the second look to inspector and leader, not to the finder or the office', () => {
  const me = { id: 'me', unit: '', group: 'g2' };
  const may = (role: 'inspector' | 'leader' | 'dispatcher', more = {}) =>
    caseActions(fixed('x', more), role, me).includes('check_sample');
  expect([may('inspector'), may('leader'), may('dispatcher')]).toEqual([true, true, false]);
  expect(may('inspector', { verifiedBy: 'me' })).toBe(false);
  expect([may('inspector', { foundBy: 'me' }), may('leader', { sample: 'left' })]).toEqual([false, false]);
});
