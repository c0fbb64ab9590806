import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseGroup } from '../../../src/core/patrol/choose-group.ts';
import { orderRoute } from '../../../src/core/patrol/route.ts';

const start = { lng: 113.6, lat: 34.85 };
const east = (km: number) => ({ lng: start.lng + km / 91.4, lat: start.lat });

describe('orderRoute', () => {
  it('visits stops along a road in the order of the road', () => {
    expect(orderRoute(start, [east(3), east(1), east(2)]).order).toEqual([1, 2, 0]);
  });

  it('counts streets, driving and the time at each stop', () => {
    const route = orderRoute(start, [east(3)], { detour: 1, speedKmh: 60, minutesPerStop: 10 });
    expect(route.km).toBeCloseTo(3, 1);
    expect(route.minutes).toBeCloseTo(13, 0);
  });

  it('has nothing to do without stops', () => {
    expect(orderRoute(start, [])).toEqual({ order: [], km: 0, minutes: 0 });
  });

  it('visits every stop once and is never longer than the given order', () => {
    const stop = fc.record({
      lng: fc.double({ min: 113.5, max: 113.7, noNaN: true }),
      lat: fc.double({ min: 34.8, max: 34.9, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(stop, { maxLength: 9 }), (stops) => {
        const route = orderRoute(start, stops);
        expect([...route.order].sort((a, b) => a - b)).toEqual(stops.map((_, index) => index));
        const asGiven = stops.reduce<{ km: number; here: typeof start }>(
          (sum, each) => ({ km: sum.km + orderRoute(sum.here, [each]).km, here: each }),
          { km: 0, here: start },
        );
        expect(route.km).toBeLessThanOrEqual(asGiven.km + 0.01);
      }),
    );
  });
});

describe('chooseGroup', () => {
  const base = { onDuty: true, place: start, openTasks: 0 };
  it('offers the nearest free group on duty first, the off-duty one last', () => {
    const order = chooseGroup(
      [
        { ...base, id: 'off', onDuty: false },
        { ...base, id: 'busy', openTasks: 2 },
        { ...base, id: 'far', place: east(5) },
        { ...base, id: 'near', place: east(1) },
      ],
      start,
    ).map((each) => each.id);
    expect(order).toEqual(['near', 'far', 'busy', 'off']);
  });

  it('says when a place is unknown instead of making one up', () => {
    expect(chooseGroup([{ ...base, id: 'a', place: null }], start)[0]?.distanceM).toBeNull();
  });
});
