/** A point of a drawn line in pixels; null where the value is missing: the line breaks there and is not bridged. */
export type LinePoint = readonly [x: number, y: number] | null;

/** SVG path through the points, straight from one to the next, broken at gaps. Empty for fewer than two neighbours. */
export function linePath(points: readonly LinePoint[]): string {
  let path = '';
  let pen = false;
  for (const point of points) {
    if (!point) {
      pen = false;
      continue;
    }
    path += `${pen ? 'L' : 'M'}${round(point[0])} ${round(point[1])}`;
    pen = true;
  }
  return path;
}

/** A value's place between two bounds, as 0…1; 0.5 when the bounds are equal. */
export function share(value: number, low: number, high: number): number {
  return high === low ? 0.5 : (value - low) / (high - low);
}

/** Round steps for an axis: about `count` of them between 0 and `high`, as 1, 2 or 5 times a power of ten. */
export function axisTicks(high: number, count: number): number[] {
  if (!(high > 0)) return [0];
  const rough = high / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? 10 * power;
  const ticks: number[] = [];
  for (let tick = step; tick <= high; tick += step) ticks.push(tick);
  return ticks;
}

/** Full hours between two moments (epoch ms), every fourth one when the span is over half a day. */
export function hourTicks(from: number, until: number): number[] {
  const hour = 3_600_000;
  const step = until - from > 12 * hour ? 4 * hour : hour;
  const ticks: number[] = [];
  for (let tick = Math.ceil(from / step) * step; tick <= until; tick += step) ticks.push(tick);
  return ticks;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
