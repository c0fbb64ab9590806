import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { featureCollection, multiPolygon, polygon } from '@turf/helpers';
import { intersect } from '@turf/intersect';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anchorOf, toJson } from '../../src/cli/demo-city.ts';
import { demoCity, episodesIn, type DemoCity } from '../../src/cli/demo/demo-city.ts';
import { chance } from '../../src/cli/demo/random.ts';
import { startOfDay } from '../../src/core/china-time.ts';
import { areaM2, bearingBetween, distance, insideArea, turn, type AreaGeometry } from '../../src/core/geo.ts';
import { areaAt } from '../../src/core/patrol/group.ts';
import { ROLES } from '../../src/core/roles.ts';
import { SOURCE_KINDS, type SourceKind } from '../../src/core/sources/source-kinds.ts';
import { ledgerComplete, validateSource } from '../../src/core/sources/validate-source.ts';
import { cellIndex } from '../../src/core/territory/cell-index.ts';
import { gridLevel, parentCode } from '../../src/core/territory/grid-code.ts';
import { checkTiling } from '../../src/core/territory/tiling.ts';
import { toCandidate } from '../../src/core/upwind/candidates.ts';
import { collections } from '../../src/schema/collections.ts';

const ANCHOR = Date.parse('2026-11-22T12:00+08:00');
const SEED = 410108;
/** SHA-256 of the file for this seed and anchor, first 16 digits: it changes only when the city is meant to change. */
const FINGERPRINT = 'e26a2aff178b00d5';

const fingerprint = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
const WORKS: readonly SourceKind[] = ['earthwork', 'site', 'demolition', 'linear_works'];

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
    expect(fingerprint(text)).toBe(FINGERPRINT);
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

describe('the territory', () => {
  it('1.16 children add up to their parent within 0.1 %, everywhere, without a problem', () => {
    let parents = 0;
    for (const parent of city.grids) {
      const children = city.grids.filter((grid) => grid.parent === parent.id);
      if (children.length === 0) continue;
      parents++;
      const tiling = checkTiling(parent, children);
      expect(tiling.problems, parent.code).toEqual([]);
      expect(Math.abs(tiling.gapShare), parent.code).toBeLessThan(0.001);
      expect(children.every((child) => parentCode(child.code) === parent.code)).toBe(true);
    }
    expect(parents).toBe(1 + 1 + 8 + 92);
  });

  it('1.16 siblings do not overlap: the areas they share are below a millionth', () => {
    const shape = (area: AreaGeometry): Feature<Polygon | MultiPolygon> =>
      area.type === 'Polygon'
        ? polygon(area.coordinates as unknown as number[][][])
        : multiPolygon(area.coordinates as unknown as number[][][][]);
    const villages = city.grids.filter((grid) => grid.level === 'village');
    let shared = 0;
    for (const village of villages) {
      const cells = city.grids.filter((grid) => grid.parent === village.id);
      for (let i = 0; i < cells.length; i++) {
        for (let j = i + 1; j < cells.length; j++) {
          const common = intersect(featureCollection([shape(cells[i]!.polygon), shape(cells[j]!.polygon)]));
          if (common) shared += areaM2(common.geometry as AreaGeometry);
        }
      }
    }
    expect(shared / 1e6).toBeLessThan(221e-6);
  });

  it('1.16 every sampled point of the district lies in exactly one cell, village and town of one branch', () => {
    const district = city.grids.find((grid) => grid.code === '410108')!;
    const cells = cellIndex(city.grids.filter((grid) => grid.level === 'cell'));
    const towns = cellIndex(city.grids.filter((grid) => grid.level === 'town'));
    const random = chance(1, 'points');
    let inside = 0;
    for (let n = 0; n < 20_000; n++) {
      const place = { lng: random.between(113.49, 113.8), lat: random.between(34.79, 34.98) };
      const cell = cells.at(place);
      if (!insideArea(district.polygon, place)) continue;
      inside++;
      expect(cell, `${place.lng} ${place.lat}`).not.toBeNull();
      expect(cell!.code.startsWith(towns.at(place)!.code)).toBe(true);
    }
    expect(inside).toBeGreaterThan(5000);
  });

  it('names the real towns and villages, marks its own boundaries synthetic, and has the neighbours', () => {
    const levels = (level: string) => city.grids.filter((grid) => grid.level === level);
    expect(levels('town').map((grid) => grid.name)).toContain('古荥镇');
    expect(levels('village')).toHaveLength(92);
    expect(city.grids.every((grid) => gridLevel(grid.code) === grid.level)).toBe(true);
    expect(city.grids.every((grid) => grid.synthetic === grid.code.length > 6)).toBe(true);
    const beyond = levels('district').map((grid) => grid.name);
    expect(beyond).toEqual(expect.arrayContaining(['金水区', '中原区', '荥阳市', '武陟县', '原阳县']));
    expect(city.grids.every((grid) => insideArea(grid.polygon, grid))).toBe(true);
  });
});

describe('the sources', () => {
  it('1.51 within 3 km of the station exactly 49 sites, 177 restaurants, 3 markets, none missing a ledger', () => {
    const near = city.sources.filter((source) => distance(station('党校站'), source) <= 3000);
    const count = (kinds: readonly SourceKind[]) => near.filter((source) => kinds.includes(source.kind));
    expect([count(WORKS).length, count(['restaurant']).length, count(['market']).length]).toEqual([
      49, 177, 3,
    ]);
    const named = near.filter((source) => source.kind !== 'unnamed');
    expect(named.filter((source) => !ledgerComplete(source.kind, source.profile))).toEqual([]);
    expect(city.sources.filter((source) => source.kind === 'enterprise')).toHaveLength(151);
  });

  it('1.44 has every kind, valid and marked as demo, the nameless ones by place only', () => {
    expect(new Set(city.sources.map((source) => source.kind)).size).toBe(SOURCE_KINDS.length);
    expect(city.sources.filter((source) => !validateSource({ ...source }).ok)).toEqual([]);
    expect(city.sources.every((source) => source.demo)).toBe(true);
    expect(city.sources.filter((source) => source.name === '').length).toBeGreaterThan(3);
    const cells = cellIndex(city.grids.filter((grid) => grid.level === 'cell'));
    expect(city.sources.every((source) => cells.at(source)?.id === source.cell)).toBe(true);
  });

  it('0.20 the same source weighs more inside a key area and in its key hours', () => {
    const evening = city.priorities.find((each) => each.fromHour === 17)!;
    const source = city.sources.find((each) => insideArea(evening.polygon, each))!;
    const facts = { ...source, withProblem: 0, hours: null, toldToStop: false, open: true };
    const settings = (area: AreaGeometry | null) => ({
      emission: {} as never,
      idle: 0.1,
      priorities: [
        { area, hours: { from: evening.fromHour, to: evening.untilHour }, weight: evening.weight },
      ],
    });
    const weight = (hour: number, place: { lng: number; lat: number }): number => {
      const emission = Object.fromEntries(SOURCE_KINDS.map((kind) => [kind, { pm10: 1, lifted: false }]));
      const all = { ...settings(evening.polygon), emission: emission as never };
      return toCandidate({ ...facts, ...place }, 'pm10', startOfDay(ANCHOR) + hour * 3_600_000, 2, all)
        .priority;
    };
    expect(weight(19, source)).toBe(evening.weight);
    expect(weight(10, source)).toBe(1);
    expect(weight(19, station('古荥'))).toBe(1);
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

  it('tells every problem by events that lead to its state', () => {
    const types = new Map<string, string[]>();
    for (const event of city.events) {
      const list = types.get(event.subjectId) ?? [];
      expect(event.seen).toBe(list.length);
      list.push(event.type);
      types.set(event.subjectId, list);
    }
    for (const problem of city.problems) {
      const decided = problem.handling === 'assigned' ? 'problem.assigned' : 'problem.fixed_on_spot';
      const closed = problem.state === 'closed' ? ['problem.closed'] : [];
      expect(types.get(problem.id)).toEqual(['problem.found', decided, ...closed]);
      expect(problem.rev).toBe(types.get(problem.id)!.length);
    }
    expect(city.tasks.every((task) => types.get(task.id)?.length === task.rev)).toBe(true);
    const times = city.events.map((event) => event.receivedAt);
    expect(times.every((at, i) => (i === 0 || at >= times[i - 1]!) && at <= ANCHOR)).toBe(true);
  });

  it('counts checks, hits and open problems of a source as its rows do', () => {
    for (const source of city.sources) {
      const checks = city.inspections.filter((each) => each.source === source.id);
      expect(source.checks, source.code).toBe(checks.length);
      expect(source.hits, source.code).toBe(checks.filter((each) => each.result === 'found').length);
      const open = city.problems.filter((each) => each.source === source.id && each.state === 'assigned');
      expect(source.openProblems, source.code).toBe(open.length);
    }
    expect(city.sources.find((source) => source.code === 'GD-017')).toMatchObject({
      openProblems: 3,
      checks: 14,
    });
  });
});

describe('the air', () => {
  const series = (id: string): number[] => {
    const out: number[] = [];
    for (const row of city.replays) if (row.station === id) out[row.slot / 2] = row.values.pm10!;
    return out;
  };
  const wrap = (slot: number): number => (slot + 1440) % 720;
  const mean60 = (values: readonly number[], slot: number): number => {
    let total = 0;
    for (let k = 0; k < 30; k++) total += values[wrap(slot - k)]!;
    return total / 30;
  };
  const rise = (values: readonly number[], slot: number): number =>
    mean60(values, slot) - mean60(values, slot - 30);

  it('plays all even minutes of 24 hours at nine stations; the tenth has been silent for more than two hours', () => {
    expect(new Set(city.replays.map((row) => row.slot)).size).toBe(720);
    expect(city.replays).toHaveLength(720 * 9);
    const silent = city.readings.filter((row) => row.station === station('新城').id);
    const age = ANCHOR - Math.max(...silent.map((row) => row.at));
    expect(age).toBeGreaterThan(2 * 3_600_000);
    expect(age).toBeLessThan(4 * 3_600_000);
    const days = (ANCHOR - Math.min(...city.readings.map((row) => row.at))) / 86_400_000;
    expect(days).toBeGreaterThan(29.9);
  });

  it('repeats without a seam: the history before the anchor is the end of the cycle', () => {
    const { id } = station('党校站');
    const last = city.readings.find(
      (row) => row.station === id && row.spanMin === 2 && row.at === ANCHOR - 120_000,
    )!;
    const slot = city.replays.find((row) => row.station === id && row.slot === 1438)!;
    expect(last.values).toEqual(slot.values);
    for (const each of city.stations.filter((one) => one.name !== '新城')) {
      const wind = city.replays.filter(
        (row) => row.station === each.id && (row.slot === 1438 || row.slot === 0),
      );
      const [a, b] = wind.map((row) => row.wind);
      expect(Math.abs(a!.speedMs - b!.speedMs)).toBeLessThan(0.8);
      expect(Math.abs(turn(a!.from!, b!.from!))).toBeLessThan(30);
    }
  });

  it('has calm and light hours, and a direction exactly when the wind is steady', () => {
    const winds = city.replays.map((row) => row.wind);
    const share = (test: (speed: number) => boolean): number =>
      winds.filter((wind) => test(wind.speedMs)).length / winds.length;
    expect(share((speed) => speed <= 0.2)).toBeGreaterThan(0.03);
    expect(share((speed) => speed < 1)).toBeGreaterThan(0.12);
    expect(winds.every((wind) => (wind.from === null) === (wind.kind !== 'steady'))).toBe(true);
    const hours = city.wind.filter((row) => row.at < ANCHOR - 86_400_000);
    const light = hours.filter((row) => row.speedMs < 1).length / hours.length;
    expect(light).toBeGreaterThan(0.2);
    expect(light).toBeLessThan(0.45);
  });

  it('lets the first station trip a rule two to eight minutes after the anchor, and not before', () => {
    const own = series(station('党校站').id);
    const others = city.stations
      .filter((each) => each.name !== '新城' && each.name !== '党校站')
      .map((each) => series(each.id));
    const trips = (slot: number): boolean => {
      const now = mean60(own, slot);
      const rest = others.map((values) => mean60(values, slot));
      const before = others.map((values) => mean60(values, slot - 30));
      const rank = (value: number, list: readonly number[]): number =>
        list.filter((each) => each < value).length;
      const fall = rank(now, rest) - rank(mean60(own, slot - 30), before);
      return (
        rise(own, slot) >= 30 || now >= (1.3 * rest.reduce((a, b) => a + b, 0)) / rest.length || fall >= 3
      );
    };
    const first = Array.from({ length: 40 }, (_, i) => i - 15).find((slot) => trips(slot))!;
    expect(first * 2).toBeGreaterThanOrEqual(0);
    expect(first * 2).toBeLessThanOrEqual(8);
  });

  it('has a culprit upwind of every local spike: following the wind back from the peak passes near it', () => {
    const episodes = episodesIn(city);
    const local = episodes.filter((episode) => episode.kind === 'local');
    expect(local.length).toBeGreaterThanOrEqual(8);
    for (const episode of local) {
      const at = city.stations.find((each) => each.id === episode.station)!;
      const culprit = city.sources.find((each) => each.id === episode.culprit)!;
      expect(culprit.state).toBe('active');
      const values = series(at.id);
      let peak = 0;
      for (let slot = 0; slot <= 25; slot++) {
        const k = Math.round(episode.fromMin / 2) + slot;
        if (values[wrap(k)]! > values[wrap(peak)]! || slot === 0) peak = k;
      }
      // The station's own wind, step by step back in time, no farther than the culprit.
      const winds = city.replays.filter((row) => row.station === at.id);
      const away = distance(at, culprit);
      let x = 0;
      let y = 0;
      for (let k = peak; Math.hypot(x, y) < away && k > peak - 60; k--) {
        const { from, speedMs } = winds[wrap(k)]!.wind;
        if (from === null) continue;
        x += speedMs * 120 * Math.sin((from * Math.PI) / 180);
        y += speedMs * 120 * Math.cos((from * Math.PI) / 180);
      }
      const upwind = ((Math.atan2(x, y) * 180) / Math.PI + 360) % 360;
      expect(Math.abs(turn(upwind, bearingBetween(at, culprit))), culprit.code).toBeLessThan(25);
    }
    expect(new Set(local.map((episode) => episode.station)).size).toBeGreaterThan(5);
    const kinds = local.map((episode) => city.sources.find((each) => each.id === episode.culprit)!.kind);
    expect(new Set(kinds).size).toBeGreaterThan(3);
  });

  it('has a spike of a source in no register', () => {
    const unlisted = episodesIn(city).filter((episode) => episode.kind === 'unlisted');
    expect(unlisted).toHaveLength(1);
    expect(unlisted[0]!.culprit).toBeNull();
    const dusty = city.sources.filter((source) => WORKS.includes(source.kind) && source.state === 'active');
    expect(Math.min(...dusty.map((source) => distance(source, unlisted[0]!.place!)))).toBeGreaterThan(300);
  });

  it('has one regional rise: at least 80 % of the stations within the hour, and no culprit', () => {
    const [regional] = episodesIn(city).filter((episode) => episode.kind === 'regional');
    expect(regional).toMatchObject({ culprit: null, station: '' });
    const slot = (regional!.fromMin + 56) / 2;
    const rises = city.stations
      .filter((each) => each.name !== '新城')
      .map((each) => series(each.id)[slot]! - series(each.id)[slot - 28]!);
    expect(rises.filter((each) => each >= 30).length / rises.length).toBeGreaterThanOrEqual(0.8);
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
    expect(fingerprint(readFileSync(out, 'utf8'))).toBe(FINGERPRINT);
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
