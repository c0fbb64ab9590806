import { expect, test } from 'vitest';
import { readWorkHours, writeWorkHours } from '../../src/core/work-hours.ts';

test('working hours are read as they are written, and what is no working day is refused', () => {
  expect(readWorkHours('08:30-12:00 14:30–18:00')).toEqual([
    [510, 720],
    [870, 1080],
  ]);
  expect(readWorkHours('0:00-24:00')).toEqual([[0, 1440]]);
  expect(writeWorkHours(readWorkHours('8:30-12:00，14:30-18:00')!)).toBe('08:30–12:00 14:30–18:00');
  for (const bad of ['', 'morning', '12:00-08:00', '08:00-12:00 11:00-13:00', '08:00-25:00'])
    expect([bad, readWorkHours(bad)]).toEqual([bad, null]);
});
