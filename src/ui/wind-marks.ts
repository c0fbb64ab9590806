/** A wind as the eye needs it: null direction is calm or variable, null speed is missing. */
export interface WindMark {
  /** Where it comes from, degrees clockwise from north; null when calm or without a direction. */
  readonly from: number | null;
  readonly speedMs: number;
}

/**
 * Barbs of one wind on a staff of 19 units that points up, the place at its foot: half 2 m/s, full 4, pennant 20,
 * as GB/T 35227 draws them. Below 1 m/s the staff stays bare.
 */
export function barbPath(speedMs: number): string {
  let rest = Math.round(speedMs / 2) * 2;
  let y = -19;
  let path = `M0 0V${y}`;
  for (; rest >= 20; rest -= 20, y += 5) path += `M0 ${y}L8 ${y - 1}L0 ${y + 4}Z`;
  const first = y;
  for (; rest >= 4; rest -= 4, y += 4) path += `M0 ${y}L8 ${y - 3}`;
  // A lone half barb stands in from the end, so that it is not read as a full one.
  if (rest >= 2) path += `M0 ${y === first ? y + 4 : y}l4 -1.6`;
  return path;
}

/** Place on a dial of radius `r` around 0,0: angle = where the wind comes from, 0 = up. */
export function onDial(fromDeg: number, r: number): readonly [number, number] {
  const angle = (fromDeg * Math.PI) / 180;
  return [Math.round(Math.sin(angle) * r * 10) / 10, Math.round(-Math.cos(angle) * r * 10) / 10];
}

/** A pie slice of a dial between two bearings, clockwise. */
export function slicePath(fromDeg: number, toDeg: number, r: number): string {
  const [x1, y1] = onDial(fromDeg, r);
  const [x2, y2] = onDial(toDeg, r);
  const wide = (((toDeg - fromDeg) % 360) + 360) % 360 > 180 ? 1 : 0;
  return `M0 0L${x1} ${y1}A${r} ${r} 0 ${wide} 1 ${x2} ${y2}Z`;
}
