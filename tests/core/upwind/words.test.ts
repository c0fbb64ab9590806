import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import en from '../../../src/text/messages/en/upwind.json' with { type: 'json' };
import zh from '../../../src/text/messages/zh-CN/upwind.json' with { type: 'json' };

const words: readonly Record<string, string>[] = [zh, en];
const root = new URL('../../../src/core/', import.meta.url);
const files = ['geo.ts', ...['upwind', 'wind'].flatMap((folder) => list(folder))];

function list(folder: string): string[] {
  return readdirSync(new URL(`${folder}/`, root)).map((name) => `${folder}/${name}`);
}

it('has words in both languages for every upwind message that core can return', () => {
  const used = files.flatMap(
    (file) => readFileSync(new URL(file, root), 'utf8').match(/'upwind_\w+'/g) ?? [],
  );
  expect(used.length).toBeGreaterThan(30);
  for (const quoted of used) {
    const key = quoted.slice(1, -1);
    for (const each of words) expect(each[key], key).toBeTypeOf('string');
  }
});

it('asks for the same parameters in both languages and leaves no message empty', () => {
  const parameters = (text: string): string[] =>
    [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort();
  expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
  for (const [key, text] of Object.entries(words[0]!)) {
    expect(text.trim(), key).not.toBe('');
    expect(parameters(words[1]![key]!), key).toEqual(parameters(text));
  }
});
