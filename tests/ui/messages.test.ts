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
