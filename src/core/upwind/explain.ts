import { clock } from '../china-time.ts';
import { turn } from '../geo.ts';
import { message, type Message } from '../message.ts';
import type { Series } from '../air/pollutants.ts';
import type { Gate } from '../wind/gate.ts';
import { meanDirection, windMean } from '../wind/statistics.ts';
import type { WindSource } from '../wind/wind-sample.ts';
import { backgroundOf } from './spike.ts';
import type { ZoneInput } from './zone-input.ts';
import type { Confidence, Shape } from './zone.ts';

/** What a zone was made from, as far as words need it. */
export interface ZoneFacts {
  readonly input: ZoneInput;
  readonly gate: Gate;
  readonly shape: Shape;
  readonly confidence: Confidence;
  readonly own: Series | null;
  readonly axis: number | null;
  /** σθ that went into a sector, degrees; null otherwise. */
  readonly sigmaDeg: number | null;
  /** Share of the circle that a posterior covers; null otherwise. */
  readonly areaShare: number | null;
  readonly borrowed: boolean;
  /** No concentration rose in the window. */
  readonly flat: boolean;
  /** The wind that carried the rise, where it was too light or too unsteady to aim by; null otherwise. */
  readonly carried: { readonly speedMs: number; readonly steadiness: number } | null;
  /** Wind points further apart than 10 min. */
  readonly coarse: boolean;
}

const MINUTE = 60_000;
/** A bend worth a sentence, degrees. */
const BEND_DEG = 20;

/** The reasons of a zone, headline first: which minutes, what wind, what shape, how sure. Never empty. */
export function explain(facts: ZoneFacts): Message[] {
  const { gate } = facts;
  switch (gate.kind) {
    case 'none':
      return [
        gate.why === 'missing'
          ? message('upwind_none_missing')
          : message('upwind_none_stale', { minutes: Math.round(gate.ageMin ?? 0) }),
      ];
    case 'calm':
    case 'variable':
      return [
        message(gate.kind === 'calm' ? 'upwind_calm' : 'upwind_variable', {
          speed: tenth(gate.mean.scalarSpeedMs),
          km: facts.shape.kind === 'disc' ? km(facts.shape.radiusM) : 1,
        }),
      ];
    case 'wide':
      return [
        gate.why === 'light'
          ? message('upwind_light', { speed: tenth(gate.mean.scalarSpeedMs) })
          : message('upwind_unsteady', { steadiness: hundredth(gate.mean.steadiness) }),
        ...directed(facts),
      ];
    case 'directed':
      return directed(facts);
  }
}

function directed(facts: ZoneFacts): Message[] {
  const out: Message[] = [];
  const peak = facts.coarse ? null : peakSentence(facts.input, facts.own);
  if (peak) out.push(...peak);
  else out.push(windSentence(facts));
  out.push(shapeSentence(facts));
  if (facts.borrowed) {
    out.push(borrowedSentence(facts.input.windSource));
  } else if (facts.coarse) out.push(message('upwind_coarse'));
  if (facts.gate.ageMin !== null && facts.gate.ageMin > 30) {
    out.push(message('upwind_old', { minutes: Math.round(facts.gate.ageMin) }));
  }
  if (facts.flat) out.push(message('upwind_flat'));
  if (facts.carried && facts.gate.kind === 'directed') {
    const { speedMs, steadiness } = facts.carried;
    out.push(message('upwind_idle_rise', { speed: tenth(speedMs), steadiness: hundredth(steadiness) }));
  }
  if (facts.areaShare !== null && facts.areaShare > 0.3) {
    out.push(message('upwind_wide_posterior', { percent: Math.round(facts.areaShare * 100) }));
  }
  out.push(message(facts.confidence === 'low' ? 'upwind_confidence_low' : 'upwind_confidence_high'));
  return out;
}

function windSentence({ gate, axis }: ZoneFacts): Message {
  const mean = gate.kind === 'none' ? null : gate.mean;
  return message('upwind_mean_wind', {
    degrees: Math.round(axis ?? 0) % 360,
    speed: tenth(mean?.scalarSpeedMs ?? 0),
    steadiness: hundredth(mean?.steadiness ?? 0),
  });
}

/** Whose wind it is when the station has none of its own (upwind.md §1, "which wind"). */
function borrowedSentence({ distanceKm, way, stations = 1, hours = 0 }: WindSource): Message {
  const km = tenth(distanceKm);
  if (way === undefined) return message('upwind_borrowed', { km });
  switch (way) {
    case 'regression':
      return message('upwind_borrowed_regression', { stations, km, days: Math.round(hours / 24) });
    case 'inverse_distance':
      return message('upwind_borrowed_mean', { stations, km });
  }
}

function shapeSentence({ shape, sigmaDeg, areaShare }: ZoneFacts): Message {
  switch (shape.kind) {
    case 'posterior':
      return message('upwind_shape_posterior', {
        percent: Math.round(shape.holds * 100),
        area: Math.max(1, Math.round((areaShare ?? 0) * 100)),
      });
    case 'corridor':
      return message('upwind_shape_corridor', { tracks: shape.tracks.length, km: km(shape.radiusM) });
    case 'sector':
    case 'fan':
      return message('upwind_shape_sector', {
        half: Math.round(shape.halfAngleDeg),
        km: km(shape.radiusM),
        sigma: Math.round(sigmaDeg ?? 0),
      });
    case 'disc':
      return message('upwind_shape_disc', { km: km(shape.radiusM) });
    case 'none':
      return message('upwind_none_missing');
  }
}

/** "12:08 to 12:20 above half the rise; the wind then came from 208°–211°", and from where half an hour before, if it bends. */
function peakSentence(input: ZoneInput, own: Series | null): Message[] | null {
  const span = peakSpan(input, own);
  if (!span) return null;
  const during = spread(input, span.from - 5 * MINUTE, span.to);
  if (!during) return null;
  const out = [
    message('upwind_peak', {
      from: clock(span.from),
      to: clock(span.to),
      low: during.low,
      high: during.high,
      speed: tenth(during.speedMs),
    }),
  ];
  const before = spread(input, span.from - 35 * MINUTE, span.from - 5 * MINUTE);
  if (before && Math.abs(turn(during.mean, before.mean)) > BEND_DEG) {
    out.push(message('upwind_peak_before', { low: before.low, high: before.high }));
  }
  return out;
}

/**
 * First and last minute of the window in which more than half of the highest rise above the background was there; null for fewer
 * than 5 values or without a rise.
 */
function peakSpan(input: ZoneInput, own: Series | null): { from: number; to: number } | null {
  if (!own) return null;
  const start = input.at - input.windowMin * MINUTE;
  let highest = 0;
  let values = 0;
  own.at.forEach((t, i) => {
    const c = own.c[i];
    if (t <= start || t > input.at + MINUTE || c === null || c === undefined || !Number.isFinite(c)) return;
    values++;
    highest = Math.max(highest, c);
  });
  const background = backgroundOf(own, input.at);
  if (values < 5 || highest <= background) return null;
  const half = (highest + background) / 2;
  let from = Infinity;
  let to = -Infinity;
  own.at.forEach((t, i) => {
    if (t <= start || t > input.at + MINUTE || !((own.c[i] ?? -Infinity) >= half)) return;
    from = Math.min(from, t);
    to = Math.max(to, t);
  });
  return { from, to };
}

function spread(
  input: ZoneInput,
  from: number,
  to: number,
): { low: number; high: number; mean: number; speedMs: number } | null {
  const samples = input.wind.filter((sample) => sample.at >= from && sample.at <= to && sample.from !== null);
  const directions = samples.map((sample) => sample.from as number);
  const mean = meanDirection(directions);
  if (mean === null) return null;
  const turns = directions.map((direction) => turn(mean, direction));
  const fold = (degrees: number): number => ((Math.round(degrees) % 360) + 360) % 360;
  return {
    low: fold(mean + Math.min(...turns)),
    high: fold(mean + Math.max(...turns)),
    mean,
    speedMs: windMean(samples)?.scalarSpeedMs ?? 0,
  };
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100;
}

function km(metres: number): number {
  return metres < 1000 ? Math.round(metres / 10) / 100 : tenth(metres / 1000);
}
