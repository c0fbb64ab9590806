import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { partsOfWords } from '../../src/cli/screen-words.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sf-words-'));
  write('src/screens/admin/index.svelte', "{m.admin_title()} {name('admin_role', role)} {m.admin_shared()}");
  write('src/screens/cases/parts/Row.svelte', "{name('trade_kind', kind)} {m.trade_state_open()}");
  write('src/screens/unit/index.svelte', '{m.trade_state_open()}');
  write('src/screens/words.ts', 'm.trade_word()');
  write('src/screens/dispatch/index.svelte', '{m.dispatch_title()}');
  write('src/core/people/rules.ts', "message('admin_account_name')");
  write('src/server/routes/accounts.ts', "message('admin_account_name')");
  write('src/cli/import.ts', "say('admin_account_name'); say('upwind_cli_help')");
  write('src/core/feeds/read.ts', "return { key: 'admin_shared' }; const start = `admin_unit_${code}`;");
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

test.each([
  ['admin_title', 'admin', 'said by its own screen only'],
  ['admin_role_town', 'admin', 'completed by its own screen'],
  ['admin_shared', 'first', 'said by the core too'],
  ['admin_unit_metre', 'first', 'completed outside the screen'],
  ['admin_account_name', 'admin', 'said by the rules of one screen, and by a command'],
  ['upwind_cli_help', 'commands', 'said by commands alone'],
  ['admin_never', 'first', 'not seen in the code: better there than missing'],
  ['dispatch_title', 'first', 'the screen most people begin with'],
  ['trade_kind_site', 'cases', 'one screen says it, whatever its area'],
  ['trade_state_open', 'later', 'two screens say it, not the first'],
  ['trade_word', 'first', 'what the screens share says it'],
])('%s comes with %s (%s)', (key, part) => {
  expect(partsOfWords(root, [key]).get(key)).toBe(part);
});
