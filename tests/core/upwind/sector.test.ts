import { describe, expect, it } from 'vitest';
import { sector, wideSector, type SectorOptions } from '../../../src/core/upwind/sector.ts';

const options = (change: Partial<SectorOptions> = {}): SectorOptions => ({
  ...{ from: 225, sigmaThetaDeg: 20, quantisationDeg: 0, representativenessDeg: 3, speedMs: 3 },
  ...{ maxRadiusM: 5000, borrowed: false, ...change },
});

describe('sector of honest width', () => {
  it('is z·√((σθ·f)² + σ_q² + σ_rep²)', () => {
    const f = 1 / (1 + 0.9 * Math.sqrt(1000 / 3 / 300));
    const half = 2.25 * Math.sqrt((20 * f) ** 2 + 6.5 ** 2 + 9);
    const shape = sector(options({ quantisationDeg: 6.5 }));
    expect(shape.halfAngleDeg).toBeCloseTo(half, 9);
    expect(shape.axis).toBe(225);
  });

  it('stays between 15° and 90°', () => {
    expect(sector(options({ sigmaThetaDeg: 0 })).halfAngleDeg).toBe(15);
    expect(sector(options({ representativenessDeg: 104 })).halfAngleDeg).toBe(90);
  });

  it('reaches an hour of wind, at least 1 km, at most the reach', () => {
    expect(sector(options({ speedMs: 1.2 })).radiusM).toBeCloseTo(4320, 9);
    expect(sector(options({ speedMs: 9 })).radiusM).toBe(5000);
    expect(wideSector(10, 0.1, 5000).radiusM).toBe(1000);
    expect(sector(options({ maxRadiusM: 300 })).radiusM).toBe(300);
  });
});
