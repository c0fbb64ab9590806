import { expect, test } from 'vitest';
import type { StationRecord } from '../../src/schema/records.ts';
import { city } from '../../src/state/city.svelte.ts';

test('0.14 nobody asks for the history of a station that no longer reports', () => {
  const row = (id: string, retired: boolean): StationRecord => ({ id, retired }) as StationRecord;
  city.data = { ...city.data, stations: [row('a', false), row('b', true), row('c', false)] };
  expect(city.reporting.map((each) => each.id)).toEqual(['a', 'c']);
});
