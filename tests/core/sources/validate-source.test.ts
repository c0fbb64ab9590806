import { describe, expect, it } from 'vitest';
import { SOURCE_KINDS } from '../../../src/core/sources/source-kinds.ts';
import { profileFields } from '../../../src/core/sources/profile-fields.ts';
import { checklistOf, layerOf, SOURCE_LAYERS } from '../../../src/core/sources/source-layers.ts';
import { ledgerComplete, sourceTitle, validateSource } from '../../../src/core/sources/validate-source.ts';
import en from '../../../src/text/messages/en/trade.json' with { type: 'json' };
import zh from '../../../src/text/messages/zh-CN/trade.json' with { type: 'json' };

const place = { lng: 113.65, lat: 34.87 };
const keysOf = (value: Readonly<Record<string, unknown>>, complete = false): string[] => {
  const result = validateSource(value, { complete });
  return result.ok ? [] : result.error.map((each) => each.key);
};

describe('source layers', () => {
  it('0.06 five layers, each with a form of its own', () => {
    const five = SOURCE_LAYERS.filter((layer) => layer !== 'other');
    expect(five).toHaveLength(5);
    const forms = SOURCE_LAYERS.map((layer) => checklistOf(layer));
    expect(new Set(forms.map((form) => form.form)).size).toBe(SOURCE_LAYERS.length);
    expect(new Set(forms.map((form) => form.items.map((item) => item.key).join())).size).toBe(
      SOURCE_LAYERS.length,
    );
  });

  it('0.06 every kind has a layer and every layer a kind', () => {
    const used = new Set(SOURCE_KINDS.map((kind) => layerOf(kind)));
    used.add(layerOf('enterprise', { voc: true }));
    expect([...SOURCE_LAYERS].filter((layer) => !used.has(layer))).toEqual([]);
    expect(layerOf('enterprise')).toBe('enterprise');
    expect(layerOf('enterprise', { voc: true, ozone: true })).toBe('enterprise');
  });

  it('shortens the site checklist to the six or seven of a city', () => {
    expect(checklistOf('site', '6').items.map((item) => item.code)).not.toContain('online_monitor');
    expect(checklistOf('site', '7').items.map((item) => item.code)).toContain('online_monitor');
    expect(checklistOf('site').items).toHaveLength(8);
  });

  it('every kind, field, form and item has words in both languages', () => {
    const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const keys = SOURCE_KINDS.flatMap((kind) => [
      `trade_kind_${kind}`,
      ...Object.keys(profileFields(kind)).map((field) => `trade_profile_${snake(field)}`),
    ]).concat(
      SOURCE_LAYERS.flatMap((layer) => [
        `trade_layer_${layer}`,
        checklistOf(layer).form,
        ...checklistOf(layer).items.map((item) => item.key),
      ]),
    );
    expect(keys.filter((key) => !(key in zh) || !(key in en))).toEqual([]);
  });
});

describe('validateSource', () => {
  it('1.44 a source without a name can be registered by its place alone', () => {
    const result = validateSource({ kind: 'unnamed', name: ' ', ...place });
    expect(result.ok && result.value).toEqual({
      kind: 'unnamed',
      state: 'active',
      name: '',
      ...place,
      profile: {},
    });
    expect(sourceTitle({ kind: 'unnamed', name: '' }, '毛庄村02')).toEqual({
      key: 'trade_unnamed_at',
      params: { kind: 'trade_kind_unnamed', place: '毛庄村02' },
    });
    expect(sourceTitle({ kind: 'soil_yard', name: '土场' }, '毛庄村02')).toBe('土场');
  });

  it('1.44 but an enterprise has a name, and nothing is without a place', () => {
    expect(keysOf({ kind: 'enterprise', name: '', ...place })).toEqual(['trade_error_name_missing']);
    expect(keysOf({ kind: 'unnamed', lng: 0, lat: 0 })).toEqual(['trade_error_place']);
    expect(keysOf({ kind: 'unnamed', lng: '113', lat: 34 })).toEqual(['trade_error_place']);
    expect(keysOf({ kind: 'volcano', ...place })).toEqual(['trade_error_kind_unknown']);
    expect(keysOf({ kind: 'unnamed', state: 'gone', ...place })).toEqual(['trade_error_state_unknown']);
  });

  it('checks the profile of the kind, all errors at once', () => {
    const profile = { stoves: 500, purifier: 'yes', fuel: 'peat', silos: 3 };
    expect(keysOf({ kind: 'restaurant', name: 'x', ...place, profile })).toEqual([
      'trade_error_field_unknown',
      'trade_error_field_range',
      'trade_error_field_type',
      'trade_error_field_choice',
    ]);
  });

  it('asks for the whole ledger only when told to', () => {
    const source = { kind: 'gas_station', name: 'x', ...place, profile: { pumps: 6 } };
    expect(keysOf(source)).toEqual([]);
    expect(keysOf(source, true)).toEqual(['trade_error_field_missing', 'trade_error_field_missing']);
    expect(ledgerComplete('gas_station', { ledger: 'TZ-1', pumps: 6, vapourRecovery: false })).toBe(true);
  });
});
