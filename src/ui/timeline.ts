/** A value at an instant, epoch ms. */
export interface TimedValue {
  readonly at: number;
  /** null is a gap. */
  readonly value: number | null;
}

export interface TimedEvent {
  readonly at: number;
  readonly text: string;
}

/** Where a key moves the moment shown: arrows one step, pages twelve, Home and End to the ends; null for other keys. */
export function momentAfter(
  key: string,
  cursor: number,
  [from, until]: readonly [number, number],
  stepMs: number,
): number | null {
  const moves: Record<string, number> = {
    ArrowLeft: cursor - stepMs,
    ArrowRight: cursor + stepMs,
    PageUp: cursor - 12 * stepMs,
    PageDown: cursor + 12 * stepMs,
    Home: from,
    End: until,
  };
  const next = moves[key];
  return next === undefined ? null : Math.min(until, Math.max(from, next));
}

/** The value at the upper end of the axis: the highest of all series with some room over it, at least 21.6. */
export function topOf(...series: readonly (readonly TimedValue[])[]): number {
  return Math.max(20, ...series.flat().map((each) => each.value ?? 0)) * 1.08;
}
