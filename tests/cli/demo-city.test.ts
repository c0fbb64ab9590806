import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anchorOf, toJson } from '../../src/cli/demo-city.ts';
import { demoCity, type DemoCity } from '../../src/cli/demo/demo-city.ts';
import { CATEGORY_TABLE } from '../../src/cli/demo/category-table.ts';
import { PROBLEM_CATEGORIES } from '../../src/core/casework/problem-categories.ts';
import { isOpenProblem, PROBLEM_STATES, type ProblemState } from '../../src/core/casework/problem-states.ts';
import { startOfDay } from '../../src/core/china-time.ts';
import { areaAt } from '../../src/core/patrol/group-area.ts';
import { gridChiefs } from '../../src/core/territory/grid-chiefs.ts';
import { ROLES } from '../../src/core/roles.ts';
import { collections } from '../../src/schema/collections.ts';
import { LEADS, type ProblemEvent } from '../core/casework/case-steps.ts';
import en from '../../src/text/messages/en/trade.json' with { type: 'json' };
import zh from '../../src/text/messages/zh-CN/trade.json' with { type: 'json' };

const ANCHOR = Date.parse('2026-11-22T12:00+08:00');
const SEED = 410108;
/**
 * SHA-256 of the grids, stations, air and problems for this seed and anchor, first 16 digits (the rest holds routes and defaults of
 * other modules): it changes only when the city is meant to change.
 */
const FINGERPRINT = 'f64c734aa5d21552';

const fingerprint = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

let city: DemoCity;
let text: string;
beforeAll(() => {
  city = demoCity({ seed: SEED, anchor: ANCHOR });
  text = toJson(city);
});

const station = (name: string) => city.stations.find((each) => each.name === name)!;

describe('the file', () => {
  it('is the same byte for byte for the same seed and anchor', () => {
    expect(toJson(demoCity({ seed: SEED, anchor: ANCHOR }))).toBe(text);
    const { grids, stations, wind, readings, replays, problems } = city;
    expect(fingerprint(toJson({ grids, stations, wind, readings, replays, problems }))).toBe(FINGERPRINT);
  });

  it('differs for another seed, and is dated by the anchor', () => {
    const other = demoCity({ seed: 7, anchor: ANCHOR + 3 * 3_600_000 + 61_000 });
    expect(other.sources[40]!.lng).not.toBe(city.sources[40]!.lng);
    const newest = Math.max(...other.readings.filter((row) => row.spanMin === 2).map((row) => row.at));
    expect(newest).toBe(ANCHOR + 3 * 3_600_000 - 120_000);
    expect(other.problems).toHaveLength(3170);
  });

  it('stays under 30 MB and has only rows that the schema knows', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(30e6);
    for (const [name, rows] of Object.entries(city)) {
      if (name === 'accounts') continue;
      const spec = collections.find((each) => each.name === name);
      expect(spec, name).toBeDefined();
      const fields = new Set(['id', ...spec!.fields.map((field) => field.name)]);
      if (name === 'users')
        ['email', 'password', 'verified', 'emailVisibility'].forEach((each) => fields.add(each));
      if (name === 'feeds') fields.add('token');
      const strange = rows.flatMap((row: object) => Object.keys(row).filter((key) => !fields.has(key)));
      expect([...new Set(strange)], name).toEqual([]);
    }
  });

  it('has ids that PocketBase takes, each once, and relations that lead somewhere', () => {
    const ids = new Map<string, Set<string>>();
    for (const [name, rows] of Object.entries(city)) {
      if (name === 'accounts') continue;
      const own = (rows as readonly { id: string }[]).map((row) => row.id);
      expect(new Set(own).size, name).toBe(own.length);
      expect(
        own.every((id) => /^[0-9a-f]{32}$/.test(id)),
        name,
      ).toBe(true);
      ids.set(name, new Set(own));
    }
    for (const spec of collections) {
      const rows = (city as unknown as Record<string, readonly Record<string, unknown>[]>)[spec.name] ?? [];
      for (const field of spec.fields) {
        if (field.type === 'select') {
          const allowed = (value: unknown): boolean => !value || field.values.includes(value as string);
          const bad = rows.filter((row) => ![row[field.name]].flat().every(allowed));
          expect(bad.length, `${spec.name}.${field.name}`).toBe(0);
        }
        if (field.type !== 'relation') continue;
        const lost = rows.filter((row) => {
          const values = [row[field.name] ?? ''].flat().filter((value) => value !== '');
          return !values.every((value) => ids.get(field.to)?.has(value as string));
        });
        expect(lost.length, `${spec.name}.${field.name}`).toBe(0);
      }
    }
  });

  it('keeps the unique keys of the tables', () => {
    const once = (keys: readonly string[], what: string): void =>
      expect(new Set(keys).size, what).toBe(keys.length);
    once(
      city.wind.map((row) => `${row.station} ${row.at}`),
      'wind',
    );
    once(
      city.readings.map((row) => `${row.station} ${row.spanMin} ${row.at}`),
      'readings',
    );
    once(
      city.replays.map((row) => `${row.slot} ${row.station}`),
      'replays',
    );
    once(
      city.sources.map((row) => row.code),
      'sources',
    );
    once(
      city.grids.map((row) => row.code),
      'grids',
    );
    once(
      city.problems.map((row) => row.no),
      'problems',
    );
  });
});

describe('the catalogues', () => {
  it('name every problem category in both languages, with a regulator that exists and a deadline', () => {
    expect(CATEGORY_TABLE.map((row) => row.code)).toEqual([...PROBLEM_CATEGORIES]);
    const units = new Set(city.units.map((unit) => unit.code));
    for (const row of CATEGORY_TABLE) {
      expect(row.name in zh && row.name in en, row.name).toBe(true);
      expect(units.has(row.regulator), row.regulator).toBe(true);
      expect(row.deadline.value).toBeGreaterThan(0);
    }
  });
});

describe('the people', () => {
  it('has one account per role except the public, with rights that fit', () => {
    expect(city.users.map((user) => user.role)).toEqual(ROLES.filter((role) => role !== 'public'));
    expect(city.users.every((user) => user.demo)).toBe(true);
    const inspector = city.users.find((user) => user.role === 'inspector')!;
    const group = city.groups.find((each) => each.id === inspector.group)!;
    expect(group.kind).toBe('on_site');
    expect(group.onDuty).toBe(true);
  });

  it('1.54 the task force of three subgroups has widened its area; old reports keep the old one', () => {
    const force = city.groups.filter((group) => group.kind === 'task_force');
    expect(force).toHaveLength(3);
    expect(force.every((group) => group.station === station('党校站').id)).toBe(true);
    const { areas } = force[0]!;
    expect(areaAt(areas, ANCHOR)?.radiusM).toBe(3000);
    expect(areaAt(areas, ANCHOR - 30 * 86_400_000)?.radiusM).toBe(2000);
    expect(areaAt(areas, ANCHOR - 60 * 86_400_000)?.radiusM).toBe(1000);
  });
});

describe('the past', () => {
  it('has the documented totals: 12,479 checks; 3,170 problems = 1,605 assigned + 1,565 on the spot', () => {
    expect(city.inspections).toHaveLength(12_479);
    const by = (handling: string) => city.problems.filter((problem) => problem.handling === handling).length;
    expect([by('assigned'), by('fixed_on_spot'), by('undecided')]).toEqual([1605, 1565, 0]);
    expect(city.problems.every((problem) => problem.foundAt < startOfDay(ANCHOR))).toBe(true);
  });

  it('tells every problem by events that lead to its state, each step as the rules allow it', () => {
    const types = new Map<string, string[]>();
    for (const event of city.events) {
      const list = types.get(event.subjectId) ?? [];
      expect(event.seen).toBe(list.length);
      list.push(event.type);
      types.set(event.subjectId, list);
    }
    for (const problem of city.problems) {
      const [first, ...steps] = types.get(problem.id)! as ProblemEvent[];
      expect(first).toBe('problem.found');
      let reached: readonly ProblemState[] = ['found'];
      // A step of the ladder leaves the case where it stands.
      for (const step of steps.filter((each) => each !== ('problem.escalated' as string)))
        reached = reached.flatMap((state) => LEADS[state][step] ?? []);
      expect(reached, `${problem.no} ${steps.join(' ')}`).toContain(problem.state);
      expect(problem.rev).toBe(steps.length + 1);
    }
    expect(city.tasks.every((task) => types.get(task.id)?.length === task.rev)).toBe(true);
    expect(city.reinspections.every((set) => types.get(set.id)?.length === set.rev)).toBe(true);
    const ladder = [...city.exposures, ...city.escalations, ...city.directives];
    expect(ladder.length).toBeGreaterThan(8);
    expect(ladder.every((row) => types.get(row.id)?.length === row['rev'] && row.demo)).toBe(true);
    const times = city.events.map((event) => event.receivedAt);
    expect(times.every((at, i) => (i === 0 || at >= times[i - 1]!) && at <= ANCHOR)).toBe(true);
  });

  it('has open cases in every state', () => {
    const open = new Set(city.problems.map((problem) => problem.state).filter(isOpenProblem));
    expect([...open].sort()).toEqual(PROBLEM_STATES.filter((s) => isOpenProblem(s) && s !== 'found').sort());
  });

  it('0.11 0.12 has the documented site: 9 + 8 + 2 + 2 points of one inspection, 20 closed, 1 returned', () => {
    const site = city.sources.find((source) => source.code === 'GD-012')!;
    const set = city.reinspections[0]!;
    const points = city.problems.filter((each) => set.verdicts.some((point) => point.problem === each.id));
    expect(new Set(points.map((each) => each.inspection)).size).toBe(1);
    expect(points.every((each) => each.source === site.id)).toBe(true);
    const of = (category: string): number => points.filter((each) => each.category === category).length;
    expect(['dust.bare_soil', 'dust.accumulated', 'dust.road_broken', 'dust.wet_work'].map(of)).toEqual([
      9, 8, 2, 2,
    ]);
    const states = points.map((each) => each.state);
    expect(states.filter((each) => each === 'closed')).toHaveLength(20);
    expect(states.filter((each) => each === 'returned')).toHaveLength(1);
    expect(set.siteClosed).toBe(false);
  });

  it('4.05 has five rectification notices, one with the 21 points, a void one that keeps its number', () => {
    const { notices } = city;
    expect(notices.map((each) => each.serial)).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(notices.map((each) => each.no)).size).toBe(5);
    expect(notices.filter((each) => each.problems.length === 21)).toHaveLength(1);
    expect(notices.map((each) => each.state).sort()).toEqual([
      'issued',
      'received',
      'received',
      'received',
      'void',
    ]);
    for (const { facts, receipt, state, id, rev } of notices) {
      expect(facts.items.length).toBeGreaterThan(0);
      expect(facts.basis.length).toBeGreaterThan(0);
      expect([facts.addressee, facts.town, facts.by].every((each) => each !== '')).toBe(true);
      expect(receipt !== null).toBe(state === 'received');
      expect(city.events.filter((each) => each.subjectId === id)).toHaveLength(rev);
    }
  });

  it('0.16 3.18 has orders whose cases name them, told before the assignments, and a part for the one site with a unit of its own', () => {
    expect(city.orders.length).toBeGreaterThanOrEqual(4);
    const seqOf = new Map(city.events.map((event, n) => [event.id, n]));
    for (const order of city.orders) {
      const sent = city.events.filter((each) => each.subjectId === order.id);
      expect(sent.map((each) => each.type)).toEqual(['order.sent']);
      for (const id of order.problems) {
        const problem = city.problems.find((each) => each.id === id)! as unknown as Record<string, unknown>;
        const assigned = city.events.find(
          (each) => each.subjectId === id && each.type === 'problem.assigned',
        )!;
        expect([problem['order'], problem['orderNo'], problem['unit']]).toEqual([
          order.id,
          order.no,
          order.unit,
        ]);
        expect(JSON.parse(assigned.payload)).toMatchObject({ order: order.id, orderNo: order.no });
        expect(seqOf.get(assigned.id)!).toBeGreaterThan(seqOf.get(sent[0]!.id)!);
      }
    }
    expect(new Set(city.orders.map((each) => each.no)).size).toBe(city.orders.length);
    const site = city.units.find((unit) => unit.kind === 'site')!;
    const own = city.problems.filter((each) => each.parties?.includes(site.id));
    expect(own.length).toBeGreaterThan(0);
    expect(own.every((each) => isOpenProblem(each.state))).toBe(true);
  });

  it('1.02 1.61 every source says who runs its industry, whose town and village it is, and which leader answers', () => {
    const unit = new Map(city.units.map((each) => [each.id, each]));
    const grid = new Map(city.grids.map((each) => [each.id, each]));
    const gaps = city.sources.filter((source) => {
      const chiefs = gridChiefs(source, (id) => grid.get(id));
      const town = city.units.some((each) => each.kind === 'town' && each.town === source.town);
      return (
        unit.get(source.regulator)?.kind !== 'regulator' ||
        !town ||
        source.leader === '' ||
        chiefs.some((each) => each.place === '' || each.chief === '')
      );
    });
    expect(gaps.map((each) => each.code)).toEqual([]);
    expect(city.sources.length).toBeGreaterThan(600);
  });

  it('counts checks, hits and open problems of a source as its rows do', () => {
    for (const source of city.sources) {
      const checks = city.inspections.filter((each) => each.source === source.id);
      expect(source.checks, source.code).toBe(checks.length);
      expect(source.hits, source.code).toBe(checks.filter((each) => each.result === 'found').length);
      const open = city.problems.filter((each) => each.source === source.id && isOpenProblem(each.state));
      expect(source.openProblems, source.code).toBe(open.length);
    }
    expect(city.sources.find((source) => source.code === 'GD-017')).toMatchObject({
      openProblems: 3,
      checks: 14,
    });
  });
});

describe('the command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shangfeng-demo-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['src/cli/demo-city.ts', ...args], { encoding: 'utf8', timeout: 60_000 });

  it('writes the file and prints the accounts', () => {
    const out = join(folder, 'city.json');
    const { status, stdout } = run(
      '--out',
      out,
      '--anchor',
      '2026-11-22T12:00+08:00',
      '--seed',
      String(SEED),
    );
    expect(status).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(10);
    expect(readFileSync(out, 'utf8') === text).toBe(true);
  });

  it('says in one line what is wrong, and fails', () => {
    expect(run('--out', join(folder, 'x.json'), '--anchor', 'yesterday')).toMatchObject({
      status: 1,
      stdout: '',
    });
    expect(run('--out', join(folder, 'x.json'), '--seed', '1.5').status).toBe(1);
    expect(run().stderr).toContain('--out');
  });

  it('takes a date alone as that day at the present time of day', () => {
    const now = Date.parse('2026-11-22T15:30+08:00');
    expect(anchorOf('2026-11-22', now)).toBe(now);
    expect(anchorOf('2026-11-01', now)).toBe(now - 21 * 86_400_000);
    expect(anchorOf(undefined, now)).toBe(now);
  });
});
