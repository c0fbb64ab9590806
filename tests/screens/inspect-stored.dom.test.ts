import 'fake-indexeddb/auto';
import { render } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { destination } from '../../src/core/geo.ts';
import type { SourceRecord } from '../../src/schema/records.ts';
import FarNotice from '../../src/screens/inspect/FarNotice.svelte';
import { storedWords } from '../../src/screens/inspect/stored-toast.ts';
import { m } from '../../src/text/paraglide/messages.js';
import { setLocale } from '../../src/text/paraglide/runtime.js';

beforeEach(() => void setLocale('zh-CN', { reload: false }));

describe('what is said of a stored finding', () => {
  const item = (state: 'waiting' | 'confirmed' | 'refused', storedAt = 100) => ({
    id: `e${storedAt}`,
    storedAt,
    state,
  });

  it('follows the outbox: on this device, confirmed, refused', () => {
    expect(storedWords([], [], 100)).toBe(m.inspect_saved());
    expect(storedWords([item('waiting')], [], 100)).toBe(m.inspect_saved());
    expect(storedWords([item('confirmed')], [], 100)).toBe(m.inspect_saved_confirmed());
    expect(storedWords([item('confirmed'), item('refused', 101)], [], 100)).toBe(m.inspect_saved_refused());
  });

  it('waits for the photos, and takes nothing from what was stored before', () => {
    expect(storedWords([item('confirmed')], [{ event: 'e100' }], 100)).toBe(m.inspect_saved());
    expect(storedWords([item('confirmed', 50)], [], 100)).toBe(m.inspect_saved());
  });
});

describe('a finding far from its source', () => {
  const source = {
    id: 's',
    code: 'GD-017',
    name: '土石方',
    kind: 'earthwork',
    lng: 113.6,
    lat: 34.85,
    polygon: null,
  };
  const show = (metres: number) =>
    render(FarNotice, {
      source: source as unknown as SourceRecord,
      place: { ...destination(source, 45, metres), accuracyM: 10, by: 'gps', reason: '' },
    }).container.textContent;

  it('says how far before it is saved, and nothing when it is near', () => {
    expect(show(2900)).toContain('2.9 km');
    expect(show(2900)).toContain('GD-017');
    expect(show(80)?.trim()).toBe('');
  });
});
