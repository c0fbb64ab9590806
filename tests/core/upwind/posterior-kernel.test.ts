import { expect, test } from 'vitest';
import { rotationKernel, spreadDeg } from '../../../src/core/upwind/posterior-kernel.ts';

const kernel = (speedMs: number, more: object) =>
  rotationKernel(120, {
    ...{ speedMs, compassErrorDeg: 0, coarseErrorDeg: 0, distanceKm: 0, staleMin: 0 },
    ...more,
  });

test.each([
  [2.5, 44],
  [4, 33],
  [6, 28],
])(
  '0.14 at %d m/s the rotation of a regressed wind spreads as far as was measured: %d°',
  (speed, degrees) => {
    expect(spreadDeg(kernel(speed, { distanceKm: 4, regressed: true }))).toBeCloseTo(degrees, 0);
  },
);

test('0.14 a regressed wind is surer than one from 13 km away and less sure than its own', () => {
  const regressed = spreadDeg(kernel(4, { distanceKm: 13, regressed: true }));
  expect(regressed).toBeLessThan(spreadDeg(kernel(4, { distanceKm: 13 })));
  expect(regressed).toBeGreaterThan(spreadDeg(kernel(4, {})));
  const sum = kernel(4, { distanceKm: 13, regressed: true }).reduce((all, each) => all + each, 0);
  expect(sum).toBeCloseTo(1, 9);
});
