import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { BadFile, CaseSplitter } from '../../src/cli/case-splitter.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const node = join(root, 'node_modules/.bin/node');
const program = join(root, 'src/cli/upwind.ts');
const folder = mkdtempSync(join(tmpdir(), 'upwind-'));
const episodes = join(root, 'tests/fixtures/episodes/releases.json');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Out {
  readonly zones: readonly {
    readonly id: string;
    readonly geometry: { readonly type: string } | null;
    readonly level: string;
    readonly reason: string;
    readonly ranking: readonly string[];
    readonly shares: readonly number[];
  }[];
}

function run(args: readonly string[], input = ''): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, LC_ALL: 'zh_CN.UTF-8' };
    const child = spawn(node, [program, ...args], { cwd: root, env });
    let out = '';
    let err = '';
    child.stdout.on('data', (data) => (out += data));
    child.stderr.on('data', (data) => (err += data));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, out, err }));
    child.stdin.end(input);
  });
}

describe('npm run upwind', () => {
  it('solves a file and says why in the language of the machine, or in the one that is asked for', async () => {
    const to = join(folder, 'out.json');
    expect((await run([episodes, to])).code).toBe(0);
    const { zones } = JSON.parse(readFileSync(to, 'utf8')) as Out;
    const { cases } = JSON.parse(readFileSync(episodes, 'utf8')) as { cases: { id: string }[] };
    expect(zones.map((zone) => zone.id)).toEqual(cases.map((each) => each.id));
    expect(zones.every((zone) => /[\u4e00-\u9fff]/.test(zone.reason))).toBe(true);
    expect(new Set(zones.map((zone) => zone.level)).size).toBeGreaterThan(2);
    const english = await run([episodes, '-', '--lang', 'en', '--grid', 'cheap']);
    expect(english.code).toBe(0);
    for (const zone of (JSON.parse(english.out) as Out).zones) {
      expect(zone.reason).not.toMatch(/[\u4e00-\u9fff]|upwind_|\{/);
    }
  });

  it('writes a FeatureCollection when the name asks for one: the same zones, all else as properties', async () => {
    const [zones, features] = [join(folder, 'same.json'), join(folder, 'same.geojson')];
    await Promise.all([run([episodes, zones]), run([episodes, features])]);
    const all = (JSON.parse(readFileSync(zones, 'utf8')) as Out).zones;
    const collection = JSON.parse(readFileSync(features, 'utf8')) as Record<string, unknown>;
    expect(collection).toEqual({
      type: 'FeatureCollection',
      features: all.map(({ geometry, ...properties }) => ({ type: 'Feature', geometry, properties })),
    });
    expect(all.some((each) => each.geometry !== null)).toBe(true);
  });

  it('writes a bad case as a zone of its own, names it on stderr, goes on, and ends with 1', async () => {
    const { cases } = JSON.parse(readFileSync(episodes, 'utf8')) as { cases: Record<string, unknown>[] };
    const bad = { ...cases[0], id: 'broken', t0: 'yesterday' };
    const input = JSON.stringify({ cases: [bad, cases[0], cases[0]] });
    const { code, out, err } = await run(['-', '-', '--lang', 'en'], input);
    expect(code).toBe(1);
    const { zones } = JSON.parse(out) as Out;
    expect(zones).toHaveLength(3);
    expect(zones[0]).toMatchObject({ id: 'broken', geometry: null, level: 'none', ranking: [], shares: [] });
    expect(zones[0]!.reason).toMatch(/^error: .*yesterday/);
    expect(zones[1]!.level).not.toBe('none');
    expect(zones[2]!.reason).toContain('twice');
    expect(err).toContain('broken');
  });

  it.each([
    ['no file', ['missing.json', join(folder, 'a.json')], ''],
    ['no JSON', ['-', '-'], 'hello'],
    ['a cut-off file', ['-', '-'], '{"cases":[{"id":"a"'],
    ['broken JSON in a case', ['-', '-'], '{"cases":[{"id" "a"}]}'],
    ['no cases', ['-', '-'], '{"zones":[]}'],
    ['something after the end', ['-', '-'], '{"cases":[]} {}'],
    ['an unknown option', ['--nonsense'], ''],
    ['an unknown grid', [episodes, '-', '--grid', 'huge'], ''],
    ['one file for both', [episodes, episodes], ''],
    ['nothing', [], ''],
  ])('ends with 2 and one sentence for %s', async (_, args, input) => {
    const { code, err } = await run(args, input);
    expect(code).toBe(2);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).not.toMatch(/upwind_|\{\w+\}|at .*\.ts/);
  });

  it('takes a bare NaN, as Python writes a gap, for a gap', async () => {
    const station = { lon: 113.62, lat: 34.86 };
    const wind = [
      '{"t":"2026-03-14T05:50Z","dirFromDeg":NaN,"speedMs":NaN}',
      '{"t":"2026-03-14T06:00Z","dirFromDeg":220,"speedMs":3}',
    ];
    const text = `[{"id":"NaN \\"x","station":${JSON.stringify(station)},"t0":"2026-03-14T06:00Z","sigmaThetaDeg":-Infinity,"wind":[${wind.join()}]}]`;
    const { code, out } = await run(['-', '-'], text);
    const { zones } = JSON.parse(out) as Out;
    expect([code, zones[0]!.id]).toEqual([0, 'NaN "x']);
    expect(zones[0]!.geometry).not.toBeNull();
  });

  it('leaves no half-written output behind', async () => {
    const from = join(folder, 'cut.json');
    const to = join(folder, 'cut.out.json');
    writeFileSync(from, readFileSync(episodes, 'utf8').slice(0, -20));
    expect((await run([from, to])).code).toBe(2);
    expect(existsSync(to)).toBe(false);
    expect(existsSync(`${to}.part`)).toBe(false);
  });

  it('explains itself', async () => {
    const { code, out } = await run(['--help', '--lang', 'en']);
    expect(code).toBe(0);
    for (const word of ['maxRadiusM', '--grid', 'windowMin', 'Exit code']) expect(out).toContain(word);
  });
});

describe('case splitter', () => {
  it('finds the same cases however the text is cut', () => {
    const value = fc.jsonValue();
    fc.assert(
      fc.property(
        fc.array(value),
        fc.dictionary(
          fc.string().filter((key) => key !== 'cases'),
          value,
        ),
        fc.constantFrom('first', 'last', 'bare'),
        fc.integer({ min: 1, max: 7 }),
        (cases, others, way, size) => {
          const object = way === 'last' ? { ...others, cases } : { cases, ...others };
          const whole = way === 'bare' ? cases : object;
          const text = JSON.stringify(whole, null, size % 2);
          const splitter = new CaseSplitter();
          const found: unknown[] = [];
          for (let i = 0; i < text.length; i += size) {
            for (const each of splitter.push(text.slice(i, i + size))) found.push(JSON.parse(each));
          }
          splitter.end();
          expect(found).toEqual(JSON.parse(JSON.stringify(cases)));
        },
      ),
    );
  });

  it('holds one case at a time', () => {
    const splitter = new CaseSplitter();
    expect([...splitter.push('{"cases":[{"a":1},{"b"')]).toEqual(['{"a":1}']);
    expect([...splitter.push(':2}]')]).toEqual(['{"b":2}']);
    expect(() => splitter.end()).toThrow(BadFile);
  });
});
