import { exhaustive } from '../exhaustive.ts';
import { corridorMask } from './corridor-mask.ts';
import { keptAreaM2 } from './polar-density.ts';
import type { Shape } from './zone.ts';

const CORRIDOR_NET = 64;

/** Area of a zone in m²: exact for disc, fan and sector, by cells for a posterior, within 3 % for a corridor; 0 for none. */
export function zoneAreaM2(shape: Shape): number {
  switch (shape.kind) {
    case 'none':
      return 0;
    case 'disc':
      return Math.PI * shape.radiusM ** 2;
    case 'fan':
    case 'sector':
      return (Math.min(180, shape.halfAngleDeg) / 180) * Math.PI * shape.radiusM ** 2;
    case 'corridor': {
      const drawn = corridorMask(shape, CORRIDOR_NET);
      if (!drawn) return 0;
      let count = 0;
      for (let i = 0; i < drawn.inside.length; i++) count += drawn.inside[i]!;
      return count * drawn.net.stepM ** 2;
    }
    case 'posterior':
      return keptAreaM2(shape);
    default:
      return exhaustive(shape);
  }
}
