import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const FOLDERS = [
  'src/core/feeds',
  'src/core/triggers',
  'src/server/feeds',
  'src/server/jobs',
  'src/server/routes',
  'src/cli',
];

function keysInCode(): string[] {
  const keys = FOLDERS.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) =>
        [
          ...readFileSync(join(folder, name), 'utf8').matchAll(
            /'(admin_(?:feed|import|trigger|suggestion|history|push)_[a-z0-9_]+)'/g,
          ),
        ].map((match) => match[1]!),
      ),
  );
  return [...new Set(keys)].sort();
}

const words = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(`src/text/messages/${language}/admin.json`, 'utf8')) as Record<string, string>;
const holes = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort();

test('every message of feeds, imports and triggers has words in both languages, with the same holes', () => {
  const keys = keysInCode();
  expect(keys.length).toBeGreaterThan(50);
  const [chinese, english] = [words('zh-CN'), words('en')];
  expect(keys.filter((key) => typeof chinese[key] !== 'string' || typeof english[key] !== 'string')).toEqual(
    [],
  );
  for (const key of keys)
    expect([key, [...new Set(holes(english[key]!))]]).toEqual([key, [...new Set(holes(chinese[key]!))]]);
});
