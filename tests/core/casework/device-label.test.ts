import { expect, test } from 'vitest';
import { chainText, draftText, type ChainedEvent } from '../../../src/core/casework/chain-text.ts';
import {
  checkDevice,
  DEVICE_BROWSERS,
  DEVICE_KINDS,
  DEVICE_SYSTEMS,
  deviceText,
  readDevice,
} from '../../../src/core/casework/device-label.ts';

const event: ChainedEvent = {
  seq: 7,
  prevHash: 'p',
  id: 'i',
  subject: 'problems',
  subjectId: 's',
  type: 'problem.voided',
  actor: 'a',
  role: 'dispatcher',
  post: '',
  deviceAt: 2,
  clockOffsetMs: 3,
  receivedAt: 4,
  seen: 5,
  payload: '{}',
  photos: [{ id: 'x', sha256: 'y' }],
};
const TABLET = 'tablet/android/chrome';

test('1.59 an event of before there were labels keeps the text that was hashed', () => {
  const old = '7,"p","i","problems","s","problem.voided","a","dispatcher","",2,3,4,5,"{}",[["x","y"]]';
  expect(chainText(event)).toBe(`[${old}]`);
  expect(chainText({ ...event, device: '' })).toBe(`[${old}]`);
  expect(chainText({ ...event, wrote: 'w', device: '' })).toBe(`[${old},"w"]`);
  expect(draftText({ ...event, device: '' })).toBe(draftText(event));
});

test('1.59 the label is in the text that is hashed, and never takes the place of the seals', () => {
  const texts = [
    chainText(event),
    chainText({ ...event, wrote: TABLET }),
    chainText({ ...event, device: TABLET }),
    chainText({ ...event, wrote: TABLET, device: TABLET }),
    chainText({ ...event, wrote: TABLET, device: 'computer/windows/edge' }),
  ];
  expect(new Set(texts).size).toBe(texts.length);
  expect(draftText({ ...event, device: TABLET })).not.toBe(draftText(event));
});

test('every label reads back, and nothing that could tell one machine of a kind from another is one', () => {
  for (const kind of DEVICE_KINDS)
    for (const system of DEVICE_SYSTEMS)
      for (const browser of DEVICE_BROWSERS) {
        const text = deviceText({ kind, system, browser });
        expect(readDevice(text)).toEqual({ kind, system, browser });
        expect(text.length).toBeLessThanOrEqual(40);
      }
  for (const wrong of [
    '',
    'tablet',
    'tablet/android',
    `${TABLET}/serial`,
    'tablet/android/chrome 142',
    7,
    null,
  ])
    expect(checkDevice(wrong, 'device'), String(wrong)).toEqual({
      key: 'server_field_device',
      params: { field: 'device' },
    });
  expect(checkDevice(TABLET, 'device')).toBeNull();
});
