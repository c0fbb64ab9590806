import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { say } from '../../src/text/say.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';

const folder = 'src/text/messages';
const read = (locale: string, file: string): Record<string, unknown> =>
  JSON.parse(readFileSync(`${folder}/${locale}/${file}`, 'utf8')) as Record<string, unknown>;
const files = readdirSync(`${folder}/zh-CN`);

describe('messages', () => {
  it.each(files)('%s is complete in English, with the same parameters', (file) => {
    const [zh, en] = [read('zh-CN', file), read('en', file)];
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
    const parameters = (text: unknown) => [...new Set(JSON.stringify(text).match(/\{\w+\}/g) ?? [])].sort();
    for (const key of Object.keys(zh)) expect(parameters(en[key]), key).toEqual(parameters(zh[key]));
  });

  it.each(files)('%s has no English plural glued to a count that may be one', (file) => {
    const plural =
      /\{(count|checks|hits|outside|inside|open|found)\} (?:(?!with)[a-z-]+ )?(findings|photos|targets|stops|problems|cases|checks|sources|rows|entries|receipts|points|steps|errors|changes|suggestions|stations|deadlines)\b/;
    for (const [key, words] of Object.entries(read('en', file)))
      expect(String(words), key).not.toMatch(plural);
  });

  it('has one word for a severity and for what is not decided, and AQI words for AQI only', () => {
    for (const file of files) {
      for (const [key, words] of Object.entries(read('zh-CN', file))) {
        if (!/^(air_category|map_aqi|papers_word)/.test(key))
          expect(String(words), key).not.toContain('严重');
        expect(String(words), key).not.toMatch(/(?<!归属|重新|等)待定(?!归属)|行业监管部门/);
      }
    }
  });

  it('says a message of core with its parameters, also one inside another', () => {
    void setLocale('zh-CN', { reload: false });
    expect(say({ key: 'app_office', params: { district: '惠济区' } })).toBe('惠济区攻坚办');
    expect(say({ key: 'app_office', params: { district: { key: 'app_name' } } })).toBe('上风攻坚办');
    expect(say(null)).toBe('');
  });

  it('shows the key of a sentence that is missing, not an empty line', () => {
    expect(say({ key: 'no_such_key' })).toBe('no_such_key');
  });
});
