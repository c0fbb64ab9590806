import 'fake-indexeddb/auto';
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { destination } from '../../src/core/geo.ts';
import type { SourceRecord } from '../../src/schema/records.ts';
import { m } from '../../src/text/paraglide/messages.js';
import { setLocale } from '../../src/text/paraglide/runtime.js';

const actions = vi.hoisted(() => ({ endVisit: vi.fn(), recordVisit: vi.fn() }));
vi.mock('../../src/state/inspect-actions.ts', () => actions);
vi.mock('../../src/screens/inspect/PlaceMap.svelte', () => ({ default: () => {} }));
vi.mock('../../src/screens/inspect/stored-toast.ts', () => ({ tellStored: () => {} }));

const { PlaceDraft } = await import('../../src/screens/inspect/place-draft.svelte.ts');
const CheckSheet = (await import('../../src/screens/inspect/CheckSheet.svelte')).default;

const source = {
  id: 's',
  code: 'GD-017',
  name: '土石方',
  kind: 'earthwork',
  profile: {},
  lng: 113.6,
  lat: 34.85,
  polygon: null,
} as unknown as SourceRecord;

const standing = (metres: number) => {
  const at = destination(source, 45, metres);
  vi.spyOn(PlaceDraft.prototype, 'begin').mockImplementation(function (
    this: InstanceType<typeof PlaceDraft>,
  ) {
    this.fix = { ...at, accuracyM: 10 } as never;
  });
  render(CheckSheet, { open: true, source, task: null, visit: null, onclose: () => {}, onfinding: () => {} });
  return screen.findByRole('button', { name: m.inspect_nothing_save() });
};

beforeEach(() => {
  vi.clearAllMocks();
  setLocale('zh-CN', { reload: false });
});

describe('nothing found', () => {
  it('from 1.9 km away is stored only with what it rests on', async () => {
    const save = await standing(1900);
    await fireEvent.click(save);
    expect(await screen.findByText(m.inspect_far_why_missing())).toBeTruthy();
    expect(actions.recordVisit).not.toHaveBeenCalled();
    await fireEvent.input(screen.getByLabelText(m.inspect_far_why()), { target: { value: '看过视频' } });
    await fireEvent.click(save);
    await waitFor(() => expect(actions.recordVisit).toHaveBeenCalledOnce());
    expect(actions.recordVisit.mock.calls[0]![0]).toMatchObject({ task: null, note: '看过视频' });
  });

  it('on the spot asks for nothing more', async () => {
    const save = await standing(50);
    expect(screen.queryByLabelText(m.inspect_far_why())).toBeNull();
    await fireEvent.click(save);
    await waitFor(() => expect(actions.recordVisit).toHaveBeenCalledOnce());
    expect(actions.recordVisit.mock.calls[0]![0]).toMatchObject({
      result: 'nothing',
      note: '',
      mode: 'regular',
    });
  });
});
