import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { partsOfWords } from '../../src/cli/screen-words.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sf-words-'));
  write('src/screens/admin/index.svelte', "{m.admin_title()} {name('admin_role', role)} {m.admin_shared()}");
  write('src/screens/dispatch/index.svelte', '{m.dispatch_title()}');
  write('src/core/feeds/read.ts', "return { key: 'admin_shared' }; const start = `admin_unit_${code}`;");
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function partOf(area: string, key: string): string | undefined {
  return partsOfWords(root, new Map([[area, [key]]])).get(key);
}

test.each([
  ['admin', 'admin_title', 'admin', 'said by its own screen only'],
  ['admin', 'admin_role_town', 'admin', 'completed by its own screen'],
  ['admin', 'admin_shared', 'first', 'said by the core too'],
  ['admin', 'admin_unit_metre', 'first', 'completed outside the screen'],
  ['admin', 'admin_never', 'first', 'not seen in the code: better there than missing'],
  ['dispatch', 'dispatch_title', 'first', 'the screen most people begin with'],
  ['trade', 'trade_kind_site', 'first', 'no screen of that name'],
])('%s: %s comes with %s (%s)', (area, key, part) => {
  expect(partOf(area, key)).toBe(part);
});
