import 'fake-indexeddb/auto';
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProblemFound } from '../../src/core/casework/payloads.ts';
import type { Message } from '../../src/core/message.ts';
import { draftEvent, newId } from '../../src/offline/event-draft.ts';
import { saveFindingDraft } from '../../src/offline/finding-draft.ts';
import { enqueue } from '../../src/offline/outbox.ts';
import { outboxStore, type OutboxItem } from '../../src/offline/outbox-store.ts';
import type { SourceRecord } from '../../src/schema/records.ts';
import { FindingForm } from '../../src/screens/inspect/finding-form.svelte.ts';
import { OpenSheet } from '../../src/screens/inspect/open-sheet.svelte.ts';
import PickSource from '../../src/screens/inspect/PickSource.svelte';
import RefusedSource from '../../src/screens/inspect/RefusedSource.svelte';
import { city } from '../../src/state/city.svelte.ts';
import { correctFinding } from '../../src/state/correct-finding.ts';
import { outbox } from '../../src/state/outbox.svelte.ts';
import { session } from '../../src/state/session.svelte.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';

const AT = 1_763_784_000_000;
const PLACE = { lng: 113.6, lat: 34.8, accuracyM: 12, by: 'gps', reason: '' } as const;
const OUTSIDE: Message = { key: 'server_not_your_territory', params: {} };
const source = (id: string, name: string, town: string, lng: number) =>
  ({
    id,
    code: id.toUpperCase(),
    name,
    kind: 'site',
    state: 'active',
    town,
    village: '',
    cell: '',
    lng,
    lat: 34.8,
  }) as unknown as SourceRecord;
const OWN = [source('s2', '远处工地', 'west', 113.7), source('s3', '近处工地', 'west', 113.601)];

beforeEach(async () => {
  void setLocale('zh-CN', { reload: false });
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:x');
  await Promise.all([outboxStore.items.clear(), outboxStore.photos.clear(), outboxStore.drafts.clear()]);
  Object.assign(session, {
    user: { id: 'me', name: '', email: '', role: 'grid_officer', unit: '', group: '', territory: 'west' },
  });
  const sources = [source('s1', '别区工地', 'east', 113.6), ...OWN];
  Object.assign(city, { state: 'ready', data: { ...city.data, sources } });
});

async function refused(reason = OUTSIDE): Promise<OutboxItem> {
  const payload = {
    category: 'dust.bare_soil',
    severity: 1,
    origin: 'patrol',
    source: 's1',
    task: 't1',
    inspection: newId(),
    place: PLACE,
    foundAt: AT,
    note: '北侧',
    linked: 'earlier00000001',
  } as const;
  const draft = draftEvent('problem.found', newId(), payload, {
    photos: [{ id: newId(), sha256: 'ab'.repeat(32) }],
  });
  await enqueue('me', [{ draft, photos: [] }], AT);
  await outboxStore.items.update(draft.id, { state: 'refused', reason });
  return (await outboxStore.items.get(draft.id))!;
}
async function formOf(item: OutboxItem): Promise<FindingForm> {
  const form = new FindingForm();
  await form.begin('me', item.id, item.reason);
  return form;
}

describe('0.45 a refused finding whose source was the wrong one', () => {
  it('the source is marked; those of one’s own territory are offered, the nearest first, and found by name', async () => {
    const item = await refused();
    const form = await formOf(item);
    expect(form.fault).toBe('source');
    const onsource = vi.fn();
    const { container } = render(RefusedSource, {
      form,
      source: source('s1', '别区工地', 'east', 113.6),
      refused: item,
      onsource,
    });
    expect(container.querySelector('[data-field="source"]')?.classList.contains('fault')).toBe(true);
    await fireEvent.click(container.querySelector('[data-action="other-source"]')!);
    const picks = () =>
      [...document.querySelectorAll('[data-pick]')].map((each) => each.getAttribute('data-pick'));
    await waitFor(() => expect(picks()).toEqual(['s3', 's2']));
    await fireEvent.input(screen.getByLabelText('按名称、编号或种类找'), { target: { value: '远处' } });
    await waitFor(() => expect(picks()).toEqual(['s2']));
    await fireEvent.input(screen.getByLabelText('按名称、编号或种类找'), { target: { value: '没有的' } });
    expect(await screen.findByText('没有符合的污染源')).toBeTruthy();
    await fireEvent.input(screen.getByLabelText('按名称、编号或种类找'), { target: { value: '' } });
    await waitFor(() => expect(picks()).toHaveLength(2));
    await fireEvent.click(document.querySelector('[data-pick="s3"]')!);
    expect(onsource).toHaveBeenCalledWith('s3');
    expect([form.about, form.fault, form.linked]).toEqual(['s3', null, '']);
  });

  it('what is sent names the other source, without the visit at the first one; the rest is as it was recorded', async () => {
    const item = await refused();
    const form = await formOf(item);
    outbox.follow('me');
    const said = {
      category: 'dust.bare_soil',
      severity: 1,
      place: PLACE,
      note: form.note,
      handling: 'to_assign',
      before: form.before,
      after: [],
      fixedAt: null,
      linked: '',
    } as const;
    expect(await correctFinding(item, { ...said, source: 's3' })).toBe(true);
    const items = await outboxStore.items.toArray();
    const sent = items.find((each) => each.id !== item.id)!;
    const payload = JSON.parse(sent.draft.payload) as ProblemFound;
    expect(payload).toMatchObject({ source: 's3', task: 't1', foundAt: AT, place: PLACE, replaces: item.id });
    expect(payload).not.toHaveProperty('inspection');
    expect(sent.draft.subjectId).toBe(item.draft.subjectId);
    expect(sent.needs).toEqual(['s3']);
    expect((await outboxStore.items.get(item.id))?.state).toBe('replaced');
  });

  it('at the same source the visit stays with it', async () => {
    const item = await refused({ key: 'server_needs_photos_before', params: { count: 2 } });
    const form = await formOf(item);
    outbox.follow('me');
    const said = {
      category: 'dust.bare_soil',
      severity: 1,
      place: PLACE,
      note: '',
      handling: 'to_assign',
    } as const;
    const rest = { before: form.before, after: [], fixedAt: null, linked: '' };
    expect(await correctFinding(item, { ...said, ...rest, source: 's1' })).toBe(true);
    const sent = (await outboxStore.items.toArray()).find((each) => each.id !== item.id)!;
    expect(JSON.parse(sent.draft.payload)).toHaveProperty('inspection');
  });

  it('the choice outlives a reload, and too far from one source is not too far from another', async () => {
    const item = await refused({ key: 'server_place_far', params: { name: '别区工地', km: 31 } });
    const first = await formOf(item);
    expect(first.fault).toBe('place');
    first.moveTo('s3');
    expect(first.fault).toBeNull();
    await saveFindingDraft(first.draft('me', item.id, AT));
    expect((await formOf(item)).about).toBe('s3');
  });

  it('where the recorded source is not in the register, one is asked for and the form is about it', async () => {
    const sheet = new OpenSheet();
    const item = await refused({ key: 'server_no_such_source' });
    sheet.correct(item);
    expect(sheet.about?.source).toBe('s1');
    const onpick = vi.fn((id: string) => sheet.moveTo(id));
    render(PickSource, { open: true, place: PLACE, onpick, onclose: () => {} });
    await waitFor(() => expect(document.querySelector('[data-pick="s3"]')).toBeTruthy());
    await fireEvent.click(document.querySelector('[data-pick="s3"]')!);
    expect(sheet).toMatchObject({
      about: { source: 's3', task: 't1' },
      refused: { id: item.id },
      kind: 'finding',
    });
  });
});
