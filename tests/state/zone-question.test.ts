import { describe, expect, it } from 'vitest';
import { liveZoneEnd } from '../../src/state/zone-question.ts';

const MINUTE = 60_000;
const LIVE = 1000 * MINUTE;
const ago = (minutes: number): number => LIVE - minutes * MINUTE;

describe('the live zone ends', () => {
  it('with the last reading while it and the wind are at most 90 minutes old', () => {
    expect(liveZoneEnd(LIVE, ago(4), ago(2))).toBe(ago(4));
    expect(liveZoneEnd(LIVE, ago(90), ago(90))).toBe(ago(90));
  });

  it('now, when the wind went stale with its readings: an old moment had a fresh wind', () => {
    expect(liveZoneEnd(LIVE, ago(60), ago(91))).toBe(LIVE);
    expect(liveZoneEnd(LIVE, ago(4), null)).toBe(LIVE);
  });

  it('now, when the station fell silent and the wind goes on', () => {
    expect(liveZoneEnd(LIVE, ago(91), ago(2))).toBe(LIVE);
    expect(liveZoneEnd(LIVE, null, ago(2))).toBe(LIVE);
  });
});
