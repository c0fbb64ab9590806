import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const READERS = ['read-push', 'read-row', 'read-places', 'csv'].map((each) => `src/core/feeds/${each}.ts`);
const text = (path: string): string => readFileSync(path, 'utf8');
const words = (language: string): Record<string, string> =>
  JSON.parse(text(`src/text/messages/${language}/admin.json`)) as Record<string, string>;

test('2.16 the README says of every key that a push can answer what it means, in the words of the screens', () => {
  const used = [...READERS, 'src/server/routes/push.ts', 'src/server/routes/http-body.ts'].flatMap((path) =>
    [...text(path).matchAll(/'(admin_(?:feed|push)_[a-z0-9_]+)'/g)].map((each) => each[1]!),
  );
  const table = [...text('README.md').matchAll(/^\| `(admin_\w+)` *\| (.*?) *\| (.*?) *\|$/gm)];
  const [en, zh] = [words('en'), words('zh-CN')];
  const wanted = [...new Set(used)].sort().map((key) => [key, en[key], zh[key]]);
  expect(wanted.length).toBeGreaterThan(30);
  expect(table.map((each) => each.slice(1, 4))).toEqual(wanted);
});
