import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../src/core/canonical-json.ts';
import { chainText, draftText, type ChainedEvent } from '../../../src/core/casework/chain-text.ts';
import { deedTime } from '../../../src/core/casework/device-time.ts';
import { EVENT_TYPES } from '../../../src/core/casework/events.ts';
import { readPayload } from '../../../src/core/casework/payload-checks.ts';
import { maySend, PERMISSIONS } from '../../../src/core/casework/permissions.ts';
import { readDraft } from '../../../src/core/casework/read-draft.ts';
import { ROLES } from '../../../src/core/roles.ts';
import { NOW, person } from './memory-world.ts';

describe('payloads', () => {
  test('what is no JSON, no object or has too much is refused by name', () => {
    const reasonOf = (json: string): unknown => {
      const read = readPayload('problem.voided', json);
      return read.ok ? 'ok' : [read.error.key, read.error.params];
    };
    expect(reasonOf('{"reason":"重复"}')).toBe('ok');
    expect(reasonOf('{"reason":')).toEqual(['server_payload_not_json', undefined]);
    expect(reasonOf('[]')).toEqual(['server_field_object', { field: '' }]);
    expect(reasonOf('{}')).toEqual(['server_field_text', { field: 'reason' }]);
    expect(reasonOf('{"reason":"  "}')).toEqual(['server_field_required', { field: 'reason' }]);
    expect(reasonOf(`{"reason":"${'x'.repeat(401)}"}`)).toEqual([
      'server_field_too_long',
      { field: 'reason', max: 400 },
    ]);
    expect(reasonOf('{"reason":"r","extra":1}')).toEqual(['server_field_unknown', { field: 'extra' }]);
    expect(reasonOf('{"reason":"r","__proto__":{}}')).toEqual([
      'server_field_unknown',
      { field: '__proto__' },
    ]);
  });

  test.each([
    [
      'unclosed',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 1],
          ],
        ],
      },
    ],
    [
      'out of the world',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 0],
            [1, 100],
            [0, 0],
          ],
        ],
      },
    ],
    ['no area', { type: 'Point', coordinates: [0, 0] }],
    ['empty', { type: 'MultiPolygon', coordinates: [] }],
    ['nonsense', 'POLYGON((0 0))'],
  ])('an area that is %s is refused', (_, polygon) => {
    const json = JSON.stringify({ from: NOW, radiusM: null, polygon, reason: '' });
    const read = readPayload('group.area_changed', json);
    expect(read.ok ? 'ok' : read.error).toEqual({ key: 'server_field_area', params: { field: 'polygon' } });
  });

  test('a draft says which field is wrong', () => {
    const good = {
      id: '0'.repeat(32),
      subject: 'problems',
      subjectId: '1'.repeat(32),
      type: 'problem.voided',
      deviceAt: NOW,
      clockOffsetMs: 0,
      seen: 1,
      payload: '{}',
      photos: [{ id: '2'.repeat(32), sha256: 'a'.repeat(64) }],
    };
    expect(readDraft(good).ok).toBe(true);
    const wrong: [string, unknown][] = [
      ['id', 'short'],
      ['subject', 'users'],
      ['type', 'problem.exploded'],
      ['deviceAt', 1.5],
      ['clockOffsetMs', null],
      ['seen', -1],
      ['payload', {}],
      ['photos', 'none'],
      ['actor', 'somebodyelse'],
    ];
    for (const [field, value] of wrong) {
      const read = readDraft({ ...good, [field]: value });
      expect(read.ok ? 'ok' : read.error.params?.['field']).toBe(field);
    }
  });
});

test('every event has its senders; public, kiosk and discipline send nothing', () => {
  expect(Object.keys(PERMISSIONS).sort()).toEqual([...EVENT_TYPES].sort());
  for (const role of ROLES) {
    const sends = EVENT_TYPES.some((type) => maySend(person(role), type));
    expect([role, sends]).toEqual([role, !['public', 'kiosk', 'discipline'].includes(role)]);
  }
});

test('canonical JSON does not depend on the order of keys, and refuses what JSON would change', () => {
  expect(canonicalJson({ b: [1, { d: null, c: '重' }], a: undefined })).toBe('{"b":[1,{"c":"重","d":null}]}');
  expect(canonicalJson({ x: 1, y: 2 })).toBe(canonicalJson({ y: 2, x: 1 }));
  expect(() => canonicalJson({ x: NaN })).toThrow(RangeError);
  expect(() => canonicalJson({ x: () => 1 })).toThrow(RangeError);
});

test('1.59 every field of an event is in the text that is hashed', () => {
  const event: ChainedEvent = {
    seq: 1,
    prevHash: 'p',
    id: 'i',
    subject: 's',
    subjectId: 'si',
    type: 't',
    actor: 'a',
    role: 'r',
    post: 'po',
    deviceAt: 2,
    clockOffsetMs: 3,
    receivedAt: 4,
    seen: 5,
    payload: '{}',
    photos: [{ id: 'x', sha256: 'y' }],
  };
  const texts = new Set([chainText(event)]);
  for (const field of Object.keys(event) as (keyof ChainedEvent)[]) {
    const value = event[field];
    const changed =
      field === 'photos'
        ? [{ id: 'x', sha256: 'z' }]
        : typeof value === 'number'
          ? value + 1
          : `${String(value)}!`;
    texts.add(chainText({ ...event, [field]: changed }));
  }
  expect(texts.size).toBe(1 + Object.keys(event).length);
  expect(draftText({ ...event, payload: '{"a":1}' })).not.toBe(draftText(event));
});

test('the time of a deed is corrected, bounded by the receipt, and believed for two days ahead and sixty back', () => {
  const day = 86_400_000;
  const at = (deviceAt: number, offset = 0): unknown => {
    const time = deedTime(deviceAt, offset, NOW);
    return time.ok ? time.value : time.error.reason.key;
  };
  expect(at(NOW - 1000)).toBe(NOW - 1000);
  expect(at(NOW - 1000, 400)).toBe(NOW - 600);
  expect(at(NOW + day)).toBe(NOW);
  expect(at(NOW + 2 * day + 1)).toBe('server_time_in_future');
  expect(at(NOW + 9 * day, -9 * day)).toBe(NOW);
  expect(at(NOW - 60 * day)).toBe(NOW - 60 * day);
  expect(at(NOW - 60 * day - 1)).toBe('server_time_too_old');
});
