import { exhaustive } from '../exhaustive.ts';
import { ringArea } from '../geo.ts';
import { flatOutline } from './outline.ts';
import type { Shape } from './zone.ts';

/** Area of a zone in m²: exact for disc, fan and sector, by its drawn outline else; 0 for none. */
export function zoneAreaM2(shape: Shape): number {
  switch (shape.kind) {
    case 'none':
      return 0;
    case 'disc':
      return Math.PI * shape.radiusM ** 2;
    case 'fan':
    case 'sector':
      return (Math.min(180, shape.halfAngleDeg) / 180) * Math.PI * shape.radiusM ** 2;
    case 'corridor':
    case 'posterior': {
      let area = 0;
      for (const { outer, holes } of flatOutline(shape)) {
        area += ringArea(outer);
        for (const hole of holes) area += ringArea(hole);
      }
      return area;
    }
    default:
      return exhaustive(shape);
  }
}
