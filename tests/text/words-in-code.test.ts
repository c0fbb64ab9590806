import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'svelte/compiler';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** Chinese in the code that nobody is meant to read on a screen, and why it stands there. A file that needs it no more must go. */
const ALLOWED: Readonly<Record<string, string>> = {
  'src/core/search/pinyin-table.ts': 'characters and how they are read',
  'src/core/city-import/words.ts': 'headers and kinds as offices write them in their files',
  'src/core/city-import/read-table.ts': 'degrees, minutes and seconds as they are typed',
  'src/core/exchange/centre-classes.ts': 'classes as the city’s management centre writes them',
  'src/core/exchange/centre-states.ts': 'stages as the city’s management centre writes them',
  'src/core/exchange/exchange-record.ts': 'headers as the city’s management centre writes them',
  'src/core/feeds/columns.ts': 'headers as data platforms write them',
  'src/core/feeds/field-units.ts': 'units as data platforms write them',
  'src/core/feeds/parse-direction.ts': 'directions as data platforms write them',
  'src/core/feeds/parse-number.ts': 'what stands for a missing value',
  'src/core/feeds/parse-time.ts': 'dates as data platforms write them',
  'src/core/wind/direction.ts': 'the points of the compass as data platforms write them',
  'src/core/casework/photo-origin.ts': 'programs that name themselves in a picture',
  'src/core/papers/legal-bases.ts': 'the numerals of articles of law',
  'src/workers/paper-docx.ts': 'names of fonts',
  'src/cli/holidays.ts': 'a comment in the file it writes',
  'src/map/basemap-data.ts': 'names of rivers in the data',
  'src/screens/gallery/sample-air.ts': 'names of a sample district',
  'src/screens/gallery/sample-city.ts': 'names of a sample district',
};

const HAN = /\p{Script=Han}/u;
/** What an attribute or a line of markup says without a variable: a sentence, not a unit, a number or a sign. */
const SENTENCE = /\p{Letter}{3,} \p{Letter}{2,}/u;
/** Attributes that people read or hear. */
const READ = ['title', 'alt', 'placeholder', 'aria-label', 'label'];

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((each) => `src/${each.replaceAll('\\', '/')}`)
  .filter((each) => /\.(ts|svelte|mjs)$/.test(each) && !each.startsWith('src/text/paraglide/'))
  .sort();

describe('words stand in the message files', () => {
  it('no code says anything in Chinese, but for what it reads and names', () => {
    const found = files.filter((each) => !(each in ALLOWED)).flatMap((each) => chineseIn(each));
    expect(found).toEqual([]);
  });

  it('no screen says a sentence of its own', () => {
    const markup = files.filter((each) => each.endsWith('.svelte'));
    expect(markup.length).toBeGreaterThan(100);
    expect(markup.flatMap((each) => sentencesIn(each, readFileSync(each, 'utf8')))).toEqual([]);
  });

  it('every exception is one', () => {
    for (const each of Object.keys(ALLOWED)) {
      expect(files, each).toContain(each);
      expect(chineseIn(each), each).not.toEqual([]);
    }
  });

  it('finds them wherever they stand', () => {
    const code = "// 注\nconst a = '上风'; const b = `${a}站`; const c = /风$/; const d = { 黄河: 1 };";
    expect(chineseOfCode('a.ts', code)).toEqual(['a.ts: 上风', 'a.ts: 站', 'a.ts: /风$/', 'a.ts: 黄河']);
    const page = '<!-- 注 --><p title="在此">{x ? "上" : `${y}下`}中</p><style>/* 注 */</style>';
    expect(chineseOfMarkup('a.svelte', page)).toEqual([
      'a.svelte: 在此',
      'a.svelte: 上',
      'a.svelte: 下',
      'a.svelte: 中',
    ]);
    expect(sentencesIn('a.svelte', '<p title="Look here" class="one two">{x} is not there</p>')).toEqual([
      'a.svelte: Look here',
      'a.svelte: is not there',
    ]);
  });
});

function chineseIn(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  if (!HAN.test(text)) return [];
  return path.endsWith('.svelte') ? chineseOfMarkup(path, text) : chineseOfCode(path, text);
}

function chineseOfCode(path: string, text: string): string[] {
  const found: string[] = [];
  const walk = (node: ts.Node): void => {
    const said =
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node) ||
      ts.isRegularExpressionLiteral(node) ||
      ts.isIdentifier(node);
    if (said && HAN.test(node.text)) found.push(`${path}: ${node.text}`);
    ts.forEachChild(node, walk);
  };
  walk(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return found;
}

function chineseOfMarkup(path: string, text: string): string[] {
  return nodesOf(text)
    .map(wordsOf)
    .filter((each) => HAN.test(each))
    .map((each) => `${path}: ${each.trim()}`);
}

function sentencesIn(path: string, text: string): string[] {
  return nodesOf(text)
    .filter((each) => each.type === 'Text' && (each.attribute === '' || READ.includes(each.attribute)))
    .map(wordsOf)
    .filter((each) => SENTENCE.test(each))
    .map((each) => `${path}: ${each.trim()}`);
}

/** A node of Svelte's syntax tree, as far as words can stand in it. */
interface Markup {
  readonly type: string;
  readonly data?: string;
  readonly value?: unknown;
  readonly regex?: { readonly pattern: string };
  /** Name of the attribute around it; '' outside attributes. */
  readonly attribute: string;
}

/** Every node of a component's markup and script, without its comments and its style. */
function nodesOf(text: string): Markup[] {
  const found: Markup[] = [];
  const walk = (node: unknown, attribute: string): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) return node.forEach((each) => walk(each, attribute));
    const here = node as { type?: string; name?: string };
    if (typeof here.type === 'string') found.push({ ...(here as Markup), attribute });
    const inside = here.type === 'Attribute' ? (here.name ?? '') : attribute;
    for (const [key, value] of Object.entries(node))
      if (key !== 'css' && !key.toLowerCase().includes('comments')) walk(value, inside);
  };
  walk(parse(text, { modern: true }), '');
  return found;
}

function wordsOf({ type, data, value, regex }: Markup): string {
  if (type === 'Text') return data ?? '';
  if (type === 'Literal') return regex ? `/${regex.pattern}/` : typeof value === 'string' ? value : '';
  return type === 'TemplateElement' ? (value as { readonly raw: string }).raw : '';
}
