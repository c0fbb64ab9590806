import { describe, expect, it } from 'vitest';
import { DEFAULT_SEED, demoCity } from '../../../src/cli/demo/demo-city.ts';
import { bearingBetween, distance, turn } from '../../../src/core/geo.ts';
import type { Pollutant, Series } from '../../../src/core/air/pollutants.ts';
import { evaluateTriggers } from '../../../src/core/triggers/evaluate-triggers.ts';
import type { HourAir } from '../../../src/core/triggers/hour-air.ts';
import { DEFAULT_LIMITS } from '../../../src/core/triggers/trigger-rules.ts';
import { transport } from '../../../src/core/upwind/joint.ts';
import type { SourceKind } from '../../../src/core/sources/source-kinds.ts';
import { episodesIn } from './episodes-in.ts';

const ANCHOR = Date.parse('2026-11-22T12:00+08:00');

const city = demoCity({ seed: DEFAULT_SEED, anchor: ANCHOR });
const station = (name: string) => city.stations.find((each) => each.name === name)!;
const WORKS: readonly SourceKind[] = ['earthwork', 'site', 'demolition', 'linear_works'];

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
    // The step over the seam is no larger than the steps elsewhere.
    for (const each of city.stations.filter((one) => one.name !== '新城')) {
      const winds = city.replays.filter((row) => row.station === each.id).map((row) => row.wind);
      const step = (k: number): number => Math.abs(winds[(k + 1) % 720]!.speedMs - winds[k]!.speedMs);
      const others = Array.from({ length: 719 }, (_, k) => step(k));
      expect(step(719)).toBeLessThanOrEqual(Math.max(...others));
      expect(Math.abs(turn(winds[719]!.from!, winds[0]!.from!))).toBeLessThan(30);
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

  describe('the regional rise as the product sees it', () => {
    const [regional] = episodesIn(city).filter((episode) => episode.kind === 'regional');
    const talking = city.stations.filter((each) => each.name !== '新城');
    const values = new Map<string, Readonly<Partial<Record<Pollutant, number>>>[]>(
      talking.map(({ id }) => [id, []]),
    );
    for (const row of city.replays) values.get(row.station)![row.slot / 2] = row.values;
    const at = (minute: number): number => minute * 60_000;
    const valueAt = (id: string, of: 'pm10' | 'pm25', minute: number): number =>
      values.get(id)![wrap(minute / 2)]![of]!;
    /** Three and a half hours up to a minute of the cycle, as the tick reads them. */
    const seriesAt = (id: string, of: 'pm10' | 'pm25', minute: number): Series => {
      const { lng, lat } = talking.find((each) => each.id === id)!;
      const minutes = Array.from({ length: 105 }, (_, k) => minute - 2 * (104 - k));
      const c = minutes.map((each) => valueAt(id, of, each));
      return { station: id, place: { lng, lat }, at: minutes.map(at), c };
    };
    const hour = (id: string, of: 'pm10' | 'pm25', end: number): number =>
      Array.from({ length: 30 }, (_, k) => valueAt(id, of, end - 2 * k)).reduce((a, b) => a + b) / 30;
    const airAt = (minute: number): HourAir[] =>
      talking.map(({ id, lng, lat, background }) => ({
        ...{ station: id, lng, lat, background, at: at(minute) },
        now: { pm10: hour(id, 'pm10', minute), pm25: hour(id, 'pm25', minute) },
        before: { pm10: hour(id, 'pm10', minute - 60), pm25: hour(id, 'pm25', minute - 60) },
      }));
    const alarmed = (minute: number, isRegional: boolean): string[] => {
      const input = { at: at(minute), air: airAt(minute), mobile: [], weather: null, dust: new Map() };
      return [...evaluateTriggers({ ...input, regional: isRegional }, DEFAULT_LIMITS).keys()];
    };
    /** Asked of each station in turn: whoever asks is told the same. */
    const toldAt = (minute: number, of: 'pm10' | 'pm25'): string[] =>
      talking.map((own) => {
        const others = talking.filter((each) => each !== own);
        return transport(
          [own, ...others].map(({ id }) => seriesAt(id, of, minute)),
          at(minute),
          null,
        ).kind;
      });
    const minutes = (from: number, until: number): number[] =>
      Array.from({ length: (until - from) / 2 + 1 }, (_, k) => from + 2 * k);

    it('0.13 is told as regional at every minute of its steepest hour, whichever station asks', () => {
      for (const minute of minutes(regional!.fromMin + 50, regional!.fromMin + 108))
        for (const of of ['pm10', 'pm25'] as const)
          expect(new Set(toldAt(minute, of)), `${of} at ${minute}`).toEqual(new Set(['regional']));
      // A spike of one station is not.
      const local = episodesIn(city).find((each) => each.kind === 'local' && each.fromMin > 0)!;
      const even = 2 * Math.ceil(local.fromMin / 2);
      const from = minutes(even, even + 40);
      expect(from.flatMap((minute) => toldAt(minute, 'pm10'))).not.toContain('regional');
    });

    it('0.13 raises no suggestion: nearly all stations reach a limit, and none is left once it is told as regional', () => {
      const steepest = regional!.fromMin + 100;
      expect(alarmed(steepest, false).length).toBeGreaterThanOrEqual(7);
      for (const minute of minutes(regional!.fromMin + 36, regional!.untilMin)) {
        const isRegional = [...toldAt(minute, 'pm10'), ...toldAt(minute, 'pm25')].includes('regional');
        expect(alarmed(minute, isRegional), `at ${minute}`).toEqual([]);
      }
    });

    it('0.13 before it is told, only the station of the spike before it is still alarmed', () => {
      const before = episodesIn(city).filter(
        (each) => each.kind === 'local' && each.fromMin < regional!.fromMin,
      );
      const last = before.toSorted((a, b) => b.fromMin - a.fromMin)[0]!;
      const early = minutes(regional!.fromMin, regional!.fromMin + 34).flatMap((each) =>
        alarmed(each, false),
      );
      expect(new Set(early)).toEqual(new Set([last.station]));
    });
  });
});
