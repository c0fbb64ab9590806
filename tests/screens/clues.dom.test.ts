import { render, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/core/snapshot.ts';
import type { GroupRecord, SourceRecord } from '../../src/schema/records.ts';
import ClueCard from '../../src/screens/dispatch/ClueCard.svelte';
import { deskView } from '../../src/screens/dispatch/desk-view.svelte.ts';
import { clueKinds, clueMarks, shownClues } from '../../src/screens/dispatch/map-clues.svelte.ts';
import { city } from '../../src/state/city.svelte.ts';
import { dispatch } from '../../src/state/dispatch.svelte.ts';
import { now } from '../../src/state/now.svelte.ts';
import { overwriteGetLocale } from '../../src/text/paraglide/runtime.js';

const AT = Date.UTC(2026, 10, 23, 1, 20);
const MINUTE = 60_000;
const reading = {
  id: 'reading1',
  at: AT - 4 * MINUTE,
  lng: 113.56,
  lat: 34.86,
  device: 'P1',
  group: 'group1',
  values: { pm10: 268.4 },
};
const sighting = {
  id: 'sighting1',
  at: AT - 20 * MINUTE,
  kind: 'video' as const,
  lng: 113.54,
  lat: 34.85,
  source: 'source1',
  device: 'CAM-7',
  note: '黑烟',
};
const snapshot: Snapshot = {
  at: AT,
  rev: 1,
  stations: [],
  zones: [],
  suggestions: [],
  feeds: [],
  flags: [],
  regional: null,
  mobile: [reading],
  sightings: [sighting],
};

beforeEach(() => {
  overwriteGetLocale(() => 'zh-CN');
  now.snapshot = snapshot;
  now.clock = AT;
  dispatch.at = null;
  deskView.hidden = new Set();
  city.data = {
    ...city.data,
    groups: [{ id: 'group1', name: '2 组' } as GroupRecord],
    sources: [{ id: 'source1', code: 'GD-017', name: '土石方开挖' } as SourceRecord],
  };
});

describe('2.16 what arrives between the stations is on the one map', () => {
  it('2.16 a mobile run and a camera are marks of their own kind, each behind its layer', () => {
    expect(clueMarks(shownClues())).toEqual([
      { id: 'sighting1', kind: 'sighting', lng: 113.54, lat: 34.85 },
      { id: 'reading1', kind: 'handheld', lng: 113.56, lat: 34.86 },
    ]);
    deskView.hidden = new Set(['mobile']);
    expect(clueKinds(shownClues())).toEqual(['sighting']);
    deskView.hidden = new Set(['sightings']);
    expect(clueKinds(shownClues())).toEqual(['handheld']);
  });

  it('2.16 a past moment shows only what was known then', () => {
    dispatch.at = AT - 10 * MINUTE;
    expect(shownClues().map((each) => each.row.id)).toEqual(['sighting1']);
  });

  it('2.16 the card of a reading says value, time, device and group', () => {
    render(ClueCard, { clue: { kind: 'handheld', row: reading }, onclose: () => {} });
    const card = document.querySelector('[data-clue-card="handheld"]');
    expect(card?.textContent).toMatch(/PM10\s*268.4\s*µg\/m³/);
    expect(card?.textContent).toContain('09:16');
    expect(card?.textContent).toContain('4 分前');
    expect(card?.textContent).toContain('P1');
    expect(card?.textContent).toContain('2 组');
  });

  it('2.16 the card of a sighting says who saw what and at which source', () => {
    render(ClueCard, { clue: { kind: 'sighting', row: sighting }, onclose: () => {} });
    expect(screen.getByText('黑烟')).toBeTruthy();
    expect(document.querySelector('[data-clue-card]')?.textContent).toContain('GD-017 土石方开挖');
    expect(document.querySelector('[data-clue-card]')?.textContent).toContain('CAM-7');
  });
});
