import { describe, expect, it } from 'vitest';
import { briggs, draxler, plume, STABILITIES, TERRAINS } from '../../../src/core/upwind/dispersion.ts';

describe('dispersion', () => {
  it('gives the Briggs 1973 spreads at 1 km', () => {
    const at = (stability: 'A' | 'D' | 'F', terrain: 'rural' | 'urban') => briggs(stability, terrain, 1000);
    expect(at('A', 'rural').y).toBeCloseTo(220 / Math.sqrt(1.1), 6);
    expect(at('A', 'rural').z).toBeCloseTo(200, 6);
    expect(at('D', 'rural').y).toBeCloseTo(80 / Math.sqrt(1.1), 6);
    expect(at('D', 'rural').z).toBeCloseTo(60 / Math.sqrt(2.5), 6);
    expect(at('F', 'rural').z).toBeCloseTo(16 / 1.3, 6);
    expect(at('D', 'urban').y).toBeCloseTo(160 / Math.sqrt(1.4), 6);
    expect(at('F', 'urban').z).toBeCloseTo(80 / Math.sqrt(2.5), 6);
  });

  it('never narrows with distance and never widens with stability', () => {
    for (const terrain of TERRAINS) {
      for (const stability of STABILITIES) {
        expect(briggs(stability, terrain, 3000).y).toBeGreaterThan(briggs(stability, terrain, 300).y);
        expect(briggs(stability, terrain, 3000).z).toBeGreaterThan(briggs(stability, terrain, 300).z);
      }
      const widths = STABILITIES.map((stability) => briggs(stability, terrain, 1000).y);
      expect([...widths].sort((a, b) => b - a)).toEqual(widths);
    }
  });

  it('lets σθ fade with travel time as Draxler found', () => {
    expect(draxler(0)).toBe(1);
    expect(draxler(300)).toBeCloseTo(1 / 1.9, 12);
  });

  it('keeps the flux through every plane across a plume', () => {
    for (const along of [200, 2000]) {
      const spread = briggs('D', 'rural', along);
      let flux = 0;
      // Half Gaussian in height: ∫ dz = σz·√(π/2).
      for (let across = -3000; across <= 3000; across += 2) {
        flux += plume(along, across, 4, spread) * 4 * 2 * spread.z * Math.sqrt(Math.PI / 2);
      }
      expect(flux).toBeCloseTo(1, 3);
    }
    expect(plume(-10, 0, 4, briggs('D', 'rural', 10))).toBe(0);
  });
});
