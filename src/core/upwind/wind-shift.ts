import { plane, turn } from '../geo.ts';
import { message, type Message } from '../message.ts';
import { ZONE_CALM_MS } from '../wind/gate.ts';
import { insideTest } from './contains.ts';
import type { Zone } from './zone.ts';

/** A turn beyond this makes the old zone wrong (upwind.md §6). */
export const SHIFT_DEG = 45;

/** What a shift is judged by: a zone has both, and so has a mean wind. Axis null and a speed = calm; both null = no wind. */
export type WindNow = Pick<Zone, 'axis' | 'speedMs'>;

export interface WindShift {
  /** Signed, clockwise positive; 0 when the wind dropped. */
  readonly turnedDeg: number;
  readonly calm: boolean;
}

export interface Placed {
  readonly id: string;
  readonly lng: number;
  readonly lat: number;
}

/**
 * Whether the wind left a frozen zone: turned by more than 45°, or dropped to calm. Null when not, when there is no wind
 * to judge by, and for a zone that was made in calm.
 */
export function windShift(frozen: WindNow, now: WindNow): WindShift | null {
  if (frozen.axis === null || now.speedMs === null) return null;
  if (now.axis === null || now.speedMs < ZONE_CALM_MS) return { turnedDeg: 0, calm: true };
  const turnedDeg = turn(frozen.axis, now.axis);
  return Math.abs(turnedDeg) > SHIFT_DEG ? { turnedDeg, calm: false } : null;
}

/** The sentence for it. */
export function explainShift(shift: WindShift): Message {
  return shift.calm
    ? message('upwind_shift_calm')
    : message('upwind_shift_turned', { degrees: Math.round(Math.abs(shift.turnedDeg)) });
}

/** Which targets still lie in the new zone and which no longer do, in the order given. */
export function targetsIn(now: Zone, targets: readonly Placed[]): { stay: string[]; leave: string[] } {
  const flat = plane(now.apex);
  const inside = insideTest(now.shape);
  const stay: string[] = [];
  const leave: string[] = [];
  for (const { id, lng, lat } of targets) {
    const { x, y } = flat.toXY(lng, lat);
    (inside(x, y) ? stay : leave).push(id);
  }
  return { stay, leave };
}
