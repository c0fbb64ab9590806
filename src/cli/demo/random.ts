import { uuidv7 } from '../../core/ids.ts';
import type { Instant } from '../../core/units.ts';
import { seeded } from '../../core/seeded.ts';

/** A stream of chance that depends on the seed and its label alone: adding one stream never moves another. */
export interface Chance {
  /** [0, 1) */
  readonly next: () => number;
  /** Whole number in [from, until). */
  readonly int: (from: number, until: number) => number;
  readonly between: (from: number, until: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly chance: (probability: number) => boolean;
  /** Normal with mean 0 and deviation 1 (Box–Muller). */
  readonly normal: () => number;
  /** Id of a row that came to be at `at`. */
  readonly id: (at?: Instant) => string;
}

/** Rows that were always there are dated so; their ids do not depend on the anchor. */
const ALWAYS = Date.UTC(2026, 0, 1);

export function chance(seed: number, label: string): Chance {
  const next = seeded(hash(`${seed}/${label}`));
  const between = (from: number, until: number): number => from + next() * (until - from);
  const int = (from: number, until: number): number => Math.floor(between(from, until));
  return {
    next,
    int,
    between,
    pick: (list) => list[int(0, list.length)]!,
    chance: (probability) => next() < probability,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    id: (at = ALWAYS) => uuidv7(at, next),
  };
}

/** FNV-1a, 32 bits. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  return value >>> 0;
}

/** Rounds to `digits` decimals, so that the same city has the same bytes everywhere. */
export function round(value: number, digits = 0): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale + 0;
}
