import { describe, expect, it } from 'vitest';
import { EMISSION } from '../../../src/core/upwind/candidates.ts';
import { rankingSettings } from '../../../src/core/upwind/ranking-settings.ts';

const row = { polygon: null, fromHour: 6, untilHour: 9, weight: 2, fromAt: 100, untilAt: 200 };

describe('rankingSettings', () => {
  it('0.20 counts a key area only while it is in force', () => {
    const at = (moment: number) => rankingSettings({ priorities: [row], emission: null }, moment).priorities;
    expect(at(99)).toEqual([]);
    expect(at(100)).toEqual([{ area: null, hours: { from: 6, to: 9 }, weight: 2 }]);
    expect(at(200)).toEqual([]);
    expect(
      rankingSettings({ priorities: [{ ...row, untilAt: 0 }], emission: null }, 999).priorities,
    ).toHaveLength(1);
  });

  it('lays the office’s emission potentials over the defaults, kind by kind', () => {
    const road = { ...EMISSION.road, pm10: 0.9 };
    const { emission } = rankingSettings({ priorities: [], emission: { emission: { road } } }, 0);
    expect(emission.road.pm10).toBe(0.9);
    expect(emission.site).toEqual(EMISSION.site);
  });
});
