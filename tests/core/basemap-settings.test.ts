import { describe, expect, it } from 'vitest';
import { readBasemapSettings, tileOrigins } from '../../src/core/basemap-settings.ts';

const read = (value: unknown) => readBasemapSettings(JSON.stringify(value));

describe('readBasemapSettings', () => {
  it('is the schematic ground unless something is set', () => {
    expect(readBasemapSettings('')).toEqual({ ok: true, value: { kind: 'schematic' } });
  });

  it('takes the three that an owner may bring', () => {
    expect(
      read({ kind: 'xyz', url: 'https://tiles.example/{z}/{x}/{y}.png', attribution: 'a' }),
    ).toMatchObject({
      ok: true,
      value: { maxZoom: 18 },
    });
    expect(read({ kind: 'tianditu', key: 'k' })).toMatchObject({ ok: true, value: { satellite: false } });
    expect(read({ kind: 'pmtiles', url: '/city.pmtiles' })).toMatchObject({ ok: true });
  });

  it('names the field that is wrong', () => {
    const field = (value: unknown) => {
      const answer = read(value);
      return answer.ok ? null : answer.error.params?.['field'];
    };
    expect(field({ kind: 'google' })).toBe('kind');
    expect(field({ kind: 'xyz', url: 'https://tiles.example/z.png' })).toBe('url');
    expect(field({ kind: 'xyz', url: 'https://tiles.example/{z}/{x}/{y}', maxZoom: 99 })).toBe('maxZoom');
    expect(field({ kind: 'tianditu' })).toBe('key');
    expect(readBasemapSettings('{').ok).toBe(false);
  });
});

describe('tileOrigins', () => {
  it('allows the tile server and nothing else', () => {
    const settings = read({ kind: 'xyz', url: 'https://tiles.example:8443/{z}/{x}/{y}.png' });
    expect(settings.ok && tileOrigins(settings.value)).toEqual(['https://tiles.example:8443']);
    expect(tileOrigins({ kind: 'pmtiles', url: '/city.pmtiles', attribution: '' })).toEqual([]);
    expect(tileOrigins({ kind: 'schematic' })).toEqual([]);
  });
});
