import 'fake-indexeddb/auto';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, it, vi } from 'vitest';
import { EventRefused } from '../../src/api/events.ts';
import type { Entry } from '../../src/offline/outbox.ts';
import type { SheetPhoto } from '../../src/state/inspect-actions.ts';
import { choose as chooseIn } from './choose.ts';
import { m } from '../../src/text/paraglide/messages.js';
import { setLocale } from '../../src/text/paraglide/runtime.js';

const api = vi.hoisted(() => ({
  near: vi.fn(async (): Promise<unknown[]> => []),
  proofs: vi.fn(async (_entries: unknown): Promise<string> => 'confirmed'),
  photo: vi.fn(),
  navigate: vi.fn(),
}));
vi.mock('../../src/api/realtime.ts', () => ({ listen: () => () => {} }));
vi.mock('../../src/api/problems-near.ts', () => ({
  fetchProblemsNear: api.near,
  fetchFirstPhotos: async () => new Map(),
}));
vi.mock('../../src/state/case-steps.ts', async (original) => ({
  ...(await original<object>()),
  sendProofs: api.proofs,
}));
vi.mock('../../src/screens/inspect/take-photo.ts', () => ({ takePhoto: api.photo }));
vi.mock('../../src/screens/paths.ts', () => ({ navigate: api.navigate, route: { params: {} } }));
vi.mock('../../src/screens/cases/new/NewCaseMap.svelte', () => ({ default: () => {} }));

const { city } = await import('../../src/state/city.svelte.ts');
const { session } = await import('../../src/state/session.svelte.ts');
const { NewCase } = await import('../../src/screens/cases/new/new-case.svelte.ts');
const NewCasePage = (await import('../../src/screens/cases/new/NewCasePage.svelte')).default;

const NOW = Date.now();
const SITE = {
  id: 'site',
  code: 'GD-1',
  name: '江山路安置房工地',
  kind: 'site',
  town: 't',
  lng: 113.6,
  lat: 34.8,
};
const photo = {
  id: 'p1',
  prepared: { bytes: new Blob(['x']), sha256: 'a'.repeat(64), width: 1, height: 1 },
  url: '',
  taken: { takenAt: NOW, lng: null, lat: null, accuracyM: null, placeBy: 'none', by: 'gallery' },
} as unknown as SheetPhoto;
const as = (role: 'dispatcher' | 'leader') =>
  (session.user = { id: 'me', name: '', email: '', role, unit: '', group: '', territory: '', demo: false });
const choose = (label: string, value: string) => chooseIn(screen.getByLabelText(label), value);
const save = () => fireEvent.click(screen.getByRole('button', { name: '立案' }));
const sent = (call: number) =>
  (api.proofs.mock.calls[call]![0] as readonly Entry[]).map(({ draft, photos }) => ({
    type: draft.type,
    subjectId: draft.subjectId,
    photos: photos?.length ?? 0,
    payload: JSON.parse(draft.payload) as Record<string, unknown>,
  }));

beforeEach(() => {
  vi.clearAllMocks();
  api.near.mockResolvedValue([]);
  api.proofs.mockReset().mockResolvedValue('confirmed');
  api.photo.mockResolvedValue(photo);
  setLocale('zh-CN', { reload: false });
  Object.assign(city, {
    state: 'ready',
    data: {
      ...city.data,
      sources: [SITE],
      grids: [{ id: 't', code: 't', name: '江山路街道', level: 'town', parent: 'd' }],
    },
  });
  as('dispatcher');
});

async function addPhoto() {
  const input = document.querySelector<HTMLInputElement>('input[name="before"]')!;
  Object.defineProperty(input, 'files', { value: [new File(['x'], 'a.jpg')], configurable: true });
  await fireEvent.change(input);
  await screen.findByAltText('添加图片 1');
}

it('4.06 the office files what a camera saw, after every missing thing was asked for in words', async () => {
  render(NewCasePage);
  await save();
  const said = screen.getAllByRole('alert').map((each) => each.textContent?.trim());
  expect(said).toEqual(['还没选类别', '选对象，或在地图上点位置', '还差 1 张照片']);
  expect(api.proofs).not.toHaveBeenCalled();
  await choose('问题', 'dust.bare_soil');
  await fireEvent.input(screen.getByLabelText('对象'), { target: { value: '安置房' } });
  await fireEvent.click(await screen.findByRole('button', { name: /江山路安置房工地/ }));
  await addPhoto();
  await fireEvent.input(screen.getByLabelText(m.cases_note()), { target: { value: '3 号摄像头' } });
  await save();
  await waitFor(() => expect(api.navigate).toHaveBeenCalled());
  const [entry] = sent(0);
  expect(entry).toMatchObject({
    type: 'problem.found',
    photos: 1,
    payload: {
      origin: 'camera',
      category: 'dust.bare_soil',
      source: 'site',
      note: '3 号摄像头',
      task: null,
      place: { lng: 113.6, lat: 34.8, by: 'pin', reason: 'office', accuracyM: null },
    },
  });
  expect(Number(entry!.payload['foundAt'])).toBeLessThanOrEqual(Date.now());
  expect(api.photo).toHaveBeenCalledWith(expect.anything(), 'office');
  expect(api.navigate).toHaveBeenCalledWith('/cases/:id', {
    params: { id: entry!.subjectId },
    replace: true,
  });
});

it('shows what may be the same before anything is saved, and one press says that it is', async () => {
  const twin = { id: 'twin', no: 'WT-1', category: 'dust.bare_soil', state: 'assigned', foundAt: NOW - 1000 };
  api.near.mockResolvedValue([{ ...twin, lng: 113.6002, lat: 34.8 }]);
  render(NewCasePage);
  await choose('问题', 'dust.bare_soil');
  await fireEvent.input(screen.getByLabelText('对象'), { target: { value: 'GD-1' } });
  await fireEvent.click(await screen.findByRole('button', { name: /江山路安置房工地/ }));
  const hint = (await screen.findByText('WT-1')).closest('li')!;
  expect(api.proofs).not.toHaveBeenCalled();
  await fireEvent.click(within(hint).getByRole('button'));
  await addPhoto();
  await save();
  await waitFor(() => expect(api.proofs).toHaveBeenCalledOnce());
  expect(sent(0)[0]?.payload['linked']).toBe('twin');
});

it('a telephone call needs no photo; a refusal is said in words and everything stays filled in', async () => {
  api.proofs.mockRejectedValueOnce(new EventRefused({ key: 'server_place_outside' }, false, null));
  render(NewCasePage);
  await choose('来源', 'public');
  expect(await screen.findByText('照片，可以不附')).toBeTruthy();
  await choose('问题', 'burn.rubbish');
  await fireEvent.input(screen.getByLabelText('对象'), { target: { value: 'GD-1' } });
  await fireEvent.click(await screen.findByRole('button', { name: /江山路安置房工地/ }));
  await save();
  expect((await screen.findByRole('alert')).textContent?.length).toBeGreaterThan(4);
  expect(api.navigate).not.toHaveBeenCalled();
  expect((screen.getByLabelText('问题') as HTMLSelectElement).value).toBe('burn.rubbish');
  await save();
  await waitFor(() => expect(api.navigate).toHaveBeenCalled());
  expect(sent(1)[0]?.payload).toMatchObject({ origin: 'public', source: 'site' });
});

it('1.44 a place that is not listed is registered once, also when the case itself is refused first', async () => {
  api.proofs
    .mockResolvedValueOnce('confirmed')
    .mockRejectedValueOnce(new EventRefused({ key: 'server_needs_photo' }, false, null));
  const draft = new NewCase(NOW);
  draft.category = 'yard.soil';
  draft.pin = { lng: 113.61, lat: 34.81 };
  draft.photos = [photo];
  expect(draft.complete).toBe(true);
  await expect(draft.send(NOW)).rejects.toThrow();
  await draft.send(NOW);
  const types = [0, 1, 2].map((call) => sent(call).map((each) => each.type));
  expect(types).toEqual([['source.registered'], ['problem.found'], ['problem.found']]);
  expect(sent(0)[0]?.payload).toMatchObject({ kind: 'unnamed', place: { lng: 113.61, reason: 'office' } });
  expect(sent(2)[0]?.payload).toMatchObject({
    source: sent(0)[0]?.subjectId,
    place: { lng: 113.61, lat: 34.81 },
  });
  // What the media say is not looked at yet: the place alone is enough.
  const media = new NewCase(NOW);
  Object.assign(media, { origin: 'media', category: 'yard.soil', pin: { lng: 113.61, lat: 34.81 } });
  await media.send(NOW);
  expect(sent(3).map((each) => [each.type, each.payload['source']])).toEqual([['problem.found', '']]);
});

it('is the dispatcher’s, and says so to others; without the city it says what is missing', async () => {
  as('leader');
  const { unmount } = render(NewCasePage);
  expect(screen.getByText('问题由调度员登记')).toBeTruthy();
  expect(screen.queryByRole('button', { name: '立案' })).toBeNull();
  unmount();
  as('dispatcher');
  city.state = 'error';
  render(NewCasePage);
  expect(await screen.findByText('没取到对象和地图')).toBeTruthy();
});
