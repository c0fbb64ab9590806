import 'fake-indexeddb/auto';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, it, vi } from 'vitest';
import type { ProblemRecord } from '../../src/schema/records.ts';
import type { SheetPhoto } from '../../src/state/inspect-actions.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';

const api = vi.hoisted(() => ({
  catalogue: vi.fn(async (): Promise<unknown> => null),
  edition: vi.fn(async (): Promise<unknown> => null),
  proofs: vi.fn(async () => 'confirmed'),
}));
vi.mock('../../src/api/realtime.ts', () => ({ listen: () => () => {} }));
vi.mock('../../src/api/catalogues.ts', () => ({ fetchCatalogue: api.catalogue, fetchEdition: api.edition }));
vi.mock('../../src/state/case-steps.ts', async (original) => ({
  ...(await original<object>()),
  sendProofs: api.proofs,
  sendStep: vi.fn(),
}));

const { categorySet } = await import('../../src/state/category-set.svelte.ts');
const { FindingForm } = await import('../../src/screens/inspect/finding-form.svelte.ts');
const FindingActions = (await import('../../src/screens/inspect/FindingActions.svelte')).default;
const PhotosAsked = (await import('../../src/screens/inspect/PhotosAsked.svelte')).default;
const SubmitSheet = (await import('../../src/screens/cases/steps/SubmitSheet.svelte')).default;

const body = {
  categories: [
    { code: 'dust.bare_soil', evidence: { photosBefore: 2, photosAfter: 3, papers: ['苫盖合同', '发票'] } },
    { code: 'fume.no_purifier', evidence: { photosBefore: 1, photosAfter: 1, papers: [] } },
  ],
};
const photo = (id: string) => ({ id, url: '', taken: {}, prepared: {} }) as unknown as SheetPhoto;
const problem = (more: Record<string, unknown> = {}) =>
  ({
    id: 'x',
    no: 'WT-x',
    category: 'dust.bare_soil',
    state: 'rectifying',
    unit: 'housing',
    source: '',
    edition: '',
    papers: null,
    note: '',
    rev: 4,
    ...more,
  }) as unknown as ProblemRecord;
const send = async () =>
  fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: /提交/ }));

beforeEach(async () => {
  vi.clearAllMocks();
  localStorage.clear();
  setLocale('zh-CN', { reload: false });
  api.catalogue.mockResolvedValue({ body });
  await categorySet.load();
});

it('0.45 the tablet asks for as many pictures as the edition does, also without a network, and says how many are missing', async () => {
  api.catalogue.mockRejectedValue(new Error('offline'));
  await categorySet.load();
  const form = new FindingForm();
  form.before = [photo('a')];
  form.place.pin = { lng: 113.6, lat: 34.8 };
  form.place.reason = '院内无信号';
  expect(form.missing).toBe('category');
  form.category = 'dust.bare_soil';
  expect(form.missing).toBe('photo');
  const noop = () => {};
  const source = { id: 's', lng: 113.6, lat: 34.8, polygon: null } as never;
  const props = { form, source, saving: false, oncancel: noop, onkeep: noop, onsave: noop };
  const { unmount } = render(FindingActions, { ...props, missing: form.missing });
  expect(screen.getByRole('alert').textContent).toBe('还差 1 张照片。');
  unmount();
  render(PhotosAsked, { least: form.rule.photosBefore, taken: 1 });
  expect(screen.getByRole('status').textContent).toContain('要拍 2 张，已拍 1 张');
  form.before = [photo('a'), photo('b')];
  expect(form.missing).toBeNull();
  form.handling = 'on_spot';
  form.after = [photo('c'), photo('d')];
  expect(form.missing).toBe('after');
  form.category = 'fume.no_purifier';
  expect(form.missing).toBeNull();
});

it('0.45 the unit is asked for the pictures and papers of the edition its case was made with', async () => {
  render(SubmitSheet, { problems: [problem()], onclose: () => {} });
  const dialog = await screen.findByRole('dialog');
  await waitFor(() => expect(dialog.textContent).toContain('苫盖合同'));
  expect(dialog.textContent).toContain('这类问题要附：苫盖合同、发票，至少一份。');
  expect(dialog.textContent).toContain('整改后照片 0/3');
  await send();
  expect(within(dialog).getAllByRole('alert')[0]?.textContent).toContain('还差 3 张整改后照片');
});

it('an earlier edition holds for a case from its days: no papers, one picture', async () => {
  api.edition.mockResolvedValue({
    body: {
      categories: [{ code: 'dust.bare_soil', evidence: { photosBefore: 1, photosAfter: 1, papers: [] } }],
    },
  });
  render(SubmitSheet, { problems: [problem({ edition: 'v1' })], onclose: () => {} });
  const dialog = await screen.findByRole('dialog');
  await waitFor(() => expect(dialog.textContent).toContain('可以不附'));
  expect(api.edition).toHaveBeenCalledWith('problem_categories', 'v1');
  await send();
  expect(within(dialog).getAllByRole('alert')[0]?.textContent).toContain('缺整改后照片');
});

it('what the edition says nothing of keeps the product’s own rule, and a co-unit’s part asks for less', async () => {
  const { unmount } = render(SubmitSheet, {
    problems: [problem({ category: 'ent.voc' })],
    onclose: () => {},
  });
  expect((await screen.findByRole('dialog')).textContent).toContain('许可、发票等），至少一份');
  unmount();
  render(SubmitSheet, { problems: [problem()], part: true, onclose: () => {} });
  expect((await screen.findByRole('dialog')).textContent).not.toContain('/3');
});
