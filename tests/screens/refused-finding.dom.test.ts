import 'fake-indexeddb/auto';
import { render } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Message } from '../../src/core/message.ts';
import { draftEvent, newId } from '../../src/offline/event-draft.ts';
import { saveFindingDraft } from '../../src/offline/finding-draft.ts';
import { enqueue } from '../../src/offline/outbox.ts';
import { outboxStore, type OutboxItem } from '../../src/offline/outbox-store.ts';
import { FindingForm } from '../../src/screens/inspect/finding-form.svelte.ts';
import { refusedField } from '../../src/screens/inspect/refused-field.ts';
import RefusedNote from '../../src/screens/inspect/RefusedNote.svelte';
import { m } from '../../src/text/paraglide/messages.js';
import { setLocale } from '../../src/text/paraglide/runtime.js';

const AT = 1_763_784_000_000;
const NEEDS_TWO: Message = { key: 'server_needs_photos_before', params: { count: 2 } };

beforeEach(async () => {
  void setLocale('zh-CN', { reload: false });
  // The store of the tests gives back no Blob that the page of the tests knows.
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:x');
  await Promise.all([outboxStore.items.clear(), outboxStore.photos.clear(), outboxStore.drafts.clear()]);
});

async function refused(reason: Message, category = 'dust.bare_soil'): Promise<OutboxItem> {
  const problem = newId();
  const photo = {
    id: newId(),
    subject: 'problems',
    subjectId: problem,
    phase: 'before',
    sha256: 'ab'.repeat(32),
    taken: { takenAt: AT },
    bytes: new Blob(['x']),
  } as const;
  const payload = {
    category,
    severity: 3,
    origin: 'patrol',
    source: 's1',
    task: null,
    place: { lng: 113.6, lat: 34.8, accuracyM: 12, by: 'gps', reason: '' },
    foundAt: AT,
    note: '北侧',
  } as const;
  const photos = [{ id: photo.id, sha256: photo.sha256 }];
  const draft = draftEvent('problem.found', problem, payload, { photos });
  await enqueue('me', [{ draft, photos: [photo] }], AT);
  await outboxStore.items.update(draft.id, { state: 'refused', reason });
  return (await outboxStore.items.get(draft.id))!;
}

describe('a refused finding in the form', () => {
  it('is filled in as it was recorded; the position is the one of the shutter, not of now', async () => {
    const item = await refused(NEEDS_TWO);
    const form = new FindingForm();
    expect(await form.begin('me', item.id, item.reason)).toBe('refused');
    expect(form).toMatchObject({ category: 'dust.bare_soil', severity: '3', note: '北侧', fault: 'photo' });
    expect(form.place.place).toEqual({ lng: 113.6, lat: 34.8, accuracyM: 12, by: 'gps', reason: '' });
    form.place.hear({ lng: 114, lat: 35, accuracyM: 3, at: AT });
    expect(form.place.place?.lng).toBe(113.6);
    expect(form.before[0]?.prepared.sha256).toBe('ab'.repeat(32));
  });

  it('marks the field at fault until something else stands in it', async () => {
    const item = await refused(NEEDS_TWO);
    const form = new FindingForm();
    await form.begin('me', item.id, item.reason);
    const [photo] = form.before;
    form.note = '别的';
    expect(form.fault).toBe('photo');
    form.before = [...form.before, { ...photo!, id: newId() }];
    expect(form.fault).toBeNull();
    form.before = [photo!];
    expect(form.fault).toBe('photo');
  });

  it('a category that no edition in force holds any more has to be chosen anew', async () => {
    const item = await refused({ key: 'server_category_unknown' }, 'extra.gone');
    const form = new FindingForm();
    await form.begin('me', item.id, item.reason);
    expect([form.category, form.fault, form.missing]).toEqual(['extra.gone', 'category', 'category']);
    form.category = 'dust.bare_soil';
    expect([form.fault, form.missing]).toEqual([null, null]);
  });

  it('goes on after a reload where the correction was left, and knows still what was refused', async () => {
    const item = await refused(NEEDS_TWO);
    const first = new FindingForm();
    await first.begin('me', item.id, item.reason);
    first.note = '更正后的说明';
    await saveFindingDraft(first.draft('me', item.id, AT));
    const second = new FindingForm();
    expect(await second.begin('me', item.id, item.reason)).toBe('draft');
    expect(second).toMatchObject({ note: '更正后的说明', fault: 'photo' });
    expect(second.place.place?.lng).toBe(113.6);
  });

  it('one that was put right in another window does not come back', async () => {
    const item = await refused(NEEDS_TWO);
    await outboxStore.items.update(item.id, { state: 'replaced' });
    expect(await new FindingForm().begin('me', item.id, item.reason)).toBe('empty');
  });

  it('says the server’s sentence and which field it speaks of', async () => {
    const item = await refused(NEEDS_TWO);
    const form = new FindingForm();
    await form.begin('me', item.id, item.reason);
    const { container } = render(RefusedNote, { form, refused: item });
    expect(container.textContent).toContain(m.server_needs_photos_before({ count: 2 }));
    expect(container.textContent).toContain(m.inspect_correct_field_photo());
  });

  it('knows the field of each reason a finding is refused for; a fault of none is said without one', () => {
    const at = (key: string, field?: string) =>
      refusedField({ key, ...(field ? { params: { field } } : {}) });
    expect(at('server_needs_photo')).toBe('photo');
    expect(at('server_not_your_territory')).toBe('source');
    expect(at('server_no_such_source')).toBe('source');
    expect(at('server_place_far')).toBe('place');
    expect(at('server_field_number', 'place.accuracyM')).toBe('place');
    expect(at('server_field_sha256', 'photos[0].sha256')).toBe('photo');
    expect(at('server_time_in_future')).toBeNull();
  });
});
