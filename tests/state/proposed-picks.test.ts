import { expect, test } from 'vitest';
import { message } from '../../src/core/message.ts';
import type { TriggerEvidence } from '../../src/core/triggers/trigger-rules.ts';
import type { Suspect } from '../../src/core/upwind/zone.ts';
import { proposedPicks } from '../../src/state/proposed-picks.ts';

const suspects = [0.4, 0.3, 0.2, 0.05].map((share, i) => ({ id: `s${i}`, share }) as Suspect);
const evidence = (rule: TriggerEvidence['rule'], source?: string): TriggerEvidence => ({
  ...{ rule, pollutant: 'pm10', value: 210, against: 150, limit: 200 },
  ...(source === undefined ? {} : { source }),
  message: message('admin_trigger_dust'),
});

test('0.13 what a dust monitor calls for is its own source first, then the likeliest upwind', () => {
  expect([...proposedPicks(suspects, [evidence('dust', 'site')], false)]).toEqual(['site', 's0', 's1']);
  expect([...proposedPicks(suspects, [evidence('dust', 's1')], false)]).toEqual(['s1', 's0']);
  expect([...proposedPicks([], [evidence('dust', 'site')], false)]).toEqual(['site']);
  expect([...proposedPicks(suspects, [evidence('dust', 'site')], true)]).toEqual(['site']);
});

test('0.18 other rules propose the likeliest suspects only, and nothing when the stations rise together', () => {
  expect([...proposedPicks(suspects, [evidence('rise'), evidence('dust')], false)]).toEqual(['s0', 's1']);
  expect([...proposedPicks(suspects, [evidence('rise')], true)]).toEqual([]);
  const even = Array.from({ length: 9 }, (_, i) => ({ id: `e${i}`, share: 0.1 }) as Suspect);
  expect(proposedPicks(even, [], false).size).toBe(4);
});
