import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LATER_AREAS, wordTables } from '../../src/cli/word-tables.ts';

const load = wordTables(process.cwd()).load as (id: string) => string | null;
const tableOf = (path: string): Record<string, string> =>
  JSON.parse((load(`\0virtual:words/${path}`) ?? '').replace('export default ', '')) as Record<
    string,
    string
  >;

function files(folder: string): string[] {
  return readdirSync(folder).flatMap((each) => {
    const path = join(folder, each);
    if (statSync(path).isDirectory()) return each === 'paraglide' ? [] : files(path);
    return /\.(ts|svelte)$/.test(each) ? [path] : [];
  });
}

describe('words of a build', () => {
  it('those of one screen come apart from those that are there from the start', () => {
    const first = Object.keys(tableOf('zh-CN'));
    expect(first).toContain('app_name');
    expect(first.filter((key) => key.startsWith('cli_'))).toEqual([]);
    for (const area of LATER_AREAS) {
      expect(first.filter((key) => key.startsWith(`${area}_`))).toEqual([]);
      const own = Object.keys(tableOf(`zh-CN/${area}`));
      expect(own.length).toBeGreaterThan(10);
      expect(own.every((key) => key.startsWith(`${area}_`))).toBe(true);
      expect(Object.keys(tableOf(`en/${area}`)).sort()).toEqual(own.sort());
    }
  });

  it('and are said by that screen only, which asks for them before it is drawn', () => {
    for (const area of LATER_AREAS) {
      const home = join('src/screens', area);
      const said = new RegExp(`\\bm\\.${area}_|['"\`]${area}_[a-z]`);
      const elsewhere = files('src').filter(
        (path) => !path.startsWith(home) && said.test(readFileSync(path, 'utf8')),
      );
      expect(elsewhere, area).toEqual([]);
      expect(readFileSync(join(home, 'index.ts'), 'utf8')).toContain(`await moreWords('${area}')`);
    }
  });

  it('moreWords is what the tables bring with them', () => {
    expect(load('/x/src/text/more-words.ts')).toContain('moreWords');
    expect(load('/x/src/text/paraglide/messages.js')).toContain('export const moreWords');
    expect(load('/x/src/text/say.ts')).toBeNull();
  });
});
