/** One measured figure; `goal` is a comparison with a number, like `>= 1000`. */
export interface Figure {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  readonly goal: string;
  readonly pass: boolean;
}

/**
 * A figure with its verdict.
 * @param value rounded to four significant digits for the report, judged unrounded
 * @param goal one of >=, >, <=, <, = and a number
 */
export function figure(id: string, value: number, unit: string, goal: string): Figure {
  return { id, value: round(value), unit, goal, pass: meets(value, goal) };
}

/** Whether a value meets a goal; a value that is no number meets none. Throws on a goal it cannot read. */
export function meets(value: number, goal: string): boolean {
  const parts = /^(>=|<=|>|<|=)\s*(-?\d+(?:\.\d+)?)$/.exec(goal);
  if (!parts) throw new Error(`goal ${goal}`);
  const bound = Number(parts[2]);
  switch (parts[1]) {
    case '>=':
      return value >= bound;
    case '<=':
      return value <= bound;
    case '>':
      return value > bound;
    case '<':
      return value < bound;
    default:
      return value === bound;
  }
}

function round(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(4));
}
