import { expect, test } from 'vitest';
import { limitsInForce, readTriggerLimits } from '../../../src/core/triggers/read-trigger-limits.ts';
import { DEFAULT_LIMITS } from '../../../src/core/triggers/trigger-rules.ts';

test.each([
  ['everything', DEFAULT_LIMITS],
  ['nothing', {}],
  ['a part', { ratio: 1.5, rise: { pm10: 40 }, dust: { levels: ['micro'], warn: 120 } }],
])('0.13 an edition of the limits may give %s', (_, body) => {
  expect(readTriggerLimits(body)).toEqual({ ok: true, value: body });
});

test.each([
  ['dust.levels', 'server_field_list', { dust: { levels: null } }],
  ['dust', 'server_field_object', { dust: null }],
  ['ratio', 'server_field_number', { ratio: '1.3' }],
  ['rise.pm10', 'server_field_number', { rise: { pm10: null } }],
  ['rise.pm99', 'server_field_unknown', { rise: { pm99: 3 } }],
  ['rises', 'server_field_unknown', { rises: {} }],
  ['', 'server_field_object', null],
  ['', 'server_field_object', []],
])('0.13 an edition that would not do is refused by the name of its field %j', (field, key, body) => {
  expect(readTriggerLimits(body)).toMatchObject({ ok: false, error: { key, params: { field } } });
});

test('0.13 of an edition that nobody checked the sound fields count and the others are the product’s', () => {
  const body = { ratio: null, rankFall: 5, rise: 'much', dust: { levels: null, warn: 120, clear: NaN } };
  expect(limitsInForce(body)).toEqual({
    ...DEFAULT_LIMITS,
    rankFall: 5,
    dust: { ...DEFAULT_LIMITS.dust, warn: 120 },
  });
  for (const each of [null, [], 'x', 3, undefined, { dust: [] }])
    expect(limitsInForce(each)).toEqual(DEFAULT_LIMITS);
});
