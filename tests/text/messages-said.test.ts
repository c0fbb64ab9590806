import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const messages = 'src/text/messages/zh-CN';

/** The code of the product, without what is generated and without comments, which say nothing. */
const code = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((each) => /\.(ts|svelte|mjs)$/.test(each) && !/paraglide|schema.records\.ts/.test(each))
  .map((each) => readFileSync(`src/${each}`, 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ''));

describe('messages', () => {
  it('are all said somewhere: none is left over', () => {
    const said = saysOf(code);
    const left = readdirSync(messages).flatMap((file) =>
      Object.keys(JSON.parse(readFileSync(`${messages}/${file}`, 'utf8')) as object).filter(
        (key) => !said(key),
      ),
    );
    expect(left).toEqual([]);
  });

  it('are found as they stand, by a beginning that is completed, and as a member of a set', () => {
    const said = saysOf([
      "m.desk_title(); name('desk_kind', kind); say({ key: `desk_is_${state}` }); const word = `desk_clock_${late ? 'late' : 'left'}`; message(`${word}_work_days`, { left });",
      "const KINDS = ['site', 'dust.bare_soil']; const fields = { areaM2: 1, road: 'x' };",
    ]);
    for (const key of [
      'desk_title',
      'desk_kind_site',
      'desk_kind_dust_bare_soil',
      'desk_kind_area_m2',
      'desk_is_site',
      'desk_is_3',
      'desk_clock_late_work_days',
    ])
      expect(said(key), key).toBe(true);
    for (const key of [
      'desk_titles',
      'desk_kind_market',
      'desk_is_open',
      'desk_site',
      'desk_clock_late_years',
    ])
      expect(said(key), key).toBe(false);
  });
});

/**
 * Whether code says a message: it names the whole key; or it names a beginning, as a string (`name('trade_kind', kind)`) or before
 * the first hole of a template (`trade_kind_${kind}`), and the rest is a member of some closed set, a number, or two of them in a row.
 */
function saysOf(texts: readonly string[]): (key: string) => boolean {
  const all = (pattern: RegExp): string[] =>
    texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match.slice(1).find(Boolean) ?? ''));
  const words = new Set(all(/([a-z][a-zA-Z0-9]*(?:_[a-zA-Z0-9]+)*)/g));
  const strings = all(/'([^'\n]*)'|"([^"\n]*)"/g);
  const names = all(/([A-Za-z]\w*)\??\s*[:,}(]/g);
  const tails = all(/\}_([a-z0-9_]+)`/g);
  const members = new Set([...strings, ...names, ...tails].map(asKey));
  const beginnings = new Set([
    ...strings.filter((each) => /^[a-z]+(_[a-z0-9]+)+$/.test(each)),
    ...all(/`([a-z][a-z0-9_]*)_\$\{/g),
  ]);
  const isMember = (rest: string): boolean =>
    members.has(rest) ||
    /^\d+$/.test(rest) ||
    halves(rest).some(([a, b]) => members.has(a) && members.has(b));
  return (key) =>
    words.has(key) ||
    // The server's reason is told by the command under its own name.
    (key.startsWith('cli_') && words.has(key.replace('cli_', 'server_'))) ||
    halves(key).some(([beginning, rest]) => beginnings.has(beginning) && isMember(asKey(rest)));
}

/** `a_b_c` → [a, b_c], [a_b, c]. */
function halves(key: string): [string, string][] {
  const words = key.split('_');
  return words.slice(1).map((_, i) => [words.slice(0, i + 1).join('_'), words.slice(i + 1).join('_')]);
}

/** `areaM2` → area_m2, `dust.bare_soil` → dust_bare_soil. */
function asKey(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();
}
