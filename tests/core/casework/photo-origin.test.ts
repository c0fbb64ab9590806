import { describe, expect, test } from 'vitest';
import { FRESH_MS, photoOrigin, type PictureFile } from '../../../src/core/casework/photo-origin.ts';
import { NOW } from './memory-world.ts';

const fresh: PictureFile = { writtenAt: NOW, shotAt: NOW, changedAt: NOW, software: '' };
const marks = (more: Partial<PictureFile>, chosen: 'camera' | 'gallery' = 'camera') => {
  const { by, edited } = photoOrigin({ ...fresh, ...more }, chosen, NOW);
  return [by, edited];
};

describe('0.27 an edited or gallery photo is marked', () => {
  test('one from the shutter just now is not, whatever firmware the camera names', () => {
    for (const software of ['', 'HDR+ 1.0.5', '17.4.1', 'MediaTek Camera Application'])
      expect(marks({ software })).toEqual(['camera', undefined]);
    expect(marks({ shotAt: null, changedAt: null })).toEqual(['camera', undefined]);
  });

  test('one picked from the gallery, or older than the visit to the camera, is from the gallery', () => {
    expect(marks({}, 'gallery')).toEqual(['gallery', undefined]);
    expect(marks({ shotAt: NOW - FRESH_MS - 1 })).toEqual(
      ['gallery', undefined].map((each, n) => (n ? '?' : each)),
    );
    expect(marks({ writtenAt: NOW - FRESH_MS - 1, shotAt: null, changedAt: null })).toEqual([
      'gallery',
      undefined,
    ]);
    expect(marks({ writtenAt: NOW - FRESH_MS, shotAt: null, changedAt: null })).toEqual([
      'camera',
      undefined,
    ]);
  });

  test('one that a program worked over names the program; one changed after the shutter is marked without a name', () => {
    expect(marks({ software: 'Adobe Photoshop 25.0' })).toEqual(['camera', 'Adobe Photoshop 25.0']);
    expect(marks({ software: '美图秀秀' }, 'gallery')).toEqual(['gallery', '美图秀秀']);
    expect(marks({ shotAt: NOW - 120_000, changedAt: NOW })).toEqual(['camera', '?']);
    expect(marks({ shotAt: NOW - 30_000, changedAt: NOW })).toEqual(['camera', undefined]);
  });

  test('when the shutter fell is kept beside when it was handed over', () => {
    expect(photoOrigin({ ...fresh, shotAt: NOW - 7, changedAt: null }, 'camera', NOW).shotAt).toBe(NOW - 7);
  });
});
