declare const unit: unique symbol;

/** Length in metres, never negative, never NaN. */
export type Metres = number & { readonly [unit]: 'm' };
/** Degrees clockwise from true north in [0, 360). For wind: where it comes FROM. */
export type Bearing = number & { readonly [unit]: 'bearing' };
/** Instant in milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

/** A place on WGS-84, in degrees. */
export interface LngLat {
  readonly lng: number;
  readonly lat: number;
}

/** Checked length. Throws RangeError for NaN, infinite or negative values: a programming error, not an input error. */
export function metres(value: number): Metres {
  if (!Number.isFinite(value) || value < 0) throw new RangeError(`not a length: ${value}`);
  return value as Metres;
}

/** Direction folded into [0, 360). Throws RangeError for NaN or infinite values. */
export function bearing(degrees: number): Bearing {
  if (!Number.isFinite(degrees)) throw new RangeError(`not a bearing: ${degrees}`);
  const folded = degrees % 360;
  // + 0 turns -0 into 0, which formats and compares as one.
  return (((folded < 0 ? folded + 360 : folded) % 360) + 0) as Bearing;
}
