import { expect, test } from 'vitest';
import type { Snapshot } from '../../src/core/snapshot.ts';
import { dispatch } from '../../src/state/dispatch.svelte.ts';
import { now } from '../../src/state/now.svelte.ts';

test('0.13 an alarm of PM2.5 is looked at in PM2.5, also at the station that is open already', () => {
  const suggestion = { station: 'alarmed', state: 'open', pollutant: 'pm25' };
  dispatch.select('alarmed');
  expect(dispatch.pollutant).toBe('pm10');
  now.snapshot = { suggestions: [suggestion] } as unknown as Snapshot;
  dispatch.select('alarmed');
  expect([dispatch.station, dispatch.pollutant]).toEqual(['alarmed', 'pm25']);
  // A station without an alarm is looked at in what one was looking at.
  dispatch.select('quiet');
  expect(dispatch.pollutant).toBe('pm25');
});
