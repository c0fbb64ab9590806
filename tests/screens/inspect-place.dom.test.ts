import 'fake-indexeddb/auto';
import { render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isPinReason } from '../../src/core/casework/pin-reasons.ts';
import PhotoField from '../../src/screens/inspect/PhotoField.svelte';
import { PlaceDraft } from '../../src/screens/inspect/place-draft.svelte.ts';
import { pinReasonWords } from '../../src/screens/words.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';

const HERE = { lng: 113.6, lat: 34.8 };

function geolocation(answer: { accuracy: number } | { code: number }) {
  vi.stubGlobal('navigator', {
    geolocation: {
      getCurrentPosition: (ok: (position: unknown) => void, no: (error: unknown) => void) =>
        'code' in answer
          ? no(answer)
          : ok({
              coords: { longitude: HERE.lng, latitude: HERE.lat, accuracy: answer.accuracy },
              timestamp: 1,
            }),
    },
  });
}

afterEach(() => vi.unstubAllGlobals());

describe('the place of a finding', () => {
  it('is good at 50 m and not beyond', async () => {
    for (const [accuracy, good] of [
      [50, true],
      [50.5, false],
    ] as const) {
      geolocation({ accuracy });
      const draft = new PlaceDraft();
      await draft.measure();
      expect(draft.place !== null, String(accuracy)).toBe(good);
    }
  });

  it.each([
    ['denied', { code: 1 }],
    ['unavailable', { code: 2 }],
    ['timeout', { code: 3 }],
    ['inaccurate', { accuracy: 80 }],
  ] as const)('pinned when %s stores that as a code, in no language', async (reason, answer) => {
    geolocation(answer);
    const draft = new PlaceDraft();
    await draft.measure();
    draft.set(HERE);
    expect(draft.place).toEqual({ ...HERE, accuracyM: null, by: 'pin', reason });
    expect(isPinReason(reason)).toBe(true);
  });

  it('on a page without https the device is not asked: that is the reason, in words; a photo can be taken there too', async () => {
    geolocation({ accuracy: 12 });
    vi.stubGlobal('isSecureContext', false);
    const draft = new PlaceDraft();
    await draft.measure();
    expect([draft.fix, draft.failure]).toEqual([null, 'insecure']);
    draft.set(HERE);
    expect(draft.place?.reason).toBe('insecure');
    setLocale('zh-CN', { reload: false });
    expect(pinReasonWords('insecure')).toContain('https');
    render(PhotoField, { photos: [], empty: '', name: 'before' });
    expect(screen.queryByRole('alert')).toBeNull();
    expect(document.querySelector('input[name="before"]')?.hasAttribute('disabled')).toBe(false);
  });

  it('typed words outweigh what the device knew; without either, no place', async () => {
    geolocation({ accuracy: 12 });
    const draft = new PlaceDraft();
    await draft.measure();
    draft.set(HERE);
    expect(draft.reasonMissing).toBe(true);
    expect(draft.place).toBeNull();
    draft.reason = ' 人在门外 ';
    expect(draft.place).toMatchObject({ by: 'pin', reason: '人在门外' });
  });

  it('comes back from a draft as it was, a code as a code', () => {
    const draft = new PlaceDraft();
    draft.restore(HERE, 'denied');
    expect([draft.reason, draft.place?.reason]).toEqual(['', 'denied']);
    draft.restore(HERE, '人在门外');
    expect([draft.reason, draft.place?.reason]).toEqual(['人在门外', '人在门外']);
  });

  it('is said in the language of the reader; own words stay as they are', () => {
    void setLocale('zh-CN', { reload: false });
    const zh = pinReasonWords('map_tap');
    void setLocale('en', { reload: false });
    expect(pinReasonWords('map_tap')).not.toBe(zh);
    expect([zh, pinReasonWords('map_tap')]).not.toContain('map_tap');
    expect(pinReasonWords('人在门外')).toBe('人在门外');
    void setLocale('zh-CN', { reload: false });
  });
});
