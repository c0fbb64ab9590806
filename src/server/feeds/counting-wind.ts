import { windMode } from './poll-feeds.ts';

/** Rows of `wind` that count, for a WHERE with `countingWind()` among its values: replayed wind only where replay was asked for. */
export const WIND_COUNTS = "({:replay} OR feed NOT IN (SELECT code FROM feeds WHERE kind = 'replay'))";

export function countingWind(): { readonly replay: boolean } {
  return { replay: windMode() === 'replay' };
}
