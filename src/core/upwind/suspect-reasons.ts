import { clock, DAY_MS } from '../china-time.ts';
import { message, type Message } from '../message.ts';
import type { Instant } from '../units.ts';
import type { Coupling } from './coupling.ts';
import type { Candidate, Zone } from './zone.ts';

/** What a register knows of a candidate beside its weights. */
export interface KnownFacts {
  readonly openProblems: number;
  readonly lastVisitAt: Instant | null;
}

export interface ReasonInput {
  readonly zone: Zone;
  readonly candidate: Candidate;
  readonly distanceM: number;
  readonly offAxisDeg: number | null;
  readonly travelMin: number | null;
  readonly inside: boolean;
  /** What the station's rose weighs its direction with; 1 = nothing. */
  readonly season: number;
  readonly times: Coupling | null;
  /** Index of the candidate in `times`. */
  readonly place: number;
  readonly at: Instant;
  readonly known: KnownFacts | undefined;
  readonly now: Instant;
}

/** A direction that brings high hours this much oftener than the average is worth a word. */
const TELLING_SEASON = 1.3;

/** Why a candidate stands where it stands, most telling first: place, way of the air, hours, record, state. */
export function suspectReasons(of: ReasonInput): Message[] {
  const reasons: Message[] = [];
  const metres = Math.round(of.distanceM / 10) * 10;
  if (!of.inside && of.zone.shape.kind !== 'none') reasons.push(message('upwind_reason_outside', { metres }));
  else reasons.push(message('upwind_reason_distance', { metres }));
  if (of.offAxisDeg === null) reasons.push(message('upwind_reason_no_direction'));
  else {
    const degrees = Math.round(Math.abs(of.offAxisDeg));
    if (degrees <= 5) reasons.push(message('upwind_reason_on_axis'));
    else reasons.push(message(of.offAxisDeg < 0 ? 'upwind_reason_left' : 'upwind_reason_right', { degrees }));
  }
  if (of.travelMin !== null) {
    reasons.push(message('upwind_reason_travel', { minutes: Math.max(1, Math.round(of.travelMin)) }));
  }
  const hours = tellingHours(of);
  if (hours !== null) reasons.push(message('upwind_reason_hours', hours));
  if (of.season >= TELLING_SEASON)
    reasons.push(message('upwind_reason_season', { times: Math.round(10 * of.season) / 10 }));
  if (of.known !== undefined) {
    if (of.known.openProblems > 0) {
      reasons.push(message('upwind_reason_open_problems', { count: of.known.openProblems }));
    }
    if (of.known.lastVisitAt === null) reasons.push(message('upwind_reason_never_visited'));
    else {
      const days = Math.max(0, Math.floor((of.now - of.known.lastVisitAt) / DAY_MS));
      reasons.push(message('upwind_reason_last_visit', { days }));
    }
  }
  if (of.candidate.record > 0.55) {
    reasons.push(message('upwind_reason_record', { percent: Math.round(100 * of.candidate.record) }));
  }
  if (of.candidate.priority > 1) reasons.push(message('upwind_reason_priority'));
  if (of.candidate.activity < 1) reasons.push(message('upwind_reason_should_be_closed'));
  return reasons;
}

/** The blocks in which its air and the station's excess came together: three quarters of Σ e²K. */
function tellingHours(of: ReasonInput): { from: string; to: string } | null {
  const { times } = of;
  if (times === null || times.evidence.to.length < 3) return null;
  const { from, to, stations } = times.evidence;
  const parts = Array.from(to, (_, block) => {
    const root = stations[0]!.e[block]!;
    return Number.isNaN(root) ? 0 : root * root * times.k[0]![block]![of.place]!;
  });
  const whole = parts.reduce((sum, part) => sum + part, 0);
  if (!(whole > 0)) return null;
  let first = 0;
  let last = parts.length - 1;
  let left = whole;
  while (first < last) {
    const smaller = parts[first]! <= parts[last]! ? parts[first]! : parts[last]!;
    if (left - smaller < 0.75 * whole) break;
    left -= smaller;
    if (parts[first]! <= parts[last]!) first++;
    else last--;
  }
  return { from: clock(of.at + from[first]! * 1000), to: clock(of.at + to[last]! * 1000) };
}
