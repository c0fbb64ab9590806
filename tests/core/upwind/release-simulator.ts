import type { Series } from '../../../src/core/air/pollutants.ts';
import { plane } from '../../../src/core/geo.ts';
import { bearing, metres } from '../../../src/core/units.ts';
import type { ZoneInput } from '../../../src/core/upwind/zone-input.ts';
import type { WindSample } from '../../../src/core/wind/wind-sample.ts';

/** A kind of trial: who measures what, how far, how often. */
export interface Trial {
  readonly name: string;
  readonly radiusM: number;
  readonly windowMin: number;
  /** Averaging of wind and of concentrations, minutes. */
  readonly windMin: number;
  readonly sampleMin: number;
  readonly stations: 'one' | 'ring' | 'arcs' | 'network';
  /** Distance of the source from the apex as a share of the radius. */
  readonly nearest: number;
  readonly furthest: number;
  readonly windDistanceKm: number;
  /** Persistent direction error of the mast and difference between source and mast, degrees. */
  readonly biasDeg: number;
  readonly intermittent: number;
  readonly meanSpeed: readonly [number, number];
}

export interface Release {
  readonly input: ZoneInput;
  readonly source: { readonly x: number; readonly y: number; readonly lng: number; readonly lat: number };
  readonly candidates: readonly { readonly id: string; readonly lng: number; readonly lat: number }[];
}

export type Chance = () => number;

const ORIGIN = { lng: 113.62, lat: 34.86 };
const AT = Date.UTC(2026, 2, 14, 6, 0, 0);

/** Uniform numbers in [0, 1) from a seed (mulberry32). */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function normal(random: Chance): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/**
 * One release with a known source: puffs that each wander with their own Ornstein–Uhlenbeck velocity in a wind that
 * meanders on 5 min and 1 h scales, measured elsewhere with bias and noise. Null when no station saw anything.
 * Shares no formula with the inversion: forward in time, relative dispersion, turbulence per puff.
 */
export function simulateRelease(trial: Trial, random: Chance, seed: string): Release | null {
  const R = trial.radiusM;
  const u = trial.meanSpeed[0] + random() * (trial.meanSpeed[1] - trial.meanSpeed[0]);
  const theta0 = random() * 2 * Math.PI;
  const small = R < 2000;
  const dt = small ? Math.max(2, R / 120) : 20;
  const spinUp = Math.min(7200, (1.6 * R) / u + 300);
  const duration = trial.windowMin * 60 + 3 * 3600 * (small ? 0.1 : 0.4);
  const steps = Math.ceil((spinUp + duration) / dt);
  const distance = R * (trial.nearest + (trial.furthest - trial.nearest) * Math.sqrt(random()));
  // The apex sees the plume at least now and then: the source lies upwind within the meander.
  const off = normal(random) * 0.22;
  const source = { x: distance * Math.sin(theta0 + off), y: distance * Math.cos(theta0 + off) };
  const stations = layout(trial, source, theta0, random);
  const intensity = 0.1 + 0.12 * random();
  const meander = ornstein(steps, dt, 300 + 500 * random(), ((6 + 16 * random()) * Math.PI) / 180, random);
  const slow = ornstein(steps, dt, 5400, ((6 + 14 * random()) * Math.PI) / 180, random);
  const gust = ornstein(steps, dt, 200, 0.2, random);
  const local = ornstein(steps, dt, 40, (6 * Math.PI) / 180, random);
  const bias = (normal(random) * trial.biasDeg * Math.PI) / 180 + farBias(trial, u, random);
  const carried = 0.75 + 0.6 * random();
  const emission = telegraph(steps, dt, trial.intermittent, random);
  const growth = 0.04 + 0.06 * random();
  const vertical = 0.03 + 0.05 * random();
  const lagrangian = 40 + 80 * random();

  const puffs: Puff[] = [];
  const seen = stations.map(() => new Float64Array(steps));
  const windE = new Float64Array(steps);
  const windN = new Float64Array(steps);
  const keep = Math.exp(-dt / lagrangian);
  const kick = intensity * u * Math.sqrt(1 - keep * keep);
  for (let i = 0; i < steps; i++) {
    const speed = u * Math.max(0.2, 1 + gust[i]!);
    const theta = theta0 + meander[i]! + slow[i]!;
    const measured = theta + local[i]! + bias;
    windE[i] = speed * Math.sin(measured);
    windN[i] = speed * Math.cos(measured);
    if (emission[i]! > 0) {
      puffs.push({
        ...source,
        vx: normal(random) * intensity * u,
        vy: normal(random) * intensity * u,
        path: 0,
        q: emission[i]! * dt,
      });
    }
    const goE = -carried * speed * Math.sin(theta) * dt;
    const goN = -carried * speed * Math.cos(theta) * dt;
    let alive = 0;
    for (const puff of puffs) {
      puff.vx = keep * puff.vx + kick * normal(random);
      puff.vy = keep * puff.vy + kick * normal(random);
      puff.x += goE + puff.vx * dt;
      puff.y += goN + puff.vy * dt;
      puff.path += Math.hypot(goE, goN);
      if (puff.path > 4 * R) continue;
      puffs[alive++] = puff;
      const sigma = 0.5 + growth * puff.path + 0.3 * u * dt;
      const sigmaZ = Math.min(600, 0.5 + vertical * puff.path);
      const peak = puff.q / (sigma * sigma * sigmaZ);
      stations.forEach((station, j) => {
        const q = ((puff.x - station.x) ** 2 + (puff.y - station.y) ** 2) / (2 * sigma * sigma);
        if (q < 12) seen[j]![i]! += peak * Math.exp(-q);
      });
    }
    puffs.length = alive;
  }
  return package_(trial, random, seed, { source, stations, seen, windE, windN, steps, dt });
}

interface Puff {
  x: number;
  y: number;
  vx: number;
  vy: number;
  path: number;
  q: number;
}

interface Run {
  readonly source: { x: number; y: number };
  readonly stations: readonly { x: number; y: number }[];
  readonly seen: readonly Float64Array[];
  readonly windE: Float64Array;
  readonly windN: Float64Array;
  readonly steps: number;
  readonly dt: number;
}

function package_(trial: Trial, random: Chance, seed: string, run: Run): Release | null {
  const { stations, seen, windE, windN, steps, dt } = run;
  const sampleSteps = Math.max(1, Math.round((trial.sampleMin * 60) / dt));
  const windSteps = Math.max(1, Math.round((trial.windMin * 60) / dt));
  const windowSteps = Math.round((trial.windowMin * 60) / dt);
  const history = steps - windowSteps - (trial.radiusM < 2000 ? 0 : Math.round(3600 / dt));
  const means = seen.map((values) => blockMeans(values, sampleSteps, Math.max(0, history)));
  let top = 0;
  let best = 0;
  means.forEach((values, j) => {
    for (const value of values) if (value > top) [top, best] = [value, j];
  });
  if (!(top > 0)) return null;
  // The apex is the station that saw most; a trial with one station only counts when it saw something.
  const apex = trial.stations === 'one' || trial.stations === 'ring' ? 0 : best;
  const own = Math.max(...means[apex]!);
  if (own < 0.25 * top) return null;
  const strength = (8 + 40 * random()) / own;
  const shifted = { x: run.source.x - stations[apex]!.x, y: run.source.y - stations[apex]!.y };
  if (Math.hypot(shifted.x, shifted.y) > trial.radiusM * 0.98) return null;
  const local = plane(ORIGIN);
  const background = 3 + 30 * random();
  const noise = 0.3 + 1.2 * random();
  const sharedDrift = ornstein(means[0]!.length, trial.sampleMin * 60, 3600, 1.5, random);
  const series: Series[] = means.map((values, j) => {
    const place = local.toLngLat(stations[j]!.x - stations[apex]!.x, stations[j]!.y - stations[apex]!.y);
    const offset = normal(random) * 0.5;
    return {
      station: `s${j}`,
      place,
      at: values.map((_, i) => AT - (values.length - 1 - i) * sampleSteps * dt * 1000),
      c: values.map((value, i) =>
        random() < 0.02
          ? null
          : background + offset + sharedDrift[i]! + noise * normal(random) + strength * value,
      ),
    };
  });
  series.unshift(...series.splice(apex, 1));
  const wind: WindSample[] = [];
  for (let end = steps; end - windSteps >= 0; end -= windSteps) {
    let e = 0;
    let n = 0;
    for (let i = end - windSteps; i < end; i++) {
      e += windE[i]! / windSteps;
      n += windN[i]! / windSteps;
    }
    wind.unshift({
      at: AT - (steps - end) * dt * 1000,
      kind: 'steady',
      from: bearing((Math.atan2(e, n) * 180) / Math.PI),
      speedMs: Math.hypot(e, n),
    });
  }
  const input: ZoneInput = {
    station: 's0',
    apex: ORIGIN,
    at: AT,
    windowMin: trial.windowMin,
    wind,
    windSource: { distanceKm: trial.windDistanceKm, compassPoints: 0 },
    sigmaThetaDeg: null,
    maxRadiusM: metres(trial.radiusM),
    series,
  };
  const candidates = Array.from({ length: 49 }, (_, i) => {
    const r = trial.radiusM * Math.sqrt(random());
    const angle = 2 * Math.PI * random();
    return { id: `c${i}`, ...local.toLngLat(r * Math.sin(angle), r * Math.cos(angle)) };
  });
  const at = local.toLngLat(shifted.x, shifted.y);
  candidates.splice(Math.floor(random() * 50), 0, { id: `${seed}-source`, ...at });
  return { input, source: { ...shifted, ...at }, candidates };
}

function layout(
  trial: Trial,
  source: { x: number; y: number },
  theta: number,
  random: Chance,
): { x: number; y: number }[] {
  const R = trial.radiusM;
  switch (trial.stations) {
    case 'one':
      return [{ x: 0, y: 0 }];
    case 'ring': {
      const count = 4 + Math.floor(random() * 5);
      const middle = { x: 0.5 * R * Math.sin(theta), y: 0.5 * R * Math.cos(theta) };
      const ring = Array.from({ length: count }, (_, i) => {
        const angle = theta + Math.PI + (i * 2 * Math.PI) / count;
        return { x: middle.x + 0.5 * R * Math.sin(angle), y: middle.y + 0.5 * R * Math.cos(angle) };
      });
      ring[0] = { x: 0, y: 0 };
      return ring;
    }
    case 'arcs': {
      const far = Math.hypot(source.x, source.y);
      const places: { x: number; y: number }[] = [];
      for (const share of [0.35, 0.6, 1]) {
        for (let degrees = -40; degrees <= 40; degrees += 8) {
          const angle = theta + Math.PI + (degrees * Math.PI) / 180;
          places.push({
            x: source.x + share * far * Math.sin(angle),
            y: source.y + share * far * Math.cos(angle),
          });
        }
      }
      return places;
    }
    case 'network': {
      const count = 4 + Math.floor(random() * 5);
      return [
        { x: 0, y: 0 },
        ...Array.from({ length: count }, () => {
          const r = R * (0.15 + 0.7 * Math.sqrt(random()));
          const angle = 2 * Math.PI * random();
          return { x: r * Math.sin(angle), y: r * Math.cos(angle) };
        }),
      ];
    }
  }
}

function ornstein(steps: number, dt: number, scale: number, sigma: number, random: Chance): Float64Array {
  const keep = Math.exp(-dt / scale);
  const out = new Float64Array(steps);
  let value = sigma * normal(random);
  for (let i = 0; i < steps; i++) {
    out[i] = value;
    value = keep * value + sigma * Math.sqrt(1 - keep * keep) * normal(random);
  }
  return out;
}

/** Emission that is switched off for `share` of the time, in spells of 10 minutes. */
function telegraph(steps: number, dt: number, share: number, random: Chance): Float64Array {
  const out = new Float64Array(steps);
  let on = random() >= share;
  for (let i = 0; i < steps; i++) {
    if (random() < dt / (600 * 2 * (on ? 1 - share : share) + 1e-9) && share > 0) on = !on;
    out[i] = on ? 1 : 0;
  }
  return out;
}

function farBias(trial: Trial, speed: number, random: Chance): number {
  if (trial.windDistanceKm <= 1) return 0;
  const table = speed < 1 ? 60 : speed < 2 ? 50 : speed < 3 ? 42 : speed < 5 ? 36 : 32;
  return ((normal(random) * table * Math.PI) / 180) * Math.min(1, Math.sqrt(trial.windDistanceKm / 13));
}

function blockMeans(values: Float64Array, size: number, from: number): number[] {
  const out: number[] = [];
  for (let end = values.length; end - size >= from; end -= size) {
    let sum = 0;
    for (let i = end - size; i < end; i++) sum += values[i]!;
    out.unshift(sum / size);
  }
  return out;
}

export const TRIALS: readonly Trial[] = [
  trial('fence, one sensor, 1 min', { radiusM: 150, windowMin: 60 }),
  trial('fence, ring of sensors, 1 min', { radiusM: 200, windowMin: 30, stations: 'ring' }),
  trial('arcs, 10 min samplers', { radiusM: 800, windowMin: 20, sampleMin: 10, stations: 'arcs' }),
  trial('arcs, 1 min samplers', { radiusM: 500, windowMin: 10, stations: 'arcs' }),
  trial('arcs, 10 min wind', { radiusM: 800, windowMin: 20, sampleMin: 10, windMin: 10, stations: 'arcs' }),
  trial('city, 2 min', {
    radiusM: 5000,
    windowMin: 60,
    sampleMin: 2,
    windMin: 2,
    biasDeg: 6,
    intermittent: 0.2,
  }),
  trial('city, 10 min', { radiusM: 5000, windowMin: 180, sampleMin: 10, windMin: 10, biasDeg: 6 }),
  trial('city, network, 10 min', {
    radiusM: 8000,
    windowMin: 120,
    sampleMin: 10,
    windMin: 10,
    biasDeg: 8,
    stations: 'network',
  }),
  trial('city, hourly', { radiusM: 6000, windowMin: 180, sampleMin: 60, windMin: 60, biasDeg: 8 }),
  trial('city, 5 min series, hourly wind', {
    radiusM: 5000,
    windowMin: 120,
    sampleMin: 5,
    windMin: 60,
    biasDeg: 8,
  }),
  trial('city, hourly network', {
    radiusM: 10000,
    windowMin: 180,
    sampleMin: 60,
    windMin: 60,
    biasDeg: 8,
    stations: 'network',
  }),
  trial('city, borrowed wind 8 km', {
    radiusM: 5000,
    windowMin: 120,
    sampleMin: 10,
    windMin: 60,
    biasDeg: 6,
    windDistanceKm: 8,
  }),
];

function trial(name: string, some: Partial<Trial>): Trial {
  return {
    name,
    radiusM: 1000,
    windowMin: 60,
    windMin: 1,
    sampleMin: 1,
    stations: 'one',
    nearest: 0.1,
    furthest: 0.95,
    windDistanceKm: 0,
    biasDeg: 4,
    intermittent: 0,
    meanSpeed: [1, 5],
    ...some,
  };
}
