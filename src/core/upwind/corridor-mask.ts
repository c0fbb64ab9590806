import { Capsules } from './capsules.ts';
import { shapeBox } from './contains.ts';
import { netOver, type Net } from './contour.ts';
import type { Shape } from './zone.ts';

export interface CorridorMask {
  readonly net: Net;
  /** 1 where the net's point lies inside, row-major. */
  readonly inside: Uint8Array;
  readonly capsules: Capsules;
}

/** A corridor drawn into a net, capsule by capsule, so that each only visits its own box; null when it has no tracks. */
export function corridorMask(
  shape: Extract<Shape, { kind: 'corridor' }>,
  across: number,
): CorridorMask | null {
  const box = shapeBox(shape);
  if (!box) return null;
  const net = netOver(box, across);
  const { minX: west, minY: south, stepM, columns, rows } = net;
  const capsules = new Capsules(shape.tracks);
  const r2 = shape.radiusM * shape.radiusM;
  const inside = new Uint8Array(columns * rows);
  for (let i = 0; i < capsules.count; i++) {
    const [minX, maxX, minY, maxY] = capsules.boxOf(i);
    const firstColumn = Math.max(0, Math.ceil((minX - west) / stepM));
    const lastColumn = Math.min(columns - 1, Math.floor((maxX - west) / stepM));
    const lastRow = Math.min(rows - 1, Math.floor((maxY - south) / stepM));
    for (let row = Math.max(0, Math.ceil((minY - south) / stepM)); row <= lastRow; row++) {
      const y = south + row * stepM;
      for (let column = firstColumn; column <= lastColumn; column++) {
        const at = row * columns + column;
        if (inside[at]) continue;
        const x = west + column * stepM;
        if (x * x + y * y <= r2 && capsules.depthIn(i, x, y) >= 0) inside[at] = 1;
      }
    }
  }
  return { net, inside, capsules };
}
